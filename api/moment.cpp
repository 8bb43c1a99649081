// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/moment.h"

#include <limits>

namespace courtyard {

Result<Moment> moment_of(Parameters& query, const Call& call) {
    Moment moment;
    moment.day = query.day("as_of").value_or(today());
    moment.snapshot = call.snapshot;
    if (const auto revision = query.integer("revision", 0, std::numeric_limits<std::int64_t>::max())) {
        auto older = call.house.atlas.at(*revision);
        if (!older) return tl::unexpected(older.error());
        moment.snapshot = *older;
    }
    moment.edition = &moment.snapshot->edition_on(moment.day);
    return moment;
}

}  // namespace courtyard

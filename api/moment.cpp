// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/moment.h"

#include <limits>

namespace courtyard {

Result<Moment> moment_of(Parameters& query, const Call& call) {
    Moment moment;
    moment.day = query.day("as_of").value_or(today());
    moment.snapshot = call.snapshot;
    const auto revision = query.integer("revision", 0, std::numeric_limits<std::int64_t>::max());
    if (revision && call.older && call.older->revision == *revision) {
        moment.snapshot = call.older;
    } else if (revision && moment.snapshot->revision != *revision) {
        auto other = call.house.atlas.at(*revision);
        if (!other) return tl::unexpected(other.error());
        moment.snapshot = *other;
    }
    moment.edition = &moment.snapshot->edition_on(moment.day);
    return moment;
}

}  // namespace courtyard

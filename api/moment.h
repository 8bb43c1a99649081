// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>

#include "api/parameters.h"
#include "api/service.h"

namespace courtyard {

/// What every read of data is asked for: the day (`as_of`, default today) and the picture (`revision`,
/// default the newest), and the edition valid on that day.
struct Moment {
    Day day;
    std::shared_ptr<const Snapshot> snapshot;
    const EditionPicture* edition = nullptr;

    const AreaTree& areas() const { return *edition->areas; }
};

/// Reads `as_of` and `revision`. Errors   not_found: revision.unknown
Result<Moment> moment_of(Parameters& query, const Call& call);

}  // namespace courtyard

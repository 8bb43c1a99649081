// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "campaign/recheck_sample.h"
#include "data/store/fact.h"

namespace courtyard {

/// A sample of completed households that was drawn to be checked again (再核查), with all that is needed to
/// draw it once more.
struct Recheck {
    std::string id;  ///< UUID
    std::string campaign;
    AreaCode area;
    Day as_of;              ///< the day on which the drawn households counted
    Revision revision = 0;  ///< what was known then
    std::string seed;       ///< published
    std::size_t size = 0;   ///< asked for
    Day due_on;
    std::string account;
    Instant recorded_at;
    std::vector<DrawnStratum> drawn;
};

}  // namespace courtyard

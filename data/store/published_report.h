// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "data/store/fact.h"

namespace courtyard {

/// A report as it was published: frozen, whatever is learnt later.
struct PublishedReport {
    std::string id;  ///< UUID
    AreaCode area;
    Day from;
    Day to;
    std::string language;
    Revision revision = 0;  ///< what was known
    Instant recorded_at;
    std::string account;
    std::string text;
    std::string parts;  ///< JSON
};

}  // namespace courtyard

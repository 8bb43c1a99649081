// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <utility>

#include "data/store/store.h"
#include "geo/geocode.h"

namespace courtyard {

using EditionAreas = std::map<AreaCode, Area>;

/// What the store has of boundaries: every edition, and where its records say they are.
struct HeldEditions {
    std::map<Day, EditionAreas> editions;
    std::map<std::pair<char, std::string>, PlaceClaim>
        claims;  ///< by kind and id, of what stands; the newest

    /// Cost   O(facts)
    explicit HeldEditions(const Store& store);

    /// The edition that holds on a day: the last that began by then, else the first. Precondition: there is
    /// one.
    Day holding(Day day) const;
};

}  // namespace courtyard

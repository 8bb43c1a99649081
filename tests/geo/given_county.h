// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "geo/area_check.h"
#include "tests/geo/grid_county.h"

namespace courtyard {

/// The rows of a file that holds exactly these areas.
inline std::vector<GivenArea> given(const AreaTree& county) {
    std::vector<GivenArea> areas;
    for (const Area& area : county.areas())
        areas.push_back(
            {areas.size() + 1, area.code.str(), area.name, area.parent.str(), area.level, area.boundary, {}});
    return areas;
}

inline GivenArea& village(std::vector<GivenArea>& areas, char letter) {
    return *std::ranges::find(areas, village_code(letter).str(), &GivenArea::code);
}

inline std::vector<Boundary> boundaries_of(const AreaTree& county, AreaLevel level) {
    std::vector<Boundary> boundaries;
    for (const Area& area : county.areas())
        if (area.level == level) boundaries.push_back(area.boundary);
    return boundaries;
}

/// Boundaries as rows of one level, without codes.
inline std::vector<GivenArea> bare(const std::vector<Boundary>& boundaries) {
    std::vector<GivenArea> areas;
    for (const auto& boundary : boundaries)
        areas.push_back({areas.size() + 1, {}, {}, {}, std::nullopt, boundary, {}});
    return areas;
}

inline double ground_of(const std::vector<Boundary>& boundaries) {
    double total = 0;
    for (const auto& boundary : boundaries) total += area_m2(boundary);
    return total;
}

}  // namespace courtyard

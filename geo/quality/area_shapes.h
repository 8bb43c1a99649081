// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <span>
#include <vector>

#include "geo/area_check.h"
#include "geo/quality/overlay.h"

namespace courtyard {

/// What GEOS can be given of a boundary: rings closed, rings that cannot be ones left out. Empty when a
/// position is not one, or when there is nothing left.
Boundary closed_rings(const Boundary& boundary);

/// The ground of one area, drawn validly.
struct AreaShape {
    std::size_t area = 0;  ///< number in the file
    GeosGeometry geometry;
    Bounds bounds;
};

/// The areas of one level that have ground, in file order. `null_geometry` and `invalid` are told on the way.
std::map<std::optional<AreaLevel>, std::vector<AreaShape>> shapes_of(std::span<const GivenArea> areas,
                                                                     const Overlay& overlay,
                                                                     std::vector<AreaFinding>& findings);

std::vector<Bounds> bounds_of(std::span<const AreaShape> shapes);

/// A position inside the largest part.
std::optional<LonLat> place_inside(const Boundary& ground, const Overlay& overlay);

}  // namespace courtyard

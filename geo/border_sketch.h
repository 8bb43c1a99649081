// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "geo/border_topology.h"
#include "geo/mercator.h"

namespace courtyard {

/// A place on a sketch: whole units from its north-west corner, x to the east and y to the south.
struct SketchPoint {
    std::int32_t x = 0;
    std::int32_t y = 0;

    bool operator==(const SketchPoint&) const = default;
};

/// Borders of some areas for one map on a screen: thinned together, so that neighbours stay glued, and put on
/// a grid of whole units of the Mercator square.
struct BorderSketch {
    Mercator corner;  ///< north-west
    double unit = 0;  ///< side of a unit in the Mercator square
    SketchPoint size;
    std::vector<std::vector<SketchPoint>> arcs;  ///< each border once; nothing stands twice in a row
    std::vector<std::vector<std::vector<ArcStep>>> areas;  ///< rings of each boundary, shells and holes alike

    /// To the nearest unit.
    SketchPoint at(LonLat position) const;
};

/// Units along the longer side of a sketch: two for each pixel of a large screen.
inline constexpr std::int32_t sketch_units = 4096;

/// Sketches boundaries with at most about `most_vertices`; what a pixel hides is left out in any case.
///
/// Rule    Visvalingam without crossings (`simplified`), coarser until the vertices are few enough
/// Cost    O(n log n); 5,000 villages of 264 vertices in about 2 s
BorderSketch sketch(std::span<const Boundary> boundaries, std::size_t most_vertices);

}  // namespace courtyard

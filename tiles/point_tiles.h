// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>

#include "tiles/point_layer.h"

namespace courtyard {

/// Individual points are drawn from this zoom on; below it, grid cells.
inline constexpr unsigned first_point_zoom = 14;

/// How the low zooms of a point layer look.
enum class LowZooms : std::uint8_t {
    cells,   ///< exact counts per grid cell in a layer `<name>_cells`
    points,  ///< the points themselves at every zoom (bases, help points)
};

/// What a tile says about itself.
struct TileContent {
    std::string mvt;          ///< encoded tile, not compressed; empty when there is nothing
    std::size_t points = 0;   ///< points or cells written
    std::size_t dropped = 0;  ///< points left out by the limit of 5,000 (lowest fid stay)
};

/// The vector tile of a point layer on a day.
///
/// From z14: a layer `<name>` of points, feature id = fid, attributes `id`, `status`, `completed_on` and
/// `revoked_on` (days since 1970-01-01, absent when none), `area`, and `name` where there is one.
/// Below: a layer `<name>_cells` of squares, 32 by 32 to a tile, feature id = Morton key of the
/// cell (unique among the cells of a zoom), attributes `count`, `completed` and one per status
/// that occurs. A cell's sums are exact and the same whichever tile shows it.
TileContent point_tile(const PointLayer& layer, Tile tile, Day day, LowZooms low_zooms);

}  // namespace courtyard

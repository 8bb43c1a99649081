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

/// How much one tile shows of a layer.
struct PointLimits {
    std::size_t points = 5'000;
    std::size_t packed_bytes = 200'000;  ///< after gzip at level 1
};

/// A tile and what it shows.
struct TileContent {
    std::string mvt;          ///< encoded tile, not compressed; empty when there is nothing
    std::size_t points = 0;   ///< points or cells written
    std::size_t dropped = 0;  ///< points left out by the limits
};

/// The vector tile of a point layer on a day.
///
/// From z14: a layer `<name>` of points, feature id = fid, attributes `id`, `status`, `completed_on` and
/// `revoked_on` (days since 1970-01-01, absent when none), `area`, and `name` where there is one.
/// Below: a layer `<name>_cells` of squares, 32 by 32 to a tile, feature id = Morton key of the
/// cell (unique among the cells of a zoom), attributes `count`, `completed` and one per status
/// that occurs. A cell's sums are exact and the same whichever tile shows it.
///
/// Points beyond the limits are left out by a hash of their fid: the same share everywhere in the tile, so
/// that density is kept, and whoever is shown in a tile is shown in those beneath it. A tile that leaves
/// points out says so in a layer `<name>_dropped`: one point in the middle of the tile with the attributes
/// `shown`, `dropped` and `limit` (`points` or `bytes`).
TileContent point_tile(const PointLayer& layer, Tile tile, Day day, LowZooms low_zooms,
                       PointLimits limits = {});

}  // namespace courtyard

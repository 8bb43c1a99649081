// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <numbers>

#include "geo/position.h"

namespace courtyard {

/// A position in the Web Mercator square (EPSG:3857 scaled to 1): x grows east, y grows south, 0 to 1.
struct Mercator {
    double x = 0;
    double y = 0;
};

/// Latitudes are clamped to ±85.0511287798066.
Mercator to_mercator(LonLat position);
LonLat from_mercator(Mercator position);

/// The side of the square in metres of EPSG:3857: the equator of WGS 84.
inline constexpr double web_mercator_side_m = 2 * std::numbers::pi * 6378137.0;

/// Metres of EPSG:3857, east and north of 0, 0, in place of the two degrees.
LonLat to_web_mercator(LonLat position);
LonLat from_web_mercator(LonLat metres);

/// The same on a 2^32 grid, for sorting and quantising: about 1 cm.
struct GridPoint {
    std::uint32_t x = 0;
    std::uint32_t y = 0;

    bool operator==(const GridPoint&) const = default;
};

GridPoint to_grid(LonLat position);

/// The bits of x and y interleaved: positions that share a prefix share a tile.
std::uint64_t morton(GridPoint point);

}  // namespace courtyard

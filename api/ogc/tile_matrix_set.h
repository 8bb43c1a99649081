// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string_view>

#include "api/json.h"
#include "tiles/tile.h"

namespace courtyard {

/// WebMercatorQuad, the one tiling scheme of ours, as OGC 17-083r4 (annex D.1) registers it.
inline constexpr std::string_view tile_matrix_set_id = "WebMercatorQuad";
inline constexpr std::string_view tile_matrix_set_title = "Google Maps Compatible for the World";
inline constexpr std::string_view tile_matrix_set_uri =
    "http://www.opengis.net/def/tilematrixset/OGC/1.0/WebMercatorQuad";
inline constexpr std::string_view web_mercator_uri = "http://www.opengis.net/def/crs/EPSG/0/3857";
inline constexpr unsigned last_tile_matrix = 24;

/// The width of a pixel of a zoom at the equator, and 1 : the scale at pixels of 0.28 mm.
double cell_size_m(unsigned z);
double scale_denominator(unsigned z);

/// The whole definition, all its tile matrices.
void write_tile_matrix_set(Json& json);

/// The rows and columns of a zoom that lie over a rectangle, edges included.
struct TileLimits {
    unsigned z = 0;
    std::uint32_t min_row = 0;
    std::uint32_t max_row = 0;
    std::uint32_t min_col = 0;
    std::uint32_t max_col = 0;

    bool contains(Tile tile) const {
        return tile.z() == z && tile.y() >= min_row && tile.y() <= max_row && tile.x() >= min_col &&
               tile.x() <= max_col;
    }
};

/// Precondition: `bounds` is not empty, z <= Tile::max_zoom.
TileLimits tile_limits(const Bounds& bounds, unsigned z);

/// A tile by the words of an OGC address: matrix, row, column.
///
/// Whole numbers beyond what there is are `not_found`, however large; what is no number is invalid.
/// Errors   invalid_input: tile.malformed; not_found: tile.outside
Result<Tile> tile_of_matrix(std::string_view matrix, std::string_view row, std::string_view column);
/// The answer's error for a tile beyond the limits of a tileset.
Error outside_of_tileset();

}  // namespace courtyard

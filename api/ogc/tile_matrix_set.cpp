// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/ogc/tile_matrix_set.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string>

namespace courtyard {
namespace {

constexpr double half_world_m = 20037508.3427892;
constexpr double pixel_m = 0.00028;
constexpr std::uint64_t tile_pixels = 256;

/// As Tile reads numbers: digits alone, no leading zero.
bool is_whole_number(std::string_view text) {
    return !text.empty() && (text.size() == 1 || text.front() != '0') &&
           std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace

double cell_size_m(unsigned z) { return std::ldexp(2 * half_world_m / tile_pixels, -static_cast<int>(z)); }

double scale_denominator(unsigned z) { return cell_size_m(z) / pixel_m; }

void write_tile_matrix_set(Json& json) {
    json.object()
        .member("id", tile_matrix_set_id)
        .member("title", tile_matrix_set_title)
        .member("uri", tile_matrix_set_uri)
        .member("crs", web_mercator_uri)
        .member("wellKnownScaleSet", "http://www.opengis.net/def/wkss/OGC/1.0/GoogleMapsCompatible")
        .key("orderedAxes")
        .array()
        .value("X")
        .value("Y")
        .end_array()
        .key("tileMatrices")
        .array();
    for (unsigned z = 0; z <= last_tile_matrix; ++z) {
        const std::uint64_t side = std::uint64_t{1} << z;
        json.object()
            .member("id", std::to_string(z))
            .member("scaleDenominator", scale_denominator(z))
            .member("cellSize", cell_size_m(z))
            .member("cornerOfOrigin", "topLeft")
            .key("pointOfOrigin")
            .array()
            .value(-half_world_m)
            .value(half_world_m)
            .end_array()
            .member("tileWidth", tile_pixels)
            .member("tileHeight", tile_pixels)
            .member("matrixWidth", side)
            .member("matrixHeight", side)
            .end();
    }
    json.end_array().end();
}

TileLimits tile_limits(const Bounds& bounds, unsigned z) {
    const Tile first = tile_at({bounds.west, bounds.north}, z);
    const Tile last = tile_at({bounds.east, bounds.south}, z);
    return {z, first.y(), last.y(), first.x(), last.x()};
}

Result<Tile> tile_of_matrix(std::string_view matrix, std::string_view row, std::string_view column) {
    if (const auto tile = Tile::parse(matrix, column, row)) return *tile;
    for (const auto& [name, text] :
         {std::pair("tileMatrix", matrix), std::pair("tileRow", row), std::pair("tileCol", column)})
        if (!is_whole_number(text))
            return fail(ErrorCode::invalid_input, "tile.malformed",
                        {fmt::format("{} 应为十进制整数", name), fmt::format("{} is a whole number", name)},
                        name);
    return tl::unexpected(outside_of_tileset());
}

Error outside_of_tileset() {
    return {ErrorCode::not_found,
            "tile.outside",
            {"这里没有瓦片，范围见瓦片集的 tileMatrixSetLimits",
             "there is no tile here: tileMatrixSetLimits of the tileset says where there are"},
            "tile"};
}

}  // namespace courtyard

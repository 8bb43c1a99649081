// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "tiles/tile.h"

#include <fmt/format.h>

#include <cassert>
#include <optional>

namespace courtyard {
namespace {

/// Plain decimal digits; nothing for signs, blanks, leading zeros and what no tile number can be.
std::optional<std::uint64_t> number(std::string_view text) {
    constexpr std::size_t longest = 10;
    if (text.empty() || text.size() > longest || (text.size() > 1 && text.front() == '0')) {
        return std::nullopt;
    }
    std::uint64_t value = 0;
    for (const char c : text) {
        if (c < '0' || c > '9') {
            return std::nullopt;
        }
        value = value * 10 + static_cast<std::uint64_t>(c - '0');
    }
    return value;
}

tl::unexpected<Error> bad_zoom(std::string_view zoom) {
    return fail(ErrorCode::invalid_input, "tile.zoom",
                {fmt::format("缩放级别应为 0 到 {} 的整数，不是“{}”", Tile::max_zoom, zoom),
                 fmt::format("zoom must be a whole number from 0 to {}, not \"{}\"", Tile::max_zoom, zoom)},
                "z");
}

tl::unexpected<Error> bad_place(unsigned z, std::string_view axis, std::string_view value) {
    const std::uint64_t last = (std::uint64_t{1} << z) - 1;
    return fail(
        ErrorCode::invalid_input, "tile.range",
        {fmt::format("第 {} 级的 {} 应为 0 到 {} 的整数，不是“{}”", z, axis, last, value),
         fmt::format("{} at zoom {} must be a whole number from 0 to {}, not \"{}\"", axis, z, last, value)},
        std::string(axis));
}

/// What a person may have typed, short enough for a sentence.
std::string_view shown(std::string_view text) { return text.substr(0, 20); }

}  // namespace

Result<Tile> Tile::of(unsigned z, std::uint64_t x, std::uint64_t y) {
    if (z > max_zoom) {
        return bad_zoom(std::to_string(z));
    }
    const std::uint64_t side = std::uint64_t{1} << z;
    if (x >= side) {
        return bad_place(z, "x", std::to_string(x));
    }
    if (y >= side) {
        return bad_place(z, "y", std::to_string(y));
    }
    Tile tile;
    tile.z_ = static_cast<std::uint8_t>(z);
    tile.x_ = static_cast<std::uint32_t>(x);
    tile.y_ = static_cast<std::uint32_t>(y);
    return tile;
}

Result<Tile> Tile::parse(std::string_view z, std::string_view x, std::string_view y) {
    const auto zoom = number(z);
    if (!zoom || *zoom > max_zoom) {
        return bad_zoom(shown(z));
    }
    const auto level = static_cast<unsigned>(*zoom);
    const auto column = number(x);
    if (!column) {
        return bad_place(level, "x", shown(x));
    }
    const auto row = number(y);
    if (!row) {
        return bad_place(level, "y", shown(y));
    }
    return of(level, *column, *row);
}

Bounds Tile::bounds() const {
    const double side = static_cast<double>(std::uint64_t{1} << z_);
    Bounds bounds;
    bounds.add(from_mercator({x_ / side, y_ / side}));
    bounds.add(from_mercator({(x_ + 1.0) / side, (y_ + 1.0) / side}));
    return bounds;
}

std::string Tile::str() const { return fmt::format("{}/{}/{}", z_, x_, y_); }

std::uint64_t Tile::key() const {
    return (std::uint64_t{z_} << 44U) | (std::uint64_t{x_} << 22U) | std::uint64_t{y_};
}

Tile tile_at(LonLat position, unsigned z) {
    assert(z <= Tile::max_zoom);
    const GridPoint place = to_grid(position);
    const auto column = std::uint64_t{place.x} >> (32U - z);
    const auto row = std::uint64_t{place.y} >> (32U - z);
    return Tile::of(z, column, row).value();
}

}  // namespace courtyard

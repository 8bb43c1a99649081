// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

#include "geo/mercator.h"
#include "geo/position.h"

namespace courtyard {

/// Address of a Web Mercator tile: x grows east, y grows south (XYZ order). Always valid once made.
class Tile {
  public:
    static constexpr unsigned max_zoom = 22;

    /// Errors   invalid_input: tile.zoom, tile.range
    static Result<Tile> of(unsigned z, std::uint64_t x, std::uint64_t y);
    /// Decimal digits only, no sign, no leading zeros.
    static Result<Tile> parse(std::string_view z, std::string_view x, std::string_view y);

    unsigned z() const { return z_; }
    std::uint32_t x() const { return x_; }
    std::uint32_t y() const { return y_; }

    /// WGS 84 degrees.
    Bounds bounds() const;
    std::string str() const;  ///< `13/6543/3210`
    /// One number per tile, for keys.
    std::uint64_t key() const;

    auto operator<=>(const Tile&) const = default;

  private:
    std::uint8_t z_ = 0;
    std::uint32_t x_ = 0;
    std::uint32_t y_ = 0;
};

/// The tile of zoom `z` that holds a position. Precondition: z <= Tile::max_zoom.
Tile tile_at(LonLat position, unsigned z);

}  // namespace courtyard

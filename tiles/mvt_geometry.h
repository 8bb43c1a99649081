// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "tiles/varint.h"

namespace courtyard {

/// A position inside a tile: 0 to extent, y down; may lie in the buffer outside.
struct TilePoint {
    std::int32_t x = 0;
    std::int32_t y = 0;

    auto operator<=>(const TilePoint&) const = default;
};

/// An open ring of a tile polygon: the last position does not repeat the first.
using TileRing = std::vector<TilePoint>;

/// Twice the area by the surveyor's formula: positive when wound clockwise on screen.
std::int64_t doubled_area(std::span<const TilePoint> ring);

/// A shell, wound clockwise on screen, and its holes, wound the other way; open rings.
using TilePolygon = std::vector<TileRing>;

/// Polygons as they stand in a tile, all but where they begin: it can be put into any tile that shows them
/// whole. Empty `commands`: no polygon.
struct PolygonGeometry {
    TilePoint first;       ///< of the first ring
    std::string commands;  ///< all that follows the first move
};

/// Rules as for `MvtLayer::polygon`.
PolygonGeometry polygon_geometry(std::span<const TilePolygon> polygons);

/// What a geometry is told to do (section 4.3.1).
enum class GeometryCommand : std::uint8_t { move_to = 1, line_to = 2, close_path = 7 };

/// Appends commands and their parameters to a geometry, as deltas from a cursor.
///
/// Source   Mapbox Vector Tile Specification 2.1, section 4.3
class GeometryWriter {
  public:
    explicit GeometryWriter(std::string& bytes, TilePoint cursor = {}) : bytes_(bytes), cursor_(cursor) {}

    void commands(GeometryCommand id, std::size_t count);
    void move(TilePoint to);
    /// Whether its shell was written; rules as for `MvtLayer::polygon`.
    bool polygon(std::span<const TileRing> rings);

    TilePoint cursor() const { return cursor_; }

  private:
    enum class Winding : std::uint8_t { shell, hole };

    bool ring(std::span<const TilePoint> positions, Winding winding);

    std::string& bytes_;
    TilePoint cursor_;
    TileRing ring_;  ///< the ring being cleaned
    std::array<char, 2 * longest_varint> buffer_{};
};

/// A parameter as it stands in a geometry: small whether negative or not (section 4.3.2).
std::uint32_t parameter(std::int32_t value);

}  // namespace courtyard

// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "geo/position.h"

namespace courtyard {

/// Metres east and north of the fictional county's middle.
struct GroundPoint {
    double x = 0;
    double y = 0;
};

/// To degrees and to a grid of 1e-7 of them, about a centimetre.
LonLat on_earth(GroundPoint point);

/// A hexagonal lattice around the county's middle. Three cells meet in each vertex, so any set of cells has a
/// simple outline. Each cell owns its upper and its lower vertex (`2 * cell` and `2 * cell + 1`).
class HexGrid {
  public:
    using Cell = std::uint32_t;
    using Vertex = std::uint64_t;

    /// @param side  of a hexagon, in metres
    HexGrid(double width, double height, double side);

    std::size_t size() const { return std::size_t{rows_} * columns_; }
    double side() const { return side_; }
    GroundPoint centre(Cell cell) const;
    /// The cell that covers a point; one at the edge for a point beyond it.
    Cell cell_at(GroundPoint point) const;
    /// In the outer frame, where not every neighbour exists.
    bool on_frame(Cell cell) const;
    /// East, north-east, north-west, west, south-west, south-east. Precondition: not on the frame.
    std::array<Cell, 6> neighbours(Cell cell) const;
    /// Counter-clockwise; the side between [k] and [k + 1] faces neighbour k.
    std::array<Vertex, 6> vertices(Cell cell) const;

    /// A vertex's three cells, and the three vertices that its sides lead to: side k parts cells k and k + 1.
    struct Corner {
        std::array<Cell, 3> cells;
        std::array<Vertex, 3> ends;
    };
    Corner corner(Vertex vertex) const;
    GroundPoint position(Vertex vertex) const;

  private:
    std::uint32_t columns_;
    std::uint32_t rows_;
    double side_;
    double pitch_;  ///< between the centres of two cells in a row
};

}  // namespace courtyard

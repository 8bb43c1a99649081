// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "geo/grid/border_cells.h"
#include "geo/grid/fine_frame.h"

namespace courtyard {

/// What is known of a cell of the grid, in 32 bits: no village, one village wholly, a block of smaller cells,
/// or a border cell.
class GridCell {
  public:
    /// No village.
    GridCell() = default;
    static GridCell of_village(AreaIndex village) { return GridCell(village); }
    static GridCell of_border(std::uint32_t at) { return GridCell(border_tag | at); }
    static GridCell of_block(std::uint32_t at, unsigned column_bits, unsigned row_bits) {
        return GridCell(block_tag | column_bits << 28 | row_bits << 25 | at);
    }

    bool is_plain() const { return bits_ < border_tag; }
    bool is_border() const { return (bits_ & (block_tag | border_tag)) == border_tag; }
    bool is_block() const { return bits_ >= block_tag; }
    /// Of a plain cell; `no_area` for none.
    AreaIndex village() const { return bits_ == nobody ? no_area : bits_; }
    std::uint32_t border() const { return bits_ & (border_tag - 1); }
    /// Of a block: its place in units of `block_unit` cells, and how often its sides are halved.
    std::size_t block() const { return std::size_t{bits_ & 0x1FF'FFFF} * block_unit; }
    unsigned column_bits() const { return bits_ >> 28 & 7; }
    unsigned row_bits() const { return bits_ >> 25 & 7; }

    static constexpr std::size_t block_unit = 4;
    static constexpr std::size_t most_blocks = 0x200'0000;
    static constexpr std::size_t most_villages = 0x3FFF'FFFF;

  private:
    static constexpr std::uint32_t nobody = 0x3FFF'FFFF;
    static constexpr std::uint32_t border_tag = 0x4000'0000;
    static constexpr std::uint32_t block_tag = 0x8000'0000;

    explicit GridCell(std::uint32_t bits) : bits_(bits) {}
    std::uint32_t bits_ = nobody;
};

/// A place of the grid on the way down: a cell, and the fine cell of its south-west corner and its size.
struct GridPlace {
    GridCell cell;
    FineCell south_west;
    unsigned column_bits = 0;  ///< the cell is 2^column_bits fine columns wide
    unsigned row_bits = 0;
};

/// The grid of a `VillageIndex`: coarse cells, some of them blocks of smaller ones, some of those again.
struct VillageGrid {
    FineFrame frame;
    HugeVector<GridCell> coarse;  ///< row by row from the south-west
    HugeVector<GridCell> blocks;
    BorderCells borders;

    std::size_t coarse_at(FineCell fine) const {
        return std::size_t{fine.row >> frame.bits()} * frame.columns() + (fine.column >> frame.bits());
    }
    /// Precondition: within the coarse grid.
    GridPlace coarse_place(std::uint32_t column, std::uint32_t row) const {
        return {coarse[std::size_t{row} * frame.columns() + column],
                {column << frame.bits(), row << frame.bits()},
                frame.bits(),
                frame.bits()};
    }
    /// The part of a block that a fine cell within it lies in.
    GridPlace part(const GridPlace& block, FineCell fine) const {
        const auto column_bits = block.column_bits - block.cell.column_bits();
        const auto row_bits = block.row_bits - block.cell.row_bits();
        return {blocks[part_at(block.cell, fine, column_bits, row_bits)],
                {fine.column >> column_bits << column_bits, fine.row >> row_bits << row_bits},
                column_bits,
                row_bits};
    }
    /// Its place in `blocks`; the part is 2^column_bits fine columns wide, 2^row_bits rows high.
    static std::size_t part_at(GridCell block, FineCell fine, unsigned column_bits, unsigned row_bits) {
        const auto column = fine.column >> column_bits & ((1U << block.column_bits()) - 1);
        const auto row = fine.row >> row_bits & ((1U << block.row_bits()) - 1);
        return block.block() + (row << block.column_bits() | column);
    }
    /// The cell that is no block. Precondition: within the bounds of the frame.
    GridCell cell_of(LonLat position) const;
    Bounds bounds_of(const GridPlace& place) const;

    std::size_t memory_bytes() const {
        return (coarse.size() + blocks.size()) * sizeof(GridCell) + borders.memory_bytes();
    }
};

/// Builds the grid over every area of the tree's lowest level that has a boundary.
VillageGrid village_grid(const AreaTree& tree);

}  // namespace courtyard

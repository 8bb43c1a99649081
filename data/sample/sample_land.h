// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <limits>
#include <vector>

#include "data/sample/hex_grid.h"
#include "data/sample/sample_county.h"

namespace courtyard {

inline constexpr std::uint32_t no_village = std::numeric_limits<std::uint32_t>::max();

/// The fictional county as cells: which village each belongs to. Every village is connected, the county has
/// no holes.
struct SampleLand {
    HexGrid grid;
    std::vector<std::uint32_t> village_of;  ///< by cell; `no_village` outside the county
    std::vector<std::uint16_t>
        depth;  ///< by cell: steps to the nearest cell of another village; 0 at a border
    std::vector<HexGrid::Cell> cells;                    ///< of the county, village by village
    std::vector<std::size_t> first_cell;                 ///< by village, and one past the end
    std::vector<GroundPoint> middle;                     ///< by village: mean of its cells
    std::vector<std::vector<std::uint32_t>> neighbours;  ///< by village, ascending
    std::vector<std::uint32_t> township_of;              ///< by village
    std::vector<std::uint32_t> seat_of;                  ///< by township: the village its office is in
};

/// Draws the county's outline, grows the villages from their seats and gathers them into connected townships.
/// Cost   O(cells); 700 cells a village
SampleLand grow_land(unsigned villages, unsigned townships, std::uint64_t seed);

}  // namespace courtyard

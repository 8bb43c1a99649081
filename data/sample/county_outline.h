// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "data/sample/hex_grid.h"

namespace courtyard {

/// Which cells are the county: one piece without holes, about `wanted` cells, with an organic outline.
std::vector<bool> county_outline(const HexGrid& grid, std::size_t wanted, double radius, std::uint64_t seed);

}  // namespace courtyard

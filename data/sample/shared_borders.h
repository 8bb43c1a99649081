// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "data/sample/sample_land.h"
#include "geo/boundary.h"

namespace courtyard {

/// The boundaries of a way to part the county: `group_of` names the part of each village, 0 to `groups` - 1.
///
/// A vertex's position depends on the land alone, so a village, its neighbour, its township and the county
/// have the same vertices, bit by bit. Shells run counter-clockwise, holes clockwise.
std::vector<Boundary> shared_borders(const SampleLand& land, const std::vector<std::uint32_t>& group_of,
                                     std::size_t groups, std::uint64_t seed);

}  // namespace courtyard

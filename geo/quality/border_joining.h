// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

#include "geo/boundary.h"

namespace courtyard {

/// The same boundaries with borders of different areas, where they run within the tolerance of each other,
/// led through the same vertices.
///
/// First vertices are joined that no area has both of, then edges bend through the vertices of others. Only
/// borders move that two neighbours do not share already; those of `fixed` boundaries stay. The result may
/// touch or cross itself in places: it is material for `GroundPieces`, not yet a set of boundaries.
std::vector<Boundary> joined_borders(std::span<const Boundary> boundaries, const std::vector<bool>& fixed,
                                     Metres tolerance);

}  // namespace courtyard

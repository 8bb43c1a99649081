// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

#include "geo/reach/local_plane.h"

namespace courtyard {

/// A ring in a plane, each corner once.
using PlaneRing = std::vector<PlaneSpot>;

/// Rings of one village in its plane, turned so that signed areas add up: shells counter-clockwise, holes
/// clockwise.
using PlaneRings = std::vector<PlaneRing>;

/// Positive when the ring runs counter-clockwise.
double signed_area(std::span<const PlaneSpot> ring);

/// Signed area of what a ring and a disc around the origin have in common: exact, arcs included.
///
/// The sum over the ring's edges of what the triangle (origin, edge) and the disc have in common, signed.
double signed_area_in_disc(std::span<const PlaneSpot> ring, double radius);

/// Area of what rings have in common with the union of discs of one radius: exact, arcs included.
///
/// Each place counts for the disc whose centre is nearest. So the union falls apart into the discs' shares of
/// the Voronoi cells of their centres, which have no overlap: rings are cut to each cell by half-planes (cuts
/// leave doubled edges behind, whose signed areas cancel) and measured against one disc. Where many centres
/// are near, the rings are halved first, until few can be the nearest in a piece or one disc covers it.
///
/// Cost   O(corners x discs near); no topology is built, nothing can fail
double area_in_discs(const PlaneRings& rings, std::span<const PlaneSpot> centres, double radius);

}  // namespace courtyard

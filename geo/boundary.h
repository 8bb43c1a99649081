// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <vector>

#include "geo/position.h"

namespace courtyard {

/// A closed ring: the last position repeats the first.
using Ring = std::vector<LonLat>;

/// A polygon: the first ring is the shell, the others are holes.
struct Polygon {
    std::vector<Ring> rings;
};

/// The boundary of an area, a multipolygon in WGS 84 degrees exactly as read: no snapping, no rounding.
/// Empty when an area is known by code and name only.
struct Boundary {
    std::vector<Polygon> polygons;

    bool empty() const { return polygons.empty(); }
};

Bounds bounds_of(const Boundary& boundary);

/// Why a boundary is not a valid multipolygon, and where (GEOS's own reason), or nothing when it is valid.
///
/// Unclosed rings, rings of fewer than four positions and positions that are not finite or out of range are
/// refused before GEOS sees them. A ring that touches itself at a vertex and so forms a hole (as shapefiles
/// draw holes, and as one commune of Normandy is drawn) is accepted: its inside is the same. Errors
/// invalid_input: boundary.ring, boundary.invalid; unsupported: boundary.too_large (over 2 M vertices)
Result<void> check_boundary(const Boundary& boundary);

/// A position inside the boundary, far from its border: where a label goes.
///
/// The pole of inaccessibility of the largest polygon to 2 % of its size; any inner position of a sliver
/// (over 500 times longer than wide). Precondition: valid, not empty.
LonLat label_position(const Boundary& boundary);

/// Geodesic area on the WGS 84 ellipsoid, holes subtracted.
double area_m2(const Boundary& boundary);

}  // namespace courtyard

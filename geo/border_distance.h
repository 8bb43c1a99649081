// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>

#include "geo/edge.h"

namespace courtyard {

/// Geodesic distance from a position to the nearest of these edges; an edge is straight in degrees.
///
/// The nearest spot of each edge is found in a plane around the position; those within 0.1 % of the nearest
/// are then measured on the ellipsoid. Within 50 km the error is below 1 mm plus 1e-6 of the distance.
/// Precondition: at least one edge.
Metres border_distance(std::span<const Edge> edges, LonLat position);

/// The same in the plane only: off by less than 0.05 % within 50 km.
double rough_border_distance_m(const Edge& edge, LonLat position);

/// Metres in one degree at a latitude, along the meridian and along the parallel.
struct DegreeLength {
    double north_m = 0;
    double east_m = 0;
};
DegreeLength degree_length(double lat);

}  // namespace courtyard

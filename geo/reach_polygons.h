// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "geo/area_tree.h"
#include "geo/service_points.h"

namespace courtyard {

/// A geodesic circle as a polygon of 128 corners on it: its area is 0.04 % less than the circle's.
///
/// Precondition: it holds no pole and does not cross the antimeridian.
Ring reach_circle(LonLat point, Metres radius);

/// An area parted into what a service reaches and what it does not.
struct ReachPolygons {
    Boundary reached;
    Boundary unreached;
    double reached_m2 = 0;  ///< geodesic
    double unreached_m2 = 0;
};

/// The union of the circles around all points, within an area's boundary, and the remainder.
///
/// An area without a boundary takes the union of its villages. The two parts have no overlap and together are
/// the area. Shares by these polygons fall short of those of `Reach`, which measures true circles, by 0.05 %
/// of the reached at most. Both are empty when no village has a boundary. Precondition: radius is more than
/// 0.
///
/// Cost   2,000 points in a county of 5,000 villages: see docs/PERFORMANCE.md
ReachPolygons reach_polygons(const AreaTree& areas, AreaIndex area, const ServicePoints& points,
                             Metres radius);

}  // namespace courtyard

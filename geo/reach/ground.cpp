// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include "geo/reach.h"
#include "geo/reach/disc_area.h"

namespace courtyard {
namespace {

/// A border that is straight in degrees bends away from one that is straight on the ground by 6 cm in 2 km:
/// longer edges are cut into such pieces.
constexpr double longest_edge_deg = 0.02;

void append_edge(PlaneRing& ring, const LocalPlane& plane, LonLat from, LonLat to) {
    const double length = std::max(std::abs(to.lon - from.lon), std::abs(to.lat - from.lat));
    const int pieces = length > longest_edge_deg ? static_cast<int>(std::ceil(length / longest_edge_deg)) : 1;
    for (int i = 0; i < pieces; ++i) {
        const double t = static_cast<double>(i) / pieces;
        ring.push_back(plane.spot({from.lon + t * (to.lon - from.lon), from.lat + t * (to.lat - from.lat)}));
    }
}

PlaneRing plane_ring(const Ring& ring, const LocalPlane& plane) {
    PlaneRing flat;
    flat.reserve(ring.size());
    for (std::size_t i = 0; i + 1 < ring.size(); ++i) append_edge(flat, plane, ring[i], ring[i + 1]);
    return flat;
}

PlaneRings plane_rings(const Boundary& boundary, const LocalPlane& plane) {
    PlaneRings rings;
    for (const Polygon& polygon : boundary.polygons) {
        for (const Ring& ring : polygon.rings) {
            PlaneRing flat = plane_ring(ring, plane);
            const bool shell = &ring == &polygon.rings.front();
            if ((signed_area(flat) > 0) != shell) std::ranges::reverse(flat);
            rings.push_back(std::move(flat));
        }
    }
    return rings;
}

LonLat middle_of(const Bounds& bounds) {
    return {(bounds.west + bounds.east) / 2, (bounds.south + bounds.north) / 2};
}

ReachGround::Village village_of(const AreaTree& areas, AreaIndex index) {
    const Area& area = areas[index];
    ReachGround::Village village;
    village.area = index;
    village.placed = !area.boundary.empty() || area.label != LonLat{};
    village.middle = area.boundary.empty() ? area.label : middle_of(area.bounds);
    village.place = ServicePoints::in_space(village.middle);
    village.label = ServicePoints::in_space(area.label);
    double farthest = 0;
    for (const PlaneRing& ring : plane_rings(area.boundary, LocalPlane(village.middle))) {
        village.area_m2 += signed_area(ring);
        for (const PlaneSpot spot : ring) farthest = std::max(farthest, dot(spot, spot));
    }
    // A millimetre more, and what the plane misjudges.
    village.size_m = std::sqrt(farthest) * (1 + 1e-6) + 0.001;
    return village;
}

}  // namespace

ReachGround::ReachGround(std::shared_ptr<const AreaTree> areas) : areas_(std::move(areas)) {
    for (AreaIndex index = 0; index < areas_->size(); ++index)
        if ((*areas_)[index].level == areas_->lowest_level()) villages_.push_back(village_of(*areas_, index));
}

double ReachGround::reached_m2(const Village& village, const ServicePoints& points, Metres radius) const {
    if (!(village.area_m2 > 0) || !(radius.value > 0) || points.empty()) return 0;
    const double nearest = points.nearest(village.middle).distance.value;
    if (nearest + village.size_m <= radius.value) return village.area_m2;
    if (nearest - village.size_m >= radius.value) return 0;
    // Farther points reach no place of the village, or are the nearest to none.
    const Metres far{std::min(radius.value + village.size_m, nearest + 2 * village.size_m) + 0.01};
    const LocalPlane plane(village.middle);
    std::vector<PlaneSpot> centres;
    for (const auto point : points.about_within(village.middle, far))
        centres.push_back(plane.spot(points.positions()[point]));
    const double reached =
        area_in_discs(plane_rings((*areas_)[village.area].boundary, plane), centres, radius.value);
    // What rounding leaves of a village that several discs cover together.
    constexpr double hair = 1e-9;
    if (reached >= village.area_m2 * (1 - hair)) return village.area_m2;
    return reached <= village.area_m2 * hair ? 0 : reached;
}

}  // namespace courtyard

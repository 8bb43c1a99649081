// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "geo/datum/claim.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "geo/rough_plane.h"

namespace courtyard {
namespace {

constexpr double reference_radius_m = 100;
constexpr double border_width_m = 50;
constexpr double farthest_m = 20'000;

double length(Offset o) { return std::hypot(o.east_m, o.north_m); }

Offset offset_from_border(const Boundary& boundary, LonLat position) {
    const RoughPlane plane(position);
    RoughPlane::Spot nearest{position, std::numeric_limits<double>::infinity()};
    for (const Edge& edge : edges_of(boundary)) {
        const auto spot = plane.nearest_spot(edge);
        if (spot.distance_m < nearest.distance_m) nearest = spot;
    }
    return offset_between(nearest.position, position);
}

}  // namespace

LonLat moved(LonLat position, Offset by) {
    const DegreeLength degree = degree_length(position.lat);
    return {position.lon + by.east_m / degree.east_m, position.lat + by.north_m / degree.north_m};
}

Offset offset_between(LonLat from, LonLat to) {
    const DegreeLength degree = degree_length((from.lat + to.lat) / 2);
    return {(to.lon - from.lon) * degree.east_m, (to.lat - from.lat) * degree.north_m};
}

std::optional<Claim> ClaimCheck::claim_of(AreaCode declared, std::optional<LonLat> reference) const {
    if (reference) return Claim{no_area, reference};
    const AreaIndex area = declared.empty() ? no_area : areas_.find(declared);
    if (area == no_area) return std::nullopt;
    if (areas_[area].level == areas_.lowest_level() && areas_[area].boundary.empty()) return std::nullopt;
    return Claim{area, {}};
}

bool ClaimCheck::inside(const Claim& claim, LonLat position) const {
    if (claim.reference) return length(offset_between(*claim.reference, position)) <= reference_radius_m;
    if (areas_[claim.area].level == areas_.lowest_level()) return villages_.covers(claim.area, position);
    const auto village = villages_.find(position).village;
    return village != no_area && areas_.covers(claim.area, village);
}

bool ClaimCheck::far_outside(const Claim& claim, LonLat position) const {
    constexpr std::array<Offset, 5> around{
        {{0, 0}, {border_width_m, 0}, {-border_width_m, 0}, {0, border_width_m}, {0, -border_width_m}}};
    return std::ranges::none_of(around, [&](Offset by) { return inside(claim, moved(position, by)); });
}

std::optional<Offset> ClaimCheck::offset(const Claim& claim, LonLat position) const {
    Offset offset;
    if (claim.reference) {
        offset = offset_between(*claim.reference, position);
    } else {
        const Area& area = areas_[claim.area];
        const LonLat in_bounds{std::clamp(position.lon, area.bounds.west, area.bounds.east),
                               std::clamp(position.lat, area.bounds.south, area.bounds.north)};
        if (area.boundary.empty() || length(offset_between(in_bounds, position)) > farthest_m)
            return std::nullopt;
        offset = offset_from_border(area.boundary, position);
    }
    return length(offset) <= farthest_m ? std::optional(offset) : std::nullopt;
}

std::size_t ClaimCheck::cost(const Claim& claim) const {
    if (claim.reference) return 1;
    std::size_t vertices = 1;
    for (const Polygon& polygon : areas_[claim.area].boundary.polygons)
        for (const Ring& ring : polygon.rings) vertices += ring.size();
    return vertices;
}

}  // namespace courtyard

// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "geo/reach_polygons.h"

#include <geodesic.h>

#include "geo/ellipsoid.h"
#include "geo/geos_geometry.h"

namespace courtyard {
namespace {

constexpr int corners = 128;

Boundary villages_below(const AreaTree& areas, AreaIndex area) {
    Boundary all;
    for (const AreaIndex village : areas.descendants(area, areas.lowest_level())) {
        const auto& polygons = areas[village].boundary.polygons;
        all.polygons.insert(all.polygons.end(), polygons.begin(), polygons.end());
    }
    return all;
}

GeosGeometry outline(const GeosContext& geos, const AreaTree& areas, AreaIndex area) {
    const Boundary& own = areas[area].boundary;
    if (!own.empty()) return geos.multipolygon(own);
    return geos.united_coverage(*geos.multipolygon(villages_below(areas, area)));
}

/// Circles that can have a part in the area.
Boundary circles_near(const Bounds& bounds, const ServicePoints& points, Metres radius) {
    const LonLat middle{(bounds.west + bounds.east) / 2, (bounds.south + bounds.north) / 2};
    double size = 0;
    for (const double lon : {bounds.west, middle.lon, bounds.east})
        for (const double lat : {bounds.south, middle.lat, bounds.north})
            size = std::max(size, distance(middle, {lon, lat}).value);
    // A parallel bows out from the geodesic between its ends: 1 % covers counties and provinces.
    const Metres far{(size + radius.value) * 1.01};
    Boundary circles;
    for (const auto point : points.about_within(middle, far))
        circles.polygons.push_back({{reach_circle(points.positions()[point], radius)}});
    return circles;
}

}  // namespace

Ring reach_circle(LonLat point, Metres radius) {
    Ring ring;
    for (int i = 0; i < corners; ++i) {
        LonLat corner;
        geod_gendirect(&wgs84_ellipsoid(), point.lat, point.lon, -360.0 * i / corners, GEOD_LONG_UNROLL,
                       radius.value, &corner.lat, &corner.lon, nullptr, nullptr, nullptr, nullptr, nullptr,
                       nullptr);
        ring.push_back(corner);
    }
    ring.push_back(ring.front());
    return ring;
}

ReachPolygons reach_polygons(const AreaTree& areas, AreaIndex area, const ServicePoints& points,
                             Metres radius) {
    ReachPolygons parts;
    if (areas[area].bounds.empty()) return parts;
    const GeosContext geos;
    const auto whole = outline(geos, areas, area);
    const auto reach = geos.united(*geos.multipolygon(circles_near(areas[area].bounds, points, radius)));
    parts.reached = geos.boundary(*geos.common(*whole, *reach));
    parts.unreached = geos.boundary(*geos.difference(*whole, *reach));
    parts.reached_m2 = area_m2(parts.reached);
    parts.unreached_m2 = area_m2(parts.unreached);
    return parts;
}

}  // namespace courtyard

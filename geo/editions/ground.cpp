// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "geo/editions/ground.h"

#define GEOS_USE_ONLY_R_API
#include <geodesic.h>
#include <geos_c.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <tuple>

#include "geo/ellipsoid.h"
#include "geo/geos_geometry.h"

namespace courtyard {
namespace {

constexpr double radians = std::numbers::pi / 180;

/// Area per radian of longitude between the equator and a latitude.
double area_below(double lat_deg) {
    const geod_geodesic& earth = wgs84_ellipsoid();
    const double eccentricity = std::sqrt(earth.e2);
    const double sine = std::sin(lat_deg * radians);
    return earth.b * earth.b / 2 *
           (sine / (1 - earth.e2 * sine * sine) + std::atanh(eccentricity * sine) / eccentricity);
}

double ring_ground_m2(const Ring& ring) {
    double area = 0;
    double before = area_below(ring.front().lat);
    const double base = before;
    for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
        const double after = area_below(ring[i + 1].lat);
        const double between = area_below((ring[i].lat + ring[i + 1].lat) / 2);
        area += (ring[i + 1].lon - ring[i].lon) * ((before + 4 * between + after) / 6 - base);
        before = after;
    }
    return std::abs(area) * radians;
}

Ring ring_of(GEOSContextHandle_t geos, const GEOSGeometry& ring) {
    const GEOSCoordSequence* sequence = GEOSGeom_getCoordSeq_r(geos, &ring);
    unsigned size = 0;
    GEOSCoordSeq_getSize_r(geos, sequence, &size);
    Ring positions(size);
    if (size > 0) GEOSCoordSeq_copyToBuffer_r(geos, sequence, &positions[0].lon, 0, 0);
    return positions;
}

/// Of the polygons of any geometry; lines and points have no ground.
double ground_of(GEOSContextHandle_t geos, const GEOSGeometry& geometry) {
    if (GEOSGeomTypeId_r(geos, &geometry) == GEOS_POLYGON) {
        if (GEOSisEmpty_r(geos, &geometry) == 1) return 0;
        double area = ring_ground_m2(ring_of(geos, *GEOSGetExteriorRing_r(geos, &geometry)));
        for (int i = 0; i < GEOSGetNumInteriorRings_r(geos, &geometry); ++i)
            area -= ring_ground_m2(ring_of(geos, *GEOSGetInteriorRingN_r(geos, &geometry, i)));
        return area;
    }
    double area = 0;
    const int parts = GEOSGetNumGeometries_r(geos, &geometry);
    for (int i = 0; i < parts; ++i) {
        const GEOSGeometry* part = GEOSGetGeometryN_r(geos, &geometry, i);
        if (part != nullptr && part != &geometry) area += ground_of(geos, *part);
    }
    return area;
}

double shared_m2(const GeosGeometry& a, const GeosGeometry& b) {
    // Where exact coordinates defeat the overlay, a grid of 0.1 mm does not.
    constexpr double fine_grid_deg = 1e-9;
    const GEOSContextHandle_t geos = a.get_deleter().context;
    GeosGeometry shared(GEOSIntersection_r(geos, a.get(), b.get()), {geos});
    if (!shared) shared.reset(GEOSIntersectionPrec_r(geos, a.get(), b.get(), fine_grid_deg));
    return shared ? ground_of(geos, *shared) : 0;
}

using Edge = std::array<double, 4>;

std::vector<Edge> sorted_edges(const Boundary& boundary) {
    std::vector<Edge> edges;
    for (const Polygon& polygon : boundary.polygons) {
        for (const Ring& ring : polygon.rings) {
            for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
                const Edge edge{ring[i].lon, ring[i].lat, ring[i + 1].lon, ring[i + 1].lat};
                edges.push_back(std::min(edge, {edge[2], edge[3], edge[0], edge[1]}));
            }
        }
    }
    std::ranges::sort(edges);
    return edges;
}

/// Villages that have a boundary, from west to east.
std::vector<AreaIndex> from_west(const EditionGround& edition) {
    std::vector<AreaIndex> drawn;
    for (const AreaIndex village : edition.villages)
        if (!edition.areas[village].boundary.empty()) drawn.push_back(village);
    std::ranges::sort(drawn, {}, [&](AreaIndex i) { return edition.areas[i].bounds.west; });
    return drawn;
}

/// A pair whose bounds meet, and how well they fit: 1 when they are the same.
struct NearPair {
    AreaIndex old_village;
    AreaIndex new_village;
    double fit;
};

double size_of(const Bounds& bounds) { return (bounds.east - bounds.west) * (bounds.north - bounds.south); }

double fit_of(const Bounds& a, const Bounds& b) {
    const Bounds shared{std::max(a.west, b.west), std::max(a.south, b.south), std::min(a.east, b.east),
                        std::min(a.north, b.north)};
    return size_of(shared) / (size_of(a) + size_of(b) - size_of(shared));
}

/// A line sweeps from west to east over both editions; what fits best comes first.
std::vector<NearPair> near_pairs(const EditionGround& before, const EditionGround& after) {
    std::vector<NearPair> pairs;
    std::vector<AreaIndex> open;
    const auto new_villages = from_west(after);
    auto next = new_villages.begin();
    for (const AreaIndex old : from_west(before)) {
        const Bounds& bounds = before.areas[old].bounds;
        for (; next != new_villages.end() && after.areas[*next].bounds.west <= bounds.east; ++next)
            open.push_back(*next);
        for (const AreaIndex fresh : open)
            if (after.areas[fresh].bounds.intersects(bounds))
                pairs.push_back({old, fresh, fit_of(bounds, after.areas[fresh].bounds)});
        // What ends west of this village ends west of every later one.
        std::erase_if(open, [&](AreaIndex i) { return after.areas[i].bounds.east < bounds.west; });
    }
    std::ranges::sort(pairs, [](const NearPair& a, const NearPair& b) {
        return std::tuple(-a.fit, a.old_village, a.new_village) <
               std::tuple(-b.fit, b.old_village, b.new_village);
    });
    return pairs;
}

/// Boundaries as GEOS has them, made when first asked for.
class Shapes {
  public:
    Shapes(const GeosContext& geos, const AreaTree& areas)
        : geos_(geos), areas_(areas), made_(areas.size()) {}

    const GeosGeometry& operator[](AreaIndex index) {
        if (!made_[index]) made_[index] = geos_.multipolygon(areas_[index].boundary);
        return made_[index];
    }

  private:
    const GeosContext& geos_;
    const AreaTree& areas_;
    std::vector<GeosGeometry> made_;
};

}  // namespace

double ground_m2(const Boundary& boundary) {
    double area = 0;
    for (const Polygon& polygon : boundary.polygons)
        for (const Ring& ring : polygon.rings)
            area += &ring == &polygon.rings[0] ? ring_ground_m2(ring) : -ring_ground_m2(ring);
    return area;
}

bool same_edges(const Boundary& a, const Boundary& b) {
    const auto same_rings = [](const Polygon& x, const Polygon& y) { return x.rings == y.rings; };
    return std::ranges::equal(a.polygons, b.polygons, same_rings) || sorted_edges(a) == sorted_edges(b);
}

EditionGround::EditionGround(const AreaTree& edition) : areas(edition), area_m2(edition.size()) {
    for (AreaIndex i = 0; i < areas.size(); ++i) {
        if (areas[i].level != AreaLevel::village) continue;
        villages.push_back(i);
        area_m2[i] = ground_m2(areas[i].boundary);
    }
}

std::vector<Overlap> overlaps_of(const EditionGround& before, const EditionGround& after, double sliver) {
    const GeosContext geos;
    Shapes old_shapes(geos, before.areas);
    Shapes new_shapes(geos, after.areas);
    auto old_rest = before.area_m2;
    auto new_rest = after.area_m2;
    std::vector<Overlap> overlaps;
    for (const auto& [old, fresh, fit] : near_pairs(before, after)) {
        const double most = std::min(old_rest[old], new_rest[fresh]);
        if (most < sliver * std::min(before.area_m2[old], after.area_m2[fresh])) continue;
        const Area& a = before.areas[old];
        const Area& b = after.areas[fresh];
        const bool same = a.bounds == b.bounds && same_edges(a.boundary, b.boundary);
        const double shared = same ? before.area_m2[old] : shared_m2(old_shapes[old], new_shapes[fresh]);
        if (!(shared > 0)) continue;
        overlaps.push_back({old, fresh, shared});
        old_rest[old] -= shared;
        new_rest[fresh] -= shared;
    }
    std::ranges::sort(overlaps, {}, [](const Overlap& o) { return std::pair(o.old_village, o.new_village); });
    return overlaps;
}

}  // namespace courtyard

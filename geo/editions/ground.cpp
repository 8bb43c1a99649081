// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "geo/editions/ground.h"

#include <geodesic.h>

#include <algorithm>
#include <cmath>
#include <tuple>
#include <utility>

#include "geo/box_tree.h"
#include "geo/edge.h"
#include "geo/ellipsoid.h"
#include "geo/geos_geometry.h"
#include "geo/radians.h"

namespace courtyard {
namespace {

/// Area per radian of longitude between the equator and a latitude.
double area_below(double lat_deg) {
    const geod_geodesic& earth = wgs84_ellipsoid();
    const double eccentricity = std::sqrt(earth.e2);
    const double sine = std::sin(lat_deg * radians_per_degree);
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
    return std::abs(area) * radians_per_degree;
}

/// Each edge from its smaller end, in order.
std::vector<Edge> sorted_edges(const Boundary& boundary) {
    const auto by_position = [](LonLat a, LonLat b) {
        return std::tie(a.lon, a.lat) < std::tie(b.lon, b.lat);
    };
    auto edges = edges_of(boundary);
    for (Edge& edge : edges)
        if (by_position(edge.b, edge.a)) std::swap(edge.a, edge.b);
    std::ranges::sort(edges, [&](const Edge& x, const Edge& y) {
        return x.a == y.a ? by_position(x.b, y.b) : by_position(x.a, y.a);
    });
    return edges;
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

/// What fits best comes first.
std::vector<NearPair> near_pairs(const EditionGround& before, const EditionGround& after) {
    std::vector<Bounds> boxes;
    for (const AreaIndex fresh : after.villages) boxes.push_back(after.bounds_of(fresh));
    const BoxTree tree(boxes);
    std::vector<NearPair> pairs;
    for (const AreaIndex old : before.villages) {
        const Bounds bounds = before.bounds_of(old);
        for (const auto i : tree.touching(bounds))
            pairs.push_back({old, after.villages[i], fit_of(bounds, boxes[i])});
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

std::vector<AreaIndex> villages_of(const AreaTree& areas) {
    std::vector<AreaIndex> villages;
    for (AreaIndex i = 0; i < areas.size(); ++i)
        if (areas[i].level == AreaLevel::village) villages.push_back(i);
    return villages;
}

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

EditionGround::EditionGround(const AreaTree& edition, std::vector<AreaIndex> only)
    : areas(edition), villages(std::move(only)), area_m2(edition.size()) {
    for (const AreaIndex village : villages) area_m2[village] = ground_m2(areas[village].boundary);
}

EditionGround::EditionGround(const AreaTree& edition) : EditionGround(edition, villages_of(edition)) {}

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
        const double shared =
            same ? before.area_m2[old]
                 : ground_m2(geos.boundary(*geos.common(*old_shapes[old], *new_shapes[fresh])));
        if (!(shared > 0)) continue;
        overlaps.push_back({old, fresh, shared});
        old_rest[old] -= shared;
        new_rest[fresh] -= shared;
    }
    std::ranges::sort(overlaps, {}, [](const Overlap& o) { return std::pair(o.old_village, o.new_village); });
    return overlaps;
}

}  // namespace courtyard

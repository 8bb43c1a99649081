// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "geo/boundary.h"

#include <fmt/format.h>
#include <geodesic.h>

#include <cmath>
#include <numbers>

#include "geo/ellipsoid.h"
#include "geo/geos_geometry.h"

namespace courtyard {
namespace {

constexpr std::size_t most_vertices = 2'000'000;

bool in_range(LonLat p) {
    return std::isfinite(p.lon) && std::isfinite(p.lat) && std::abs(p.lon) <= 180 && std::abs(p.lat) <= 90;
}

Result<void> bad_ring(Text detail) {
    return fail(ErrorCode::invalid_input, "boundary.ring", std::move(detail));
}

/// A border across the antimeridian, written with a jump from one side of the map to the other, would enclose
/// all the rest of the globe instead. From edge to edge of the map is no jump but its border.
Result<void> check_edges(const Ring& ring) {
    for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
        const double jump = std::abs(ring[i + 1].lon - ring[i].lon);
        if (jump <= 180 || jump >= 360) continue;
        return bad_ring({fmt::format("边界从经度 {} 跳到 {}，跨过了 180° 经线：请在该处切开", ring[i].lon,
                                     ring[i + 1].lon),
                         fmt::format("a ring jumps from longitude {} to {}, across the antimeridian: cut it "
                                     "there",
                                     ring[i].lon, ring[i + 1].lon)});
    }
    return {};
}

Result<void> check_ring(const Ring& ring) {
    for (const auto& p : ring) {
        if (in_range(p)) continue;
        return bad_ring(
            {fmt::format("边界上的坐标 ({}, {}) 超出范围", p.lon, p.lat),
             fmt::format("position ({}, {}) of a ring is not finite or out of range", p.lon, p.lat)});
    }
    if (ring.size() < 4) {
        return bad_ring({fmt::format("环只有 {} 个点，至少要 4 个", ring.size()),
                         fmt::format("a ring has {} positions, at least 4 are needed", ring.size())});
    }
    if (ring.front() != ring.back()) {
        return bad_ring({fmt::format("环没有闭合：起点 ({}, {})，终点 ({}, {})", ring.front().lon,
                                     ring.front().lat, ring.back().lon, ring.back().lat),
                         fmt::format("a ring is not closed: it starts at ({}, {}) and ends at ({}, {})",
                                     ring.front().lon, ring.front().lat, ring.back().lon, ring.back().lat)});
    }
    return check_edges(ring);
}

Result<void> check_rings(const Boundary& boundary) {
    std::size_t vertices = 0;
    for (const auto& polygon : boundary.polygons) {
        if (polygon.rings.empty()) return bad_ring({"面没有外环", "a polygon has no ring"});
        for (const auto& ring : polygon.rings) {
            vertices += ring.size();
            if (auto checked = check_ring(ring); !checked) return checked;
        }
    }
    if (vertices <= most_vertices) return {};
    return fail(
        ErrorCode::unsupported, "boundary.too_large",
        {fmt::format("边界有 {} 个点，最多 {} 个", vertices, most_vertices),
         fmt::format("the boundary has {} vertices, at most {} are accepted", vertices, most_vertices)});
}

/// In degrees squared: only for comparing the parts of one boundary.
double planar_area(const Ring& ring) {
    double twice = 0;
    for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
        twice += (ring[i].lon - ring[0].lon) * (ring[i + 1].lat - ring[0].lat) -
                 (ring[i + 1].lon - ring[0].lon) * (ring[i].lat - ring[0].lat);
    }
    return std::abs(twice) / 2;
}

double planar_area(const Polygon& polygon) {
    double area = 0;
    for (const auto& ring : polygon.rings)
        area += &ring == &polygon.rings[0] ? planar_area(ring) : -planar_area(ring);
    return area;
}

const Polygon& largest_polygon(const Boundary& boundary) {
    return *std::ranges::max_element(boundary.polygons, {},
                                     [](const Polygon& polygon) { return planar_area(polygon); });
}

double ring_area_m2(const Ring& ring) {
    geod_polygon polygon;
    geod_polygon_init(&polygon, 0);
    for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
        geod_polygon_addpoint(&wgs84_ellipsoid(), &polygon, ring[i].lat, ring[i].lon);
    }
    double area = 0;
    geod_polygon_compute(&wgs84_ellipsoid(), &polygon, 0, 1, &area, nullptr);
    return std::abs(area);
}

}  // namespace

Bounds bounds_of(const Boundary& boundary) {
    Bounds bounds;
    for (const auto& polygon : boundary.polygons) {
        for (const auto& ring : polygon.rings) {
            for (const auto& p : ring) bounds.add(p);
        }
    }
    return bounds;
}

Result<void> check_boundary(const Boundary& boundary) {
    if (auto checked = check_rings(boundary); !checked) return checked;
    if (boundary.empty()) return {};
    const GeosContext geos;
    const auto why = geos.invalidity(*geos.multipolygon(boundary));
    if (!why) return {};
    return fail(
        ErrorCode::invalid_input, "boundary.invalid",
        {fmt::format("边界无效：{}，位于 ({:.7f}, {:.7f})", why->reason.zh, why->where.lon, why->where.lat),
         fmt::format("the boundary is invalid: {} at ({:.7f}, {:.7f})", why->reason.en, why->where.lon,
                     why->where.lat)},
        fmt::format("{:.7f},{:.7f}", why->where.lon, why->where.lat));
}

LonLat label_position(const Boundary& boundary) {
    // A degree of longitude is shorter than one of latitude: without the squeeze, "far from the border" would
    // be measured with two rulers.
    Boundary squeezed{{largest_polygon(boundary)}};
    const auto bounds = bounds_of(squeezed);
    const double squeeze = std::cos((bounds.south + bounds.north) / 2 * std::numbers::pi / 180);
    for (auto& ring : squeezed.polygons[0].rings) {
        for (auto& p : ring) p.lon *= squeeze;
    }
    const GeosContext geos;
    const auto inner = geos.inner_position(*geos.multipolygon(squeezed));
    if (!inner) return {(bounds.west + bounds.east) / 2, (bounds.south + bounds.north) / 2};
    return {inner->lon / squeeze, inner->lat};
}

double area_m2(const Boundary& boundary) {
    double area = 0;
    for (const auto& polygon : boundary.polygons) {
        for (const auto& ring : polygon.rings) {
            area += &ring == &polygon.rings[0] ? ring_area_m2(ring) : -ring_area_m2(ring);
        }
    }
    return area;
}

}  // namespace courtyard

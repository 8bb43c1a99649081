// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "geo/geos_geometry.h"

#define GEOS_USE_ONLY_R_API
#include <geos_c.h>

#include <algorithm>
#include <array>
#include <new>

namespace courtyard {
namespace {

static_assert(sizeof(LonLat) == 2 * sizeof(double), "GEOS copies rings as pairs of doubles");

constexpr double label_tolerance = 0.02;
constexpr double most_elongated = 500;

struct Reason {
    std::string_view geos;
    std::string_view zh;
};

constexpr std::array<Reason, 12> reasons{{
    {"Self-intersection", "边界自相交"},
    {"Ring Self-intersection", "环自相交"},
    {"Hole lies outside shell", "洞在外环之外"},
    {"Holes are nested", "洞套洞"},
    {"Nested holes", "洞套洞"},
    {"Nested shells", "面套面"},
    {"Interior is disconnected", "内部不连通"},
    {"Duplicate Rings", "环重复"},
    {"Too few points in geometry component", "点数太少"},
    {"Invalid Coordinate", "坐标无效"},
    {"Ring is not closed", "环没有闭合"},
    {"Repeated point", "重复的点"},
}};

Text reason_text(std::string_view geos) {
    for (const auto& reason : reasons) {
        if (reason.geos == geos) return {std::string(reason.zh), std::string(geos)};
    }
    return {std::string(geos), std::string(geos)};
}

/// GEOS takes arrays of raw geometries and owns them afterwards, whether it succeeds or not.
std::vector<GEOSGeometry*> released(std::vector<GeosGeometry>& geometries) {
    std::vector<GEOSGeometry*> raw;
    raw.reserve(geometries.size());
    for (auto& geometry : geometries) raw.push_back(geometry.release());
    return raw;
}

}  // namespace

void GeosGeometryDeleter::operator()(GEOSGeom_t* geometry) const noexcept {
    GEOSGeom_destroy_r(context, geometry);
}

void GeosContext::Finish::operator()(GEOSContextHandle_HS* context) const noexcept { GEOS_finish_r(context); }

GeosContext::GeosContext() : context_(GEOS_init_r()) {
    if (!context_) throw std::bad_alloc();
}

GeosGeometry GeosContext::own(GEOSGeom_t* geometry) const { return {geometry, {context_.get()}}; }

GeosGeometry GeosContext::ring(const Ring& ring) const {
    auto* positions =
        GEOSCoordSeq_copyFromBuffer_r(context_.get(), &ring[0].lon, static_cast<unsigned>(ring.size()), 0, 0);
    if (positions == nullptr) throw std::bad_alloc();
    auto geometry = own(GEOSGeom_createLinearRing_r(context_.get(), positions));
    if (!geometry) throw std::bad_alloc();
    return geometry;
}

GeosGeometry GeosContext::polygon(const Polygon& polygon) const {
    std::vector<GeosGeometry> holes;
    for (std::size_t i = 1; i < polygon.rings.size(); ++i) holes.push_back(ring(polygon.rings[i]));
    auto shell = ring(polygon.rings[0]);
    auto raw_holes = released(holes);
    auto geometry = own(GEOSGeom_createPolygon_r(context_.get(), shell.release(), raw_holes.data(),
                                                 static_cast<unsigned>(raw_holes.size())));
    if (!geometry) throw std::bad_alloc();
    return geometry;
}

GeosGeometry GeosContext::multipolygon(const Boundary& boundary) const {
    std::vector<GeosGeometry> polygons;
    for (const auto& part : boundary.polygons) polygons.push_back(polygon(part));
    auto raw = released(polygons);
    auto geometry = own(GEOSGeom_createCollection_r(context_.get(), GEOS_MULTIPOLYGON, raw.data(),
                                                    static_cast<unsigned>(raw.size())));
    if (!geometry) throw std::bad_alloc();
    return geometry;
}

std::optional<GeosContext::Invalidity> GeosContext::invalidity(const GEOSGeom_t& geometry) const {
    char* reason = nullptr;
    GEOSGeometry* where = nullptr;
    const char valid = GEOSisValidDetail_r(context_.get(), &geometry,
                                           GEOSVALID_ALLOW_SELFTOUCHING_RING_FORMING_HOLE, &reason, &where);
    const auto location = own(where);
    if (valid == 1) return std::nullopt;
    Invalidity result{reason_text(reason == nullptr ? "not understood by GEOS" : reason), {}};
    GEOSFree_r(context_.get(), reason);
    if (const auto position = first_position(location.get())) result.where = *position;
    return result;
}

std::optional<LonLat> GeosContext::circle_centre(const GEOSGeom_t& geometry, double tolerance) const {
    const auto radius = own(GEOSMaximumInscribedCircle_r(context_.get(), &geometry, tolerance));
    double length = 0;
    if (!radius || GEOSLength_r(context_.get(), radius.get(), &length) != 1 || !(length > 0))
        return std::nullopt;
    const auto centre = own(GEOSGeomGetStartPoint_r(context_.get(), radius.get()));
    if (GEOSIntersects_r(context_.get(), &geometry, centre.get()) != 1) return std::nullopt;
    return first_position(centre.get());
}

std::optional<LonLat> GeosContext::inner_position(const GEOSGeom_t& geometry) const {
    std::array<double, 4> box{};
    const bool boxed =
        GEOSGeom_getExtent_r(context_.get(), &geometry, &box[0], &box[1], &box[2], &box[3]) == 1;
    const auto [shorter, longer] = std::minmax({box[2] - box[0], box[3] - box[1]});
    // GEOS starts from squares as wide as the shorter side: for a sliver that is seconds and gigabytes.
    if (boxed && longer < shorter * most_elongated) {
        if (const auto centre = circle_centre(geometry, longer * label_tolerance)) return centre;
    }
    const auto any = own(GEOSPointOnSurface_r(context_.get(), &geometry));
    return first_position(any.get());
}

std::optional<LonLat> GeosContext::first_position(GEOSGeom_t* geometry) const {
    LonLat position;
    if (geometry == nullptr || GEOSGeomGetX_r(context_.get(), geometry, &position.lon) != 1 ||
        GEOSGeomGetY_r(context_.get(), geometry, &position.lat) != 1) {
        return std::nullopt;
    }
    return position;
}

}  // namespace courtyard

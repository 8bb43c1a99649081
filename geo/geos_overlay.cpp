// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#define GEOS_USE_ONLY_R_API
#include <geos_c.h>

#include <cmath>
#include <stdexcept>
#include <string>

#include "geo/geos_geometry.h"

namespace courtyard {

GeosGeometry GeosContext::answered(GEOSGeom_t* geometry, const char* work) const {
    if (geometry == nullptr) throw std::runtime_error(std::string("GEOS finds no ") + work);
    return own(geometry);
}

GeosGeometry GeosContext::united(const GEOSGeom_t& collection) const {
    return answered(GEOSUnaryUnion_r(context_.get(), &collection), "union");
}

GeosGeometry GeosContext::united_coverage(const GEOSGeom_t& polygons) const {
    auto fast = own(GEOSCoverageUnion_r(context_.get(), &polygons));
    double sum = 0;
    double area = 0;
    constexpr double hair = 1e-9;
    if (fast && GEOSArea_r(context_.get(), &polygons, &sum) == 1 &&
        GEOSArea_r(context_.get(), fast.get(), &area) == 1 && std::abs(sum - area) <= sum * hair &&
        GEOSisValid_r(context_.get(), fast.get()) == 1)
        return fast;
    return united(polygons);
}

GeosGeometry GeosContext::common(const GEOSGeom_t& a, const GEOSGeom_t& b) const {
    constexpr double fine_grid_deg = 1e-9;
    auto exact = own(GEOSIntersection_r(context_.get(), &a, &b));
    if (exact) return exact;
    return answered(GEOSIntersectionPrec_r(context_.get(), &a, &b, fine_grid_deg), "intersection");
}

GeosGeometry GeosContext::difference(const GEOSGeom_t& a, const GEOSGeom_t& b) const {
    return answered(GEOSDifference_r(context_.get(), &a, &b), "difference");
}

Ring GeosContext::positions(const GEOSGeom_t& ring) const {
    const auto* sequence = GEOSGeom_getCoordSeq_r(context_.get(), &ring);
    unsigned size = 0;
    GEOSCoordSeq_getSize_r(context_.get(), sequence, &size);
    Ring positions(size);
    if (size > 0) GEOSCoordSeq_copyToBuffer_r(context_.get(), sequence, &positions[0].lon, 0, 0);
    return positions;
}

Boundary GeosContext::boundary(const GEOSGeom_t& geometry) const {
    Boundary boundary;
    collect(geometry, boundary);
    return boundary;
}

void GeosContext::collect(const GEOSGeom_t& geometry, Boundary& boundary) const {
    const int type = GEOSGeomTypeId_r(context_.get(), &geometry);
    if (type == GEOS_MULTIPOLYGON || type == GEOS_GEOMETRYCOLLECTION) {
        const int parts = GEOSGetNumGeometries_r(context_.get(), &geometry);
        for (int i = 0; i < parts; ++i) collect(*GEOSGetGeometryN_r(context_.get(), &geometry, i), boundary);
    }
    if (type != GEOS_POLYGON || GEOSisEmpty_r(context_.get(), &geometry) == 1) return;
    Polygon& polygon = boundary.polygons.emplace_back();
    polygon.rings.push_back(positions(*GEOSGetExteriorRing_r(context_.get(), &geometry)));
    const int holes = GEOSGetNumInteriorRings_r(context_.get(), &geometry);
    for (int hole = 0; hole < holes; ++hole)
        polygon.rings.push_back(positions(*GEOSGetInteriorRingN_r(context_.get(), &geometry, hole)));
}

}  // namespace courtyard

// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "geo/quality/overlay.h"

#define GEOS_USE_ONLY_R_API
#include <geos_c.h>

#include <array>
#include <new>
#include <stdexcept>

namespace courtyard {
namespace {

GEOSGeom_t* collection(GEOSContextHandle_t handle, int type, std::vector<GeosGeometry>& parts) {
    std::vector<GEOSGeom_t*> raw;
    raw.reserve(parts.size());
    for (auto& part : parts) raw.push_back(part.release());
    return GEOSGeom_createCollection_r(handle, type, raw.data(), static_cast<unsigned>(raw.size()));
}

}  // namespace

GeosGeometry Overlay::checked(GEOSGeom_t* geometry) const {
    if (geometry == nullptr) throw std::runtime_error("GEOS could not overlay the boundaries");
    return {geometry, {geos_.handle()}};
}

GeosGeometry Overlay::as_filled(const GEOSGeom_t& wrong) const {
    return checked(GEOSMakeValid_r(geos_.handle(), &wrong));
}

GeosGeometry Overlay::made_valid(const GEOSGeom_t& wrong) const {
    auto* handle = geos_.handle();
    auto* how = GEOSMakeValidParams_create_r(handle);
    GEOSMakeValidParams_setMethod_r(handle, how, GEOS_MAKE_VALID_STRUCTURE);
    GEOSMakeValidParams_setKeepCollapsed_r(handle, how, 0);
    auto* made = GEOSMakeValidWithParams_r(handle, &wrong, how);
    GEOSMakeValidParams_destroy_r(handle, how);
    return checked(made);
}

GeosGeometry Overlay::common(const GEOSGeom_t& a, const GEOSGeom_t& b) const {
    return checked(GEOSIntersection_r(geos_.handle(), &a, &b));
}

GeosGeometry Overlay::without(const GEOSGeom_t& a, const GEOSGeom_t& b) const {
    return checked(GEOSDifference_r(geos_.handle(), &a, &b));
}

GeosGeometry Overlay::united(std::span<const GeosGeometry> parts) const {
    std::vector<GeosGeometry> copies;
    for (const auto& part : parts) copies.push_back(checked(GEOSGeom_clone_r(geos_.handle(), part.get())));
    const auto all = checked(collection(geos_.handle(), GEOS_GEOMETRYCOLLECTION, copies));
    return checked(GEOSUnaryUnion_r(geos_.handle(), all.get()));
}

GeosGeometry Overlay::merged(const Boundary& faces) const {
    const auto all = geos_.multipolygon(faces);
    return checked(GEOSCoverageUnion_r(geos_.handle(), all.get()));
}

bool Overlay::is_within(const GEOSGeom_t& a, const GEOSGeom_t& b, double distance) const {
    return GEOSDistanceWithin_r(geos_.handle(), &a, &b, distance) == 1;
}

bool Overlay::is_wider_than(const GEOSGeom_t& area, double distance) const {
    const auto inner = checked(GEOSBuffer_r(geos_.handle(), &area, -distance, 2));
    return GEOSisEmpty_r(geos_.handle(), inner.get()) != 1;
}

LonLat Overlay::position_in(const GEOSGeom_t& area) const {
    const auto inside = checked(GEOSPointOnSurface_r(geos_.handle(), &area));
    LonLat position;
    GEOSGeomGetX_r(geos_.handle(), inside.get(), &position.lon);
    GEOSGeomGetY_r(geos_.handle(), inside.get(), &position.lat);
    return position;
}

Ring Overlay::ring_of(const GEOSGeom_t& line) const {
    const auto* positions = GEOSGeom_getCoordSeq_r(geos_.handle(), &line);
    unsigned size = 0;
    GEOSCoordSeq_getSize_r(geos_.handle(), positions, &size);
    Ring ring(size);
    if (size > 0) GEOSCoordSeq_copyToBuffer_r(geos_.handle(), positions, &ring[0].lon, 0, 0);
    return ring;
}

Polygon Overlay::polygon_of(const GEOSGeom_t& polygon) const {
    auto* handle = geos_.handle();
    Polygon result{{ring_of(*GEOSGetExteriorRing_r(handle, &polygon))}};
    for (int i = 0; i < GEOSGetNumInteriorRings_r(handle, &polygon); ++i)
        result.rings.push_back(ring_of(*GEOSGetInteriorRingN_r(handle, &polygon, i)));
    return result;
}

void Overlay::collect(const GEOSGeom_t& geometry, Boundary& boundary) const {
    const int type = GEOSGeomTypeId_r(geos_.handle(), &geometry);
    if (type == GEOS_POLYGON && GEOSisEmpty_r(geos_.handle(), &geometry) != 1)
        boundary.polygons.push_back(polygon_of(geometry));
    if (type != GEOS_MULTIPOLYGON && type != GEOS_GEOMETRYCOLLECTION) return;
    for (int i = 0; i < GEOSGetNumGeometries_r(geos_.handle(), &geometry); ++i)
        collect(*GEOSGetGeometryN_r(geos_.handle(), &geometry, i), boundary);
}

Boundary Overlay::boundary_of(const GEOSGeom_t& geometry) const {
    Boundary boundary;
    collect(geometry, boundary);
    return boundary;
}

GeosGeometry Overlay::lines_of(std::span<const Ring> rings) const {
    auto* handle = geos_.handle();
    std::vector<GeosGeometry> lines;
    for (const Ring& ring : rings) {
        auto* positions =
            GEOSCoordSeq_copyFromBuffer_r(handle, &ring[0].lon, static_cast<unsigned>(ring.size()), 0, 0);
        if (positions == nullptr) throw std::bad_alloc();
        lines.push_back(checked(GEOSGeom_createLineString_r(handle, positions)));
    }
    return checked(collection(handle, GEOS_MULTILINESTRING, lines));
}

std::vector<Polygon> Overlay::faces_of(std::span<const Ring> rings) const {
    if (rings.empty()) return {};
    const auto lines = lines_of(rings);
    const auto noded = checked(GEOSUnaryUnion_r(geos_.handle(), lines.get()));
    const std::array<const GEOSGeometry*, 1> one{noded.get()};
    const auto faces = checked(GEOSPolygonize_r(geos_.handle(), one.data(), 1));
    return std::move(boundary_of(*faces).polygons);
}

}  // namespace courtyard

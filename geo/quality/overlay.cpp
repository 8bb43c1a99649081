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

GEOSGeom_t* collection(GEOSContextHandle_t geos, int type, std::vector<GeosGeometry>& parts) {
    std::vector<GEOSGeom_t*> raw;
    raw.reserve(parts.size());
    for (auto& part : parts) raw.push_back(part.release());
    return GEOSGeom_createCollection_r(geos, type, raw.data(), static_cast<unsigned>(raw.size()));
}

}  // namespace

GeosGeometry Overlay::as_filled(const GEOSGeom_t& wrong) const {
    return answered(GEOSMakeValid_r(handle(), &wrong), "overlay");
}

GeosGeometry Overlay::made_valid(const GEOSGeom_t& wrong) const {
    auto* const geos = handle();
    auto* how = GEOSMakeValidParams_create_r(geos);
    GEOSMakeValidParams_setMethod_r(geos, how, GEOS_MAKE_VALID_STRUCTURE);
    GEOSMakeValidParams_setKeepCollapsed_r(geos, how, 0);
    auto* made = GEOSMakeValidWithParams_r(geos, &wrong, how);
    GEOSMakeValidParams_destroy_r(geos, how);
    return answered(made, "overlay");
}

GeosGeometry Overlay::united(std::span<const GeosGeometry> parts) const {
    std::vector<GeosGeometry> copies;
    for (const auto& part : parts)
        copies.push_back(answered(GEOSGeom_clone_r(handle(), part.get()), "overlay"));
    const auto all = answered(collection(handle(), GEOS_GEOMETRYCOLLECTION, copies), "overlay");
    return united(*all);
}

GeosGeometry Overlay::merged(const Boundary& faces) const {
    const auto all = multipolygon(faces);
    return answered(GEOSCoverageUnion_r(handle(), all.get()), "overlay");
}

bool Overlay::is_within(const GEOSGeom_t& a, const GEOSGeom_t& b, double distance) const {
    return GEOSDistanceWithin_r(handle(), &a, &b, distance) == 1;
}

bool Overlay::is_wider_than(const GEOSGeom_t& area, double distance) const {
    const auto inner = answered(GEOSBuffer_r(handle(), &area, -distance, 2), "overlay");
    return GEOSisEmpty_r(handle(), inner.get()) != 1;
}

LonLat Overlay::position_in(const GEOSGeom_t& area) const {
    const auto inside = answered(GEOSPointOnSurface_r(handle(), &area), "overlay");
    LonLat position;
    GEOSGeomGetX_r(handle(), inside.get(), &position.lon);
    GEOSGeomGetY_r(handle(), inside.get(), &position.lat);
    return position;
}

GeosGeometry Overlay::lines_of(std::span<const Ring> rings) const {
    auto* const geos = handle();
    std::vector<GeosGeometry> lines;
    for (const Ring& ring : rings) {
        auto* positions =
            GEOSCoordSeq_copyFromBuffer_r(geos, &ring[0].lon, static_cast<unsigned>(ring.size()), 0, 0);
        if (positions == nullptr) throw std::bad_alloc();
        lines.push_back(answered(GEOSGeom_createLineString_r(geos, positions), "overlay"));
    }
    return answered(collection(geos, GEOS_MULTILINESTRING, lines), "overlay");
}

std::vector<Polygon> Overlay::faces_of(std::span<const Ring> rings) const {
    if (rings.empty()) return {};
    const auto lines = lines_of(rings);
    const auto noded = answered(GEOSUnaryUnion_r(handle(), lines.get()), "overlay");
    const std::array<const GEOSGeometry*, 1> one{noded.get()};
    const auto faces = answered(GEOSPolygonize_r(handle(), one.data(), 1), "overlay");
    return std::move(boundary(*faces).polygons);
}

}  // namespace courtyard

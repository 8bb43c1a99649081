// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <optional>

#include "geo/boundary.h"

struct GEOSContextHandle_HS;
struct GEOSGeom_t;

namespace courtyard {

struct GeosGeometryDeleter {
    GEOSContextHandle_HS* context = nullptr;
    void operator()(GEOSGeom_t* geometry) const noexcept;
};

/// A geometry that GEOS owns; ends before the context that made it.
using GeosGeometry = std::unique_ptr<GEOSGeom_t, GeosGeometryDeleter>;

/// One reentrant GEOS context: the fence between GEOS and the house. The room's own, not for other rooms.
///
/// Threads   one thread at a time
class GeosContext {
  public:
    GeosContext();

    /// Precondition: rings closed, of four positions or more. Throws bad_alloc when GEOS has no memory left.
    GeosGeometry multipolygon(const Boundary& boundary) const;

    struct Invalidity {
        Text reason;
        LonLat where;
    };
    /// Nothing when the geometry is valid.
    std::optional<Invalidity> invalidity(const GEOSGeom_t& geometry) const;

    /// The centre of the largest inscribed circle, to 2 % of the geometry's size, or any inner position where
    /// the geometry is too thin for one.
    std::optional<LonLat> inner_position(const GEOSGeom_t& geometry) const;

    /// One geometry of everything in a collection, whose parts may overlap. Like the two below: throws
    /// runtime_error where GEOS finds no answer.
    GeosGeometry united(const GEOSGeom_t& collection) const;
    /// The same, many times as fast, for polygons that have no overlap and share their borders vertex by
    /// vertex; others are found out (their area does not add up) and united in the slow way.
    GeosGeometry united_coverage(const GEOSGeom_t& polygons) const;
    /// Where exact coordinates defeat the overlay, on a grid of 0.1 mm.
    GeosGeometry common(const GEOSGeom_t& a, const GEOSGeom_t& b) const;
    GeosGeometry difference(const GEOSGeom_t& a, const GEOSGeom_t& b) const;
    /// The polygons of a geometry, shells and holes closed; lines and points in it are left out.
    Boundary boundary(const GEOSGeom_t& geometry) const;

  protected:
    GEOSContextHandle_HS* handle() const { return context_.get(); }
    /// Throws runtime_error for a null: GEOS found no answer.
    GeosGeometry answered(GEOSGeom_t* geometry, const char* work) const;

  private:
    struct Finish {
        void operator()(GEOSContextHandle_HS* context) const noexcept;
    };

    GeosGeometry own(GEOSGeom_t* geometry) const;
    GeosGeometry ring(const Ring& ring) const;
    GeosGeometry polygon(const Polygon& polygon) const;
    std::optional<LonLat> circle_centre(const GEOSGeom_t& geometry, double tolerance) const;
    std::optional<LonLat> first_position(GEOSGeom_t* geometry) const;
    Ring positions(const GEOSGeom_t& ring) const;
    void collect(const GEOSGeom_t& geometry, Boundary& boundary) const;

    std::unique_ptr<GEOSContextHandle_HS, Finish> context_;
};

}  // namespace courtyard

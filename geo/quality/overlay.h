// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

#include "geo/geos_geometry.h"

namespace courtyard {

/// Set operations on boundaries as the boundary check and the repair need them. Geometries end before it.
///
/// Throws    runtime_error with the library's own words when GEOS gives up
/// Threads   one thread at a time
class Overlay {
  public:
    GeosGeometry geometry(const Boundary& boundary) const { return geos_.multipolygon(boundary); }
    /// Wrongly drawn rings as a map fills them: inside is what an odd number of rings surrounds.
    GeosGeometry as_filled(const GEOSGeom_t& wrong) const;
    /// What was meant by wrongly drawn rings: shells united, holes taken out.
    GeosGeometry made_valid(const GEOSGeom_t& wrong) const;
    GeosGeometry common(const GEOSGeom_t& a, const GEOSGeom_t& b) const;
    GeosGeometry without(const GEOSGeom_t& a, const GEOSGeom_t& b) const;
    GeosGeometry united(std::span<const GeosGeometry> parts) const;
    /// The same, of areas that meet along identical vertices only: keeps every vertex.
    GeosGeometry merged(const Boundary& faces) const;
    bool is_within(const GEOSGeom_t& a, const GEOSGeom_t& b, double distance) const;
    /// Is there a position farther than `distance` from the border?
    bool is_wider_than(const GEOSGeom_t& area, double distance) const;
    /// Any position inside.
    LonLat position_in(const GEOSGeom_t& area) const;
    /// Only the polygons, points and lines left out.
    Boundary boundary_of(const GEOSGeom_t& geometry) const;
    /// The pieces into which all rings together cut the plane, what lies outside all of them left out.
    /// Pieces meet along identical vertices; islands are holes of the piece around them.
    std::vector<Polygon> faces_of(std::span<const Ring> rings) const;

    const GeosContext& geos() const { return geos_; }

  private:
    GeosGeometry checked(GEOSGeom_t* geometry) const;
    GeosGeometry lines_of(std::span<const Ring> rings) const;
    Ring ring_of(const GEOSGeom_t& line) const;
    Polygon polygon_of(const GEOSGeom_t& polygon) const;
    void collect(const GEOSGeom_t& geometry, Boundary& boundary) const;

    GeosContext geos_;
};

}  // namespace courtyard

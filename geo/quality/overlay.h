// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

#include "geo/geos_geometry.h"

namespace courtyard {

/// Set operations as the boundary check and the repair need them, beyond those that everybody does.
///
/// Throws    runtime_error when GEOS finds no answer
/// Threads   one thread at a time
class Overlay : public GeosContext {
  public:
    using GeosContext::united;
    GeosGeometry united(std::span<const GeosGeometry> parts) const;
    /// The same, of areas that meet along identical vertices only: keeps every vertex.
    GeosGeometry merged(const Boundary& faces) const;
    /// Wrongly drawn rings as a map fills them: inside is what an odd number of rings surrounds.
    GeosGeometry as_filled(const GEOSGeom_t& wrong) const;
    /// What was meant by wrongly drawn rings: shells united, holes taken out.
    GeosGeometry made_valid(const GEOSGeom_t& wrong) const;
    bool is_within(const GEOSGeom_t& a, const GEOSGeom_t& b, double distance) const;
    /// Is there a position farther than `distance` from the border?
    bool is_wider_than(const GEOSGeom_t& area, double distance) const;
    /// Any position inside.
    LonLat position_in(const GEOSGeom_t& area) const;
    /// The pieces into which all rings together cut the plane, what lies outside all of them left out.
    /// Pieces meet along identical vertices; islands are holes of the piece around them.
    std::vector<Polygon> faces_of(std::span<const Ring> rings) const;

  private:
    GeosGeometry lines_of(std::span<const Ring> rings) const;
};

}  // namespace courtyard

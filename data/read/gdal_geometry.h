// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>
#include <variant>

#include "geo/boundary.h"

class OGRGeometry;

namespace courtyard {

/// A record's geometry as the house knows it.
using TableGeometry = std::variant<std::monostate, LonLat, Boundary>;

/// A point, polygon or multipolygon (alone in its collection, at most) with its doubles unchanged.
///
/// Heights and measures go; empty geometries are none.
/// Errors   invalid_input: geometry.kind (lines, curves, several points, a mixed collection)
Result<TableGeometry> from_gdal(const OGRGeometry* geometry);

/// Reads a `POLYGON ((...))` or `POINT (...)`, for tables without a geometry of their own.
///
/// Errors   invalid_input: geometry.wkt, geometry.kind
Result<TableGeometry> from_wkt(std::string_view text);

/// The refusal for a geometry that is neither point nor polygon.
tl::unexpected<Error> wrong_geometry(std::string_view kind);

}  // namespace courtyard

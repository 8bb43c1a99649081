// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "api/cql2/filter.h"
#include "api/cql2/reading.h"
#include "geo/geometry_predicate.h"

namespace courtyard::cql2 {

/// Whether a geometry begins here: POINT, LINESTRING, ..., GEOMETRYCOLLECTION, BBOX (or its older name
/// ENVELOPE).
bool is_geometry_text(const Reading& reading);

/// Reads a geometry in well-known text, or a box.
///
/// A third number of a position (a height) is read and not looked at. A box whose west is greater than its
/// east crosses the antimeridian. The sides of a box in a projected reference system are followed by 16
/// positions. Precondition: `is_geometry_text`.
///
/// Faults   filter.syntax, filter.geometry (a position that `position` refuses), filter.too_costly
Shape read_geometry(Reading& reading, const FilterPosition& position);

}  // namespace courtyard::cql2

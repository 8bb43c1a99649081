// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "geo/boundary.h"

namespace courtyard {

/// Well-known binary (little-endian MultiPolygon): how boundaries are stored. Doubles go in and out
/// unchanged.
std::string to_wkb(const Boundary& boundary);
/// Errors   invalid_input: boundary.wkb (cut off, or not a multipolygon)
Result<Boundary> boundary_from_wkb(std::string_view bytes);

}  // namespace courtyard

// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>
#include <vector>

#include "api/ogc/reference_systems.h"
#include "geo/window.h"

namespace courtyard {

/// Reads the parameter `bbox`: four numbers, or six with heights that are passed over, in the order of the
/// system's axes. In degrees, a west that is greater than the east crosses the antimeridian: two windows.
///
/// Errors   invalid_input: parameter.invalid (another count, no numbers, inverted, beyond the globe)
Result<std::vector<Window>> parse_bounding_box(std::string_view text, const OgcCrs& crs);

}  // namespace courtyard

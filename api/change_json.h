// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <istream>
#include <optional>
#include <string>
#include <string_view>

#include "api/json.h"
#include "data/read/load.h"

namespace courtyard {

/// `"changes"`: what a file of areas, bases or help points does to what is held, every record counted and the
/// first of each kind in full; null for other kinds.
void write_changes(Json& json, const LoadReport& report);

/// The outlines of every row of `changes` that has any, one line of GeoJSON each; what comes after 64 MiB is
/// left out.
std::string outlines_text(const LoadReport& report);
/// The line of an area, a FeatureCollection with the features `before`, `after`, `gained` and `lost` as far
/// as there are such.
std::optional<std::string> outline_in(std::istream& outlines, std::string_view code);

}  // namespace courtyard

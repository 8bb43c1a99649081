// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "geo/position.h"

namespace courtyard {

/// A coordinate reference system that we export in, by its EPSG number.
struct Crs {
    int epsg = 4490;

    bool operator==(const Crs&) const = default;
};

/// Reads `EPSG:4490`, `EPSG:4326`, `EPSG:3857`, `EPSG:4491`-`4554`, or `gk` / `gk-zone` for the 3-degree
/// CGCS2000 Gauss-Krüger zone of `centre` without / with the zone prefix in the easting.
/// Errors   unsupported: crs.unknown
Result<Crs> parse_crs(std::string_view text, LonLat centre);

}  // namespace courtyard

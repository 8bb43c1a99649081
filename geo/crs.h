// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "geo/position.h"

namespace courtyard {

/// A coordinate reference system that we export in, by its EPSG number.
struct Crs {
    int epsg = 4490;

    bool operator==(const Crs&) const = default;
};

/// In which order a system's own register gives the two numbers of a position.
enum class AxisOrder : std::uint8_t { east_north, north_east };

/// The order that EPSG gives: north first for degrees and for Gauss-Krüger, east first for 3857. Files hold
/// east first whatever it says.
AxisOrder authority_order(Crs crs);

/// The 3-degree zone number whose central meridian is nearest; nothing where CGCS2000 has no zone.
std::optional<int> gauss_kruger_zone(double lon_deg);

/// Reads `EPSG:4490`, `EPSG:4326`, `EPSG:3857`, `EPSG:4491`-`4554`, or `gk` / `gk-zone` for the 3-degree
/// CGCS2000 Gauss-Krüger zone of `centre` without / with the zone prefix in the easting.
/// Errors   unsupported: crs.unknown
Result<Crs> parse_crs(std::string_view text, LonLat centre);

}  // namespace courtyard

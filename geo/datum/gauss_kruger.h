// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <compare>
#include <cstdint>
#include <optional>

#include "geo/position.h"

namespace courtyard {

/// Whether an easting begins with the number of its zone: `38409714.6` beside `409714.6`.
enum class ZonePrefix : std::uint8_t { none, in_easting };

/// A zone of CGCS2000's Gauss-Krüger projection: 3-degree zones 25 to 45, 6-degree zones 13 to 23.
struct GaussKruger {
    std::uint8_t width_deg = 3;
    std::uint8_t number = 38;
    ZonePrefix prefix = ZonePrefix::none;

    double central_meridian() const { return width_deg == 3 ? 3.0 * number : 6.0 * number - 3.0; }
    double false_easting() const {
        return prefix == ZonePrefix::in_easting ? number * 1e6 + 500'000.0 : 500'000.0;
    }
    auto operator<=>(const GaussKruger&) const = default;
};

/// EPSG:4491-4501 (6-degree zones), 4502-4512 (6-degree by central meridian), 4513-4533 and 4534-4554 (the
/// same of 3 degrees); nothing for another number.
std::optional<GaussKruger> gauss_kruger_of(int epsg);
int epsg_of(GaussKruger zone);

/// Metres on the ground plane.
struct EastNorth {
    double east_m = 0;
    double north_m = 0;

    bool operator==(const EastNorth&) const = default;
};

/// Krüger's series to the fourth order on CGCS2000's ellipsoid: within 1e-6 m of PROJ up to 6 degrees from
/// the central meridian, and back.
EastNorth to_gauss_kruger(LonLat position, GaussKruger zone);
LonLat from_gauss_kruger(EastNorth metres, GaussKruger zone);

/// Northing and easting told apart by their size, whatever their order: surveyors write X for the northing.
///
/// China's northings are 1.9e6 to 5.95e6; eastings 1e5 to 9e5 and, behind their zone's number, 13e6 to 46e6.
/// Nothing when the two are not one of each, or when the zone's number is missing, needless or another one.
std::optional<EastNorth> east_north_of(LonLat numbers, GaussKruger zone);

}  // namespace courtyard

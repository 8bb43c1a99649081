// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "geo/datum/gauss_kruger.h"

#include <array>
#include <cmath>
#include <numbers>

namespace courtyard {
namespace {

using std::numbers::pi;

// CGCS2000: its flattening is that of GRS 80, not that of WGS 84.
constexpr double semi_major_axis = 6378137.0;
constexpr double flattening = 1 / 298.257222101;
constexpr double eccentricity_squared = flattening * (2 - flattening);
constexpr double n = flattening / (2 - flattening);
constexpr double n2 = n * n;
constexpr double n3 = n2 * n;
constexpr double n4 = n2 * n2;
constexpr double meridian_radius = semi_major_axis / (1 + n) * (1 + n2 / 4 + n4 / 64);

constexpr std::array<double, 4> forward{n / 2 - 2 * n2 / 3 + 5 * n3 / 16 + 41 * n4 / 180,
                                        13 * n2 / 48 - 3 * n3 / 5 + 557 * n4 / 1440,
                                        61 * n3 / 240 - 103 * n4 / 140, 49561 * n4 / 161280};
constexpr std::array<double, 4> backward{n / 2 - 2 * n2 / 3 + 37 * n3 / 96 - n4 / 360,
                                         n2 / 48 + n3 / 15 - 437 * n4 / 1440, 17 * n3 / 480 - 37 * n4 / 840,
                                         4397 * n4 / 161280};

/// Tangent of the conformal latitude.
double conformal(double tangent) {
    const double e = std::sqrt(eccentricity_squared);
    const double secant = std::hypot(1.0, tangent);
    const double sigma = std::sinh(e * std::atanh(e * tangent / secant));
    return tangent * std::hypot(1.0, sigma) - sigma * secant;
}

/// Its inverse: Newton, twice as many digits each time.
double geodetic(double conformal_tangent) {
    double tangent = conformal_tangent;
    for (int step = 0; step < 4; ++step) {
        const double reached = conformal(tangent);
        const double miss = (conformal_tangent - reached) / std::hypot(1.0, reached) *
                            (1 + (1 - eccentricity_squared) * tangent * tangent) /
                            ((1 - eccentricity_squared) * std::hypot(1.0, tangent));
        tangent += miss;
        if (std::abs(miss) < 1e-9) break;
    }
    return tangent;
}

constexpr int zones_of_6 = 11;
constexpr int zones_of_3 = 21;
constexpr int first_of_6 = 4491;
constexpr int first_of_3 = first_of_6 + 2 * zones_of_6;
constexpr int behind_last = first_of_3 + 2 * zones_of_3;

bool is_northing(double metres) { return metres >= 1.9e6 && metres <= 5.95e6; }

}  // namespace

std::optional<GaussKruger> gauss_kruger_of(int epsg) {
    if (epsg < first_of_6 || epsg >= behind_last) return std::nullopt;
    const bool wide = epsg < first_of_3;
    const int zones = wide ? zones_of_6 : zones_of_3;
    const int place = epsg - (wide ? first_of_6 : first_of_3);
    return GaussKruger{static_cast<std::uint8_t>(wide ? 6 : 3),
                       static_cast<std::uint8_t>((wide ? 13 : 25) + place % zones),
                       place < zones ? ZonePrefix::in_easting : ZonePrefix::none};
}

int epsg_of(GaussKruger zone) {
    const bool wide = zone.width_deg == 6;
    const int place = zone.number - (wide ? 13 : 25);
    const int zones = wide ? zones_of_6 : zones_of_3;
    return (wide ? first_of_6 : first_of_3) + place + (zone.prefix == ZonePrefix::none ? zones : 0);
}

EastNorth to_gauss_kruger(LonLat position, GaussKruger zone) {
    const double away = (position.lon - zone.central_meridian()) * pi / 180;
    const double tangent = conformal(std::tan(position.lat * pi / 180));
    const double xi = std::atan2(tangent, std::cos(away));
    const double eta = std::asinh(std::sin(away) / std::hypot(tangent, std::cos(away)));
    double north = xi;
    double east = eta;
    for (std::size_t i = 0; i < forward.size(); ++i) {
        const double turns = 2.0 * static_cast<double>(i + 1);
        north += forward[i] * std::sin(turns * xi) * std::cosh(turns * eta);
        east += forward[i] * std::cos(turns * xi) * std::sinh(turns * eta);
    }
    return {zone.false_easting() + meridian_radius * east, meridian_radius * north};
}

LonLat from_gauss_kruger(EastNorth metres, GaussKruger zone) {
    const double north = metres.north_m / meridian_radius;
    const double east = (metres.east_m - zone.false_easting()) / meridian_radius;
    double xi = north;
    double eta = east;
    for (std::size_t i = 0; i < backward.size(); ++i) {
        const double turns = 2.0 * static_cast<double>(i + 1);
        xi -= backward[i] * std::sin(turns * north) * std::cosh(turns * east);
        eta -= backward[i] * std::cos(turns * north) * std::sinh(turns * east);
    }
    const double tangent = geodetic(std::sin(xi) / std::hypot(std::sinh(eta), std::cos(xi)));
    return {zone.central_meridian() + std::atan2(std::sinh(eta), std::cos(xi)) * 180 / pi,
            std::atan(tangent) * 180 / pi};
}

std::optional<EastNorth> east_north_of(LonLat numbers, GaussKruger zone) {
    if (is_northing(numbers.lon) == is_northing(numbers.lat)) return std::nullopt;
    const EastNorth metres =
        is_northing(numbers.lat) ? EastNorth{numbers.lon, numbers.lat} : EastNorth{numbers.lat, numbers.lon};
    if (std::abs(metres.east_m - zone.false_easting()) > 400'000) return std::nullopt;
    return metres;
}

}  // namespace courtyard

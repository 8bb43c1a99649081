// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "geo/projection.h"

#include <numbers>

#include "geo/mercator.h"

namespace courtyard {
namespace {

/// The side of the Web Mercator square.
constexpr double side_m = 2 * std::numbers::pi * 6378137.0;

}  // namespace

Projection::Projection(Crs crs) : crs_(crs), zone_(gauss_kruger_of(crs.epsg)) {}

LonLat Projection::forward(LonLat degrees) const {
    if (in_degrees()) return degrees;
    if (zone_) {
        const EastNorth metres = to_gauss_kruger(degrees, *zone_);
        return {metres.east_m, metres.north_m};
    }
    const Mercator place = to_mercator(degrees);
    return {(place.x - 0.5) * side_m, (0.5 - place.y) * side_m};
}

LonLat Projection::back(LonLat numbers) const {
    if (in_degrees()) return numbers;
    if (zone_) return from_gauss_kruger({numbers.lon, numbers.lat}, *zone_);
    return from_mercator({numbers.lon / side_m + 0.5, 0.5 - numbers.lat / side_m});
}

}  // namespace courtyard

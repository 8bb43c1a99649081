// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "geo/projection.h"

#include "geo/mercator.h"

namespace courtyard {

Projection::Projection(Crs crs) : crs_(crs), zone_(gauss_kruger_of(crs.epsg)) {}

LonLat Projection::forward(LonLat degrees) const {
    if (in_degrees()) return degrees;
    if (zone_) {
        const EastNorth metres = to_gauss_kruger(degrees, *zone_);
        return {metres.east_m, metres.north_m};
    }
    return to_web_mercator(degrees);
}

LonLat Projection::back(LonLat numbers) const {
    if (in_degrees()) return numbers;
    if (zone_) return from_gauss_kruger({numbers.lon, numbers.lat}, *zone_);
    return from_web_mercator(numbers);
}

}  // namespace courtyard

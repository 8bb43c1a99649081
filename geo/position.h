// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <compare>
#include <limits>
#include <string>

#include "geo/result.h"

namespace courtyard {

/// A position in degrees, WGS 84 unless a `Datum` beside it says otherwise; x = longitude, y = latitude.
struct LonLat {
    double lon = 0;
    double lat = 0;

    bool operator==(const LonLat&) const = default;
};

/// A length on the ground.
struct Metres {
    double value = 0;

    auto operator<=>(const Metres&) const = default;
};

/// A rectangle in degrees, edges included; empty until something is added. Never crosses the antimeridian.
struct Bounds {
    double west = std::numeric_limits<double>::infinity();
    double south = std::numeric_limits<double>::infinity();
    double east = -std::numeric_limits<double>::infinity();
    double north = -std::numeric_limits<double>::infinity();

    bool empty() const { return west > east || south > north; }
    void add(LonLat p) {
        west = std::min(west, p.lon);
        east = std::max(east, p.lon);
        south = std::min(south, p.lat);
        north = std::max(north, p.lat);
    }
    void add(const Bounds& other) {
        west = std::min(west, other.west);
        east = std::max(east, other.east);
        south = std::min(south, other.south);
        north = std::max(north, other.north);
    }
    bool contains(LonLat p) const {
        return p.lon >= west && p.lon <= east && p.lat >= south && p.lat <= north;
    }
    bool intersects(const Bounds& o) const {
        return west <= o.east && o.west <= east && south <= o.north && o.south <= north;
    }
    bool operator==(const Bounds&) const = default;
};

/// Refuses what cannot be a position in degrees: NaN, infinities, out of range, and (0, 0).
///
/// A latitude beyond 90 whose longitude would fit says so ("looks swapped").
/// Errors   invalid_input: coordinate.not_finite, coordinate.out_of_range, coordinate.null_island
Result<LonLat> checked_position(double lon, double lat);

/// Geodesic distance on the WGS 84 ellipsoid. Cost: about 1 us.
Metres distance(LonLat a, LonLat b);

}  // namespace courtyard

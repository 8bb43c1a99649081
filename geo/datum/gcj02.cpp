// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "geo/datum/gcj02.h"

#include <cmath>
#include <numbers>

namespace courtyard {
namespace {

using std::numbers::pi;

/// The community's formula for GCJ-02 (the official one is not public): Krasovsky 1940 ellipsoid.
constexpr double semi_major_axis = 6378245.0;
constexpr double eccentricity_squared = 0.00669342162296594323;
constexpr int most_steps = 10;
/// The last correction is applied and leaves at most a hundredth of itself.
constexpr double close_enough_deg = 1e-11;

constexpr Bounds box{72.004, 0.8293, 137.8347, 55.8271};
/// A position found again by iteration may lie this far beyond the edge that it stands on.
constexpr double edge_width_deg = 1e-9;
/// No shift is longer, in degrees.
constexpr double longest_shift_deg = 0.1;

LonLat operator+(LonLat a, LonLat b) { return {a.lon + b.lon, a.lat + b.lat}; }
LonLat operator-(LonLat a, LonLat b) { return {a.lon - b.lon, a.lat - b.lat}; }

bool in_box_within(LonLat p, double margin_deg) {
    return p.lon >= box.west - margin_deg && p.lon <= box.east + margin_deg &&
           p.lat >= box.south - margin_deg && p.lat <= box.north + margin_deg;
}

double waves(double amplitude1, double period1, double amplitude2, double period2, double x) {
    return (amplitude1 * std::sin(x * 2 * pi / period1) + amplitude2 * std::sin(x * 2 * pi / period2)) * 2 /
           3;
}

double shift_east_m(double x, double y) {
    return 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * std::sqrt(std::abs(x)) +
           waves(20, 1.0 / 3, 20, 1, x) + waves(20, 2, 40, 6, x) + waves(150, 24, 300, 60, x);
}

double shift_north_m(double x, double y) {
    return -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * std::sqrt(std::abs(x)) +
           waves(20, 1.0 / 3, 20, 1, x) + waves(20, 2, 40, 6, y) + waves(160, 24, 320, 60, y);
}

LonLat gcj02_shift(LonLat p) {
    const double east = shift_east_m(p.lon - 105, p.lat - 35);
    const double north = shift_north_m(p.lon - 105, p.lat - 35);
    const double radians = p.lat * pi / 180;
    const double magic = 1 - eccentricity_squared * std::sin(radians) * std::sin(radians);
    const double across = semi_major_axis / std::sqrt(magic);
    const double along = semi_major_axis * (1 - eccentricity_squared) / (magic * std::sqrt(magic));
    return {east / (across * std::cos(radians)) * 180 / pi, north / along * 180 / pi};
}

LonLat bd09_shift(LonLat p) {
    constexpr double turns = 3000 * pi / 180;
    const double radius = std::hypot(p.lon, p.lat) + 0.00002 * std::sin(p.lat * turns);
    const double angle = std::atan2(p.lat, p.lon) + 0.000003 * std::cos(p.lon * turns);
    return LonLat{radius * std::cos(angle) + 0.0065, radius * std::sin(angle) + 0.006} - p;
}

/// Solves `p + shift(p) = target` by fixed point. The shifts change by less than 1 % of the step, so two
/// digits are won each time; the cap ends it even where a formula jumps.
template <class Shift>
LonLat unshifted(LonLat target, Shift shift) {
    LonLat p = target;
    for (int step = 0; step < most_steps; ++step) {
        const LonLat miss = target - (p + shift(p));
        p = p + miss;
        if (std::abs(miss.lon) < close_enough_deg && std::abs(miss.lat) < close_enough_deg) break;
    }
    return p;
}

}  // namespace

LonLat gcj02_of(LonLat wgs84) { return in_box_within(wgs84, 0) ? wgs84 + gcj02_shift(wgs84) : wgs84; }

LonLat wgs84_of_gcj02(LonLat gcj02) {
    if (!in_box_within(gcj02, longest_shift_deg)) return gcj02;
    const LonLat back = unshifted(gcj02, gcj02_shift);
    const bool inside = in_box_within(back, edge_width_deg);
    return inside || in_box_within(gcj02, 0) ? back : gcj02;
}

LonLat bd09_of_gcj02(LonLat gcj02) { return gcj02 + bd09_shift(gcj02); }

LonLat gcj02_of_bd09(LonLat bd09) { return unshifted(bd09, bd09_shift); }

}  // namespace courtyard

// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "geo/datum.h"

#include <fmt/format.h>

#include <array>
#include <cassert>
#include <cmath>
#include <numbers>

namespace courtyard {
namespace {

using std::numbers::pi;

/// The community's formula for GCJ-02 (the official one is not public): Krasovsky 1940 ellipsoid.
constexpr double semi_major_axis = 6378245.0;
constexpr double eccentricity_squared = 0.00669342162296594323;
constexpr int most_steps = 10;
constexpr double close_enough_deg = 1e-13;

LonLat operator+(LonLat a, LonLat b) { return {a.lon + b.lon, a.lat + b.lat}; }
LonLat operator-(LonLat a, LonLat b) { return {a.lon - b.lon, a.lat - b.lat}; }

/// Where the formula applies; outside, a GCJ-02 position is a WGS 84 position.
bool in_gcj02_box(LonLat p) {
    return p.lon >= 72.004 && p.lon <= 137.8347 && p.lat >= 0.8293 && p.lat <= 55.8271;
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

LonLat gcj02_from_wgs84(LonLat p) { return in_gcj02_box(p) ? p + gcj02_shift(p) : p; }

LonLat wgs84_from_gcj02(LonLat p) { return in_gcj02_box(p) ? unshifted(p, gcj02_shift) : p; }

LonLat bd09_shift(LonLat p) {
    constexpr double turns = 3000 * pi / 180;
    const double radius = std::hypot(p.lon, p.lat) + 0.00002 * std::sin(p.lat * turns);
    const double angle = std::atan2(p.lat, p.lon) + 0.000003 * std::cos(p.lon * turns);
    return LonLat{radius * std::cos(angle) + 0.0065, radius * std::sin(angle) + 0.006} - p;
}

struct DatumWords {
    Datum datum;
    std::string_view name;
    std::array<std::string_view, 5> also;
};

constexpr std::array<DatumWords, 4> datum_words{{
    {Datum::wgs84, "wgs84", {"wgs-84", "wgs 84", "epsg:4326", "gps", "wgs1984"}},
    {Datum::cgcs2000, "cgcs2000", {"cgcs-2000", "cgcs 2000", "epsg:4490", "国家2000", "2000国家大地坐标系"}},
    {Datum::gcj02, "gcj02", {"gcj-02", "gcj 02", "高德", "腾讯", "火星坐标"}},
    {Datum::bd09, "bd09", {"bd-09", "bd 09", "bd09ll", "百度", "百度坐标"}},
}};

}  // namespace

Result<Datum> parse_datum(std::string_view text) {
    std::string word(text);
    for (char& c : word) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    for (const auto& words : datum_words) {
        if (word == words.name || std::find(words.also.begin(), words.also.end(), word) != words.also.end()) {
            return words.datum;
        }
    }
    return fail(ErrorCode::invalid_input, "datum.unknown",
                {fmt::format("不认识坐标基准“{}”（可用 wgs84、cgcs2000、gcj02、bd09）", text),
                 fmt::format("unknown datum '{}' (wgs84, cgcs2000, gcj02, bd09)", text)},
                std::string(text));
}

std::string_view to_string(Datum datum) { return datum_words.at(static_cast<std::size_t>(datum)).name; }

LonLat to_wgs84(LonLat position, Datum from) {
    assert(std::isfinite(position.lon) && std::isfinite(position.lat));
    switch (from) {
        case Datum::gcj02:
            return wgs84_from_gcj02(position);
        case Datum::bd09:
            return wgs84_from_gcj02(unshifted(position, bd09_shift));
        case Datum::wgs84:
        case Datum::cgcs2000:
            break;
    }
    return position;
}

LonLat from_wgs84(LonLat position, Datum to) {
    assert(std::isfinite(position.lon) && std::isfinite(position.lat));
    switch (to) {
        case Datum::gcj02:
            return gcj02_from_wgs84(position);
        case Datum::bd09:
            return gcj02_from_wgs84(position) + bd09_shift(gcj02_from_wgs84(position));
        case Datum::wgs84:
        case Datum::cgcs2000:
            break;
    }
    return position;
}

}  // namespace courtyard

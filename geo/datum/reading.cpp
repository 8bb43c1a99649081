// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "geo/datum/reading.h"

#include <algorithm>
#include <cmath>
#include <set>

namespace courtyard {
namespace {

LonLat turned(LonLat p, Axes axes) { return axes == Axes::as_given ? p : LonLat{p.lat, p.lon}; }

/// The zones that prefixed eastings name; whichever number is the larger is the easting.
std::set<int> named_zones(std::span<const LonLat> numbers) {
    std::set<int> zones;
    for (const LonLat& p : numbers) {
        const double easting = std::max(p.lon, p.lat);
        if (easting >= 13e6 && easting < 46e6) zones.insert(static_cast<int>(easting / 1e6));
    }
    return zones;
}

std::vector<DatumReading> possible_readings(std::span<const LonLat> numbers, double middle_lon) {
    std::vector<DatumReading> readings{{Datum::wgs84}, {Datum::gcj02}, {Datum::bd09}};
    for (const Datum datum : {Datum::wgs84, Datum::gcj02, Datum::bd09})
        readings.push_back({datum, Axes::swapped});
    for (const Datum datum : {Datum::bd09mc, Datum::web_mercator}) {
        readings.push_back({datum, Axes::as_given});
        readings.push_back({datum, Axes::swapped});
    }
    for (int number = 25; number <= 45; ++number) {
        const GaussKruger zone{3, static_cast<std::uint8_t>(number), ZonePrefix::none};
        if (std::abs(zone.central_meridian() - middle_lon) <= 4.5) readings.push_back({Datum(zone)});
    }
    for (const int number : named_zones(numbers)) {
        const bool wide = number <= 23;
        if (!wide && number < 25) continue;
        readings.push_back({Datum(GaussKruger{static_cast<std::uint8_t>(wide ? 6 : 3),
                                              static_cast<std::uint8_t>(number), ZonePrefix::in_easting})});
    }
    return readings;
}

}  // namespace

std::string to_string(const DatumReading& reading) {
    return to_string(reading.datum) + (reading.axes == Axes::swapped ? " (swapped)" : "");
}

bool same_positions(const DatumReading& a, const DatumReading& b) {
    const auto plain = [](Datum datum) { return datum == Datum::cgcs2000 ? Datum(Datum::wgs84) : datum; };
    if (a.axes != b.axes && a.datum.kind() != Datum::gauss_kruger) return false;
    if (a.datum.kind() == Datum::gauss_kruger && b.datum.kind() == Datum::gauss_kruger)
        return a.datum.zone().central_meridian() == b.datum.zone().central_meridian() &&
               a.datum.zone().false_easting() == b.datum.zone().false_easting();
    return plain(a.datum) == plain(b.datum);
}

std::optional<LonLat> position_in(const DatumReading& reading, LonLat given) {
    return wgs84_if_possible(turned(given, reading.axes), reading.datum);
}

std::vector<DatumReading> readings_of(std::span<const LonLat> numbers, const Bounds& county) {
    const Bounds near{county.west - 1, county.south - 1, county.east + 1, county.north + 1};
    std::vector<DatumReading> readings;
    for (const DatumReading& reading : possible_readings(numbers, (county.west + county.east) / 2)) {
        const bool fits = std::ranges::any_of(numbers, [&](LonLat given) {
            const auto position = position_in(reading, given);
            return position && near.contains(*position);
        });
        if (fits || readings.size() < 3) readings.push_back(reading);
    }
    return readings;
}

}  // namespace courtyard

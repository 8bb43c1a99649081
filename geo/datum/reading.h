// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "geo/datum.h"

namespace courtyard {

/// Whether a source's two numbers stand in the order that its columns say.
enum class Axes : std::uint8_t { as_given, swapped };

/// One way to read a source's two numbers.
struct DatumReading {
    Datum datum;
    Axes axes = Axes::as_given;

    friend bool operator==(const DatumReading&, const DatumReading&) = default;
};

std::string to_string(const DatumReading& reading);  ///< `gcj02`, `wgs84 (swapped)`

/// Whether two readings give the same positions: CGCS2000 is taken as WGS 84.
bool same_positions(const DatumReading& a, const DatumReading& b);

/// WGS 84, or nothing when the numbers are no position in this reading.
std::optional<LonLat> position_in(const DatumReading& reading, LonLat given);

/// Every reading worth a test for numbers of this size in a county of these bounds, each giving other
/// positions than the rest: WGS 84, GCJ-02 and BD-09 always and first, the others when at least one of the
/// numbers comes within a degree of the county.
///
/// Gauss-Krüger zones: those that prefixed eastings name; without a prefix, the 3-degree zones whose central
/// meridian is within 4.5 degrees of the county's middle (a 6-degree zone has the meridian of one of them).
std::vector<DatumReading> readings_of(std::span<const LonLat> numbers, const Bounds& county);

}  // namespace courtyard

// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "geo/datum/gauss_kruger.h"

namespace courtyard {

/// What a source's two numbers mean: `--datum` of a load, `datum=` of an import.
///
/// Inside, everything is WGS 84. CGCS2000 is taken as equal (PROJ does the same); every other one exists at
/// the door only: GCJ-02 (AMap, Tencent, WeChat), BD-09 (Baidu) in degrees and in Baidu's own Mercator
/// metres, Web Mercator metres, and CGCS2000's Gauss-Krüger zones.
class Datum {
  public:
    enum Kind : std::uint8_t { wgs84, cgcs2000, gcj02, bd09, bd09mc, web_mercator, gauss_kruger };

    /// Precondition: not `gauss_kruger`, which needs its zone.
    constexpr Datum(Kind kind = wgs84) : kind_(kind) {}  // NOLINT(google-explicit-constructor): a kind is one
    constexpr explicit Datum(GaussKruger zone) : kind_(gauss_kruger), zone_(zone) {}

    constexpr Kind kind() const { return kind_; }
    /// Precondition: `gauss_kruger`.
    constexpr GaussKruger zone() const { return zone_; }
    bool in_degrees() const { return kind_ <= bd09; }

    friend bool operator==(Datum, Datum) = default;

  private:
    Kind kind_;
    GaussKruger zone_{};
};

/// Reads `wgs84`, `cgcs2000`, `gcj02`, `bd09`, `bd09mc`, `EPSG:3857`, `EPSG:4491` to `EPSG:4554`, their usual
/// names in Chinese and English, and, when the middle of the county is known, `gk` and `gk-zone`: its
/// 3-degree zone without and with the zone's number in the easting.
///
/// Errors   invalid_input: datum.unknown; unsupported: datum.local_parameters (Beijing 54 and Xian 80, which
///          only seven parameters of the place itself lead out of)
Result<Datum> parse_datum(std::string_view text, std::optional<LonLat> county_centre = std::nullopt);
std::string to_string(Datum datum);

/// The WGS 84 position of a source's numbers; nothing when they cannot be a position in that datum.
///
/// Degrees are lon, lat. Metres are east, north; those of a Gauss-Krüger zone are told apart by their size,
/// so northing first (X, as surveyors write) is understood too.
std::optional<LonLat> wgs84_if_possible(LonLat given, Datum from);

/// The same with the reason why not.
///
/// Errors   invalid_input: coordinate.not_finite, coordinate.out_of_range, coordinate.null_island,
///          coordinate.outside_zone
Result<LonLat> checked_to_wgs84(LonLat given, Datum from);

/// The same for numbers that are known to be possible. GCJ-02 comes back to 1e-9 degrees (`wgs84_of_gcj02`).
/// Precondition: finite, and possible in that datum.
LonLat to_wgs84(LonLat given, Datum from);

/// The forward direction: what a source in that datum would say.
LonLat from_wgs84(LonLat position, Datum to);

}  // namespace courtyard

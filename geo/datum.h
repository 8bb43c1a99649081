// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string_view>

#include "geo/position.h"

namespace courtyard {

/// Which datum a source's longitudes and latitudes are in.
///
/// Inside, everything is WGS 84. CGCS2000 is taken as equal (PROJ does the same); GCJ-02 (AMap, Tencent,
/// WeChat) and BD-09 (Baidu) exist at the door only.
enum class Datum : std::uint8_t { wgs84, cgcs2000, gcj02, bd09 };

Result<Datum> parse_datum(std::string_view text);
std::string_view to_string(Datum datum);

/// The WGS 84 position of a position in another datum.
///
/// The inverse of GCJ-02 is a capped fixed-point iteration (at most 10 steps) that applies the offset without
/// the box test, so it ends everywhere and is exact to 1e-9 degrees where the forward formula is smooth.
/// Precondition: finite.
LonLat to_wgs84(LonLat position, Datum from);

/// The forward direction: what a phone that obfuscates would say.
LonLat from_wgs84(LonLat position, Datum to);

}  // namespace courtyard

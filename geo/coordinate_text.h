// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string_view>

#include "geo/result.h"

namespace courtyard {

/// Which of a position's two numbers a text should hold: longitude or easting, latitude or northing.
enum class Axis : std::uint8_t { longitude, latitude };

/// Reads one coordinate: `113.437`, `113°26′15.6″E`, `东经113度26分15.6秒`, `E113 26 15.6`, `113:26:15.6`,
/// `113d26m15.6s`, `-71.5`, `１１３．４３７`. South and west are negative. Metres are numbers like any other.
///
/// What can be read in two ways is refused, not guessed: `113.26.15.6`, `113 26` (two columns in one?),
/// `-113W`, and every comma (decimal, thousands, or two columns in one).
/// Errors   invalid_input: coordinate.invalid (no coordinate at all), coordinate.unclear, coordinate.comma,
///          coordinate.minutes (minutes or seconds of 60 and more, or behind a fraction), coordinate.axis (a
///          latitude in the column of longitudes, or the reverse)
/// Cost     a plain decimal is one std::from_chars
Result<double> parse_coordinate(std::string_view text, Axis axis);

}  // namespace courtyard

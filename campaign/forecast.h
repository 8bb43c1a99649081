// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <optional>

#include "geo/day.h"

namespace courtyard {

/// When what is missing will be done.
struct Forecast {
    std::optional<Day> on;
    std::optional<Day> earliest;
    std::optional<Day> latest;
};

/// The day on which `missing` more are done: at the rate of the last 365 days (`last_year`), and the days
/// between which it falls with 80 % chance as the last 12 months varied (see `Progress`). Nothing beyond a
/// century.
///
/// @param month_ends   totals at 13 ends of months
Forecast forecast(double missing, double last_year, const std::array<std::int64_t, 13>& month_ends, Day day);

}  // namespace courtyard

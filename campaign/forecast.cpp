// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "campaign/forecast.h"

#include <cmath>

namespace courtyard {
namespace {

constexpr double a_century = 36'525;
constexpr double days_of_a_month = 365.0 / 12;
/// Nine in ten lie below so many standard deviations, and as many above.
constexpr double of_80_percent = 1.2816;

std::optional<Day> later(Day day, double days) {
    if (!(days <= a_century)) return std::nullopt;
    return day + static_cast<int>(std::ceil(days));
}

}  // namespace

Forecast forecast(double missing, double last_year, const std::array<std::int64_t, 13>& month_ends, Day day) {
    if (missing <= 0) return {day, day, day};
    if (last_year <= 0) return {};
    Forecast found;
    found.on = later(day, 365.0 * missing / last_year);
    if (!found.on) return {};
    constexpr double months = 12;
    const double mean = static_cast<double>(month_ends.back() - month_ends.front()) / months;
    double variance = 0;
    for (std::size_t i = 1; i < month_ends.size(); ++i) {
        const double off = static_cast<double>(month_ends[i] - month_ends[i - 1]) - mean;
        variance += off * off / (months - 1);
    }
    // (m t - missing)^2 = k (t + t^2 / 12): the smaller root is the quick end, the larger the slow one.
    const double m = last_year / months;
    const double k = of_80_percent * of_80_percent * variance;
    const double a = m * m - k / months;
    const double b = 2 * m * missing + k;
    const double root = std::sqrt(b * b - 4 * a * missing * missing);
    found.earliest = later(day, days_of_a_month * 2 * missing * missing / (b + root));
    if (a > 0) found.latest = later(day, days_of_a_month * (b + root) / (2 * a));
    // Whole days round up on both sides of the same day.
    if (found.earliest && *found.earliest > *found.on) found.earliest = found.on;
    return found;
}

}  // namespace courtyard

// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <compare>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>

#include "geo/result.h"

namespace courtyard {

/// A calendar day at UTC+08:00, counted from 1970-01-01.
///
/// Days are what the Federation reports in; instants (`Instant`) are when we learnt something.
struct Day {
    std::int32_t since_epoch = 0;

    /// A day by year, month (1-12) and day of month. Precondition: the date exists.
    static Day of(int year, unsigned month, unsigned day);
    /// Reads `2023-06-30`, `2023/6/30`, `20230630` and `2023年6月30日`; refuses days that do not exist.
    static Result<Day> parse(std::string_view text);

    int year() const;
    unsigned month() const;
    unsigned day_of_month() const;
    Day first_of_year() const { return of(year(), 1, 1); }
    Day last_of_month() const;
    int days_in_year() const;

    auto operator<=>(const Day&) const = default;
    friend Day operator+(Day day, int days) { return {day.since_epoch + days}; }
    friend int operator-(Day a, Day b) { return a.since_epoch - b.since_epoch; }
};

/// Later than every day: the end of an interval that is still open.
inline constexpr Day never{std::numeric_limits<std::int32_t>::max()};
/// Earlier than every day.
inline constexpr Day always{std::numeric_limits<std::int32_t>::min()};

inline constexpr std::int64_t minute_ms = 60'000;
inline constexpr std::int64_t day_ms = 24 * 60 * minute_ms;

/// A point in time, milliseconds since 1970-01-01T00:00:00Z.
struct Instant {
    std::int64_t ms = 0;

    static Instant now();
    /// Reads RFC 3339 (`2023-06-30T09:15:00+08:00`, `...Z`); without an offset it is UTC+08:00.
    static Result<Instant> parse(std::string_view text);

    /// The calendar day at UTC+08:00.
    Day day() const;
    auto operator<=>(const Instant&) const = default;
};

Day today();
std::string to_string(Day day);
/// RFC 3339 in UTC, with milliseconds.
std::string to_string(Instant instant);

}  // namespace courtyard

// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "geo/day.h"

#include <fmt/format.h>

#include <cassert>
#include <chrono>
#include <optional>

namespace courtyard {
namespace {

/// The house's calendar is UTC+08:00, which has had no summer time since 1991: no time-zone database needed.
constexpr std::int64_t calendar_offset_ms = 8 * 60 * minute_ms;

constexpr std::string_view year_sign = "年";
constexpr std::string_view month_sign = "月";
constexpr std::string_view day_sign = "日";

/// Takes a text apart from the left; every step says whether it was there.
class Cursor {
  public:
    explicit Cursor(std::string_view text) : rest_(text) {}

    bool at_end() const { return rest_.empty(); }
    bool take(std::string_view word) {
        if (!rest_.starts_with(word)) return false;
        rest_.remove_prefix(word.size());
        return true;
    }
    /// Between `least` and `most` digits, as many as there are.
    std::optional<int> number(std::size_t least, std::size_t most) {
        int value = 0;
        std::size_t digits = 0;
        while (digits < most && digits < rest_.size() && rest_[digits] >= '0' && rest_[digits] <= '9') {
            value = value * 10 + (rest_[digits++] - '0');
        }
        if (digits < least) return std::nullopt;
        rest_.remove_prefix(digits);
        return value;
    }

  private:
    std::string_view rest_;
};

std::string_view without_blanks(std::string_view text) {
    const auto first = text.find_first_not_of(" \t\r\n");
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

std::chrono::year_month_day civil(Day day) {
    return std::chrono::sys_days(std::chrono::days(day.since_epoch));
}

std::optional<Day> existing(int year, int month, int day) {
    const auto date = std::chrono::year(year) / month / day;
    if (year < 1 || !date.ok()) return std::nullopt;
    return Day{static_cast<std::int32_t>(std::chrono::sys_days(date).time_since_epoch().count())};
}

/// Year, month and day with one or two digits each and the same sign between them, to the end.
std::optional<Day> separated_day(Cursor cursor) {
    const auto year = cursor.number(4, 4);
    if (!year) return std::nullopt;
    const std::string_view first = cursor.take("-") ? "-" : cursor.take("/") ? "/" : year_sign;
    if (first == year_sign && !cursor.take(year_sign)) return std::nullopt;
    const auto month = cursor.number(1, 2);
    if (!month || !cursor.take(first == year_sign ? month_sign : first)) return std::nullopt;
    const auto day = cursor.number(1, 2);
    if (!day || (first == year_sign && !cursor.take(day_sign)) || !cursor.at_end()) return std::nullopt;
    return existing(*year, *month, *day);
}

std::optional<Day> compact_day(Cursor cursor) {
    const auto year = cursor.number(4, 4);
    const auto month = year ? cursor.number(2, 2) : std::nullopt;
    const auto day = month ? cursor.number(2, 2) : std::nullopt;
    if (!day || !cursor.at_end()) return std::nullopt;
    return existing(*year, *month, *day);
}

std::optional<Day> rfc3339_day(Cursor& cursor) {
    const auto year = cursor.number(4, 4);
    if (!year || !cursor.take("-")) return std::nullopt;
    const auto month = cursor.number(2, 2);
    if (!month || !cursor.take("-")) return std::nullopt;
    const auto day = cursor.number(2, 2);
    if (!day) return std::nullopt;
    return existing(*year, *month, *day);
}

/// Milliseconds of a fraction of any length; what is finer is cut off.
std::optional<int> fraction_ms(Cursor& cursor) {
    int ms = 0;
    int scale = 100;
    auto digit = cursor.number(1, 1);
    if (!digit) return std::nullopt;
    for (; digit; digit = cursor.number(1, 1)) {
        ms += *digit * scale;
        scale /= 10;
    }
    return ms;
}

std::optional<std::int64_t> clock_ms(Cursor& cursor) {
    const auto hour = cursor.number(2, 2);
    if (!hour || *hour > 23 || !cursor.take(":")) return std::nullopt;
    const auto minute = cursor.number(2, 2);
    if (!minute || *minute > 59 || !cursor.take(":")) return std::nullopt;
    const auto second = cursor.number(2, 2);
    if (!second || *second > 59) return std::nullopt;
    const auto ms = cursor.take(".") ? fraction_ms(cursor) : 0;
    if (!ms) return std::nullopt;
    return ((std::int64_t{*hour} * 60 + *minute) * 60 + *second) * 1000 + *ms;
}

std::optional<std::int64_t> offset_ms(Cursor& cursor) {
    if (cursor.at_end()) return calendar_offset_ms;
    if (cursor.take("Z") || cursor.take("z")) return 0;
    const std::int64_t sign = cursor.take("+") ? 1 : cursor.take("-") ? -1 : 0;
    const auto hours = cursor.number(2, 2);
    if (sign == 0 || !hours || *hours > 23 || !cursor.take(":")) return std::nullopt;
    const auto minutes = cursor.number(2, 2);
    if (!minutes || *minutes > 59) return std::nullopt;
    return sign * (std::int64_t{*hours} * 60 + *minutes) * minute_ms;
}

std::optional<Instant> rfc3339(Cursor cursor) {
    const auto day = rfc3339_day(cursor);
    if (!day || !(cursor.take("T") || cursor.take("t") || cursor.take(" "))) return std::nullopt;
    const auto clock = clock_ms(cursor);
    const auto offset = clock ? offset_ms(cursor) : std::nullopt;
    if (!offset || !cursor.at_end()) return std::nullopt;
    return Instant{day->since_epoch * day_ms + *clock - *offset};
}

}  // namespace

Day Day::of(int year, unsigned month, unsigned day) {
    const auto date = existing(year, static_cast<int>(month), static_cast<int>(day));
    assert(date.has_value());
    return *date;
}

Result<Day> Day::parse(std::string_view text) {
    const Cursor cursor(without_blanks(text));
    if (const auto day = separated_day(cursor)) return *day;
    if (const auto day = compact_day(cursor)) return *day;
    return fail(ErrorCode::invalid_input, "day.invalid",
                {fmt::format("“{}”不是日期（如 2023-06-30）", text),
                 fmt::format("'{}' is not a day (such as 2023-06-30)", text)},
                std::string(text));
}

int Day::year() const { return static_cast<int>(civil(*this).year()); }

unsigned Day::month() const { return static_cast<unsigned>(civil(*this).month()); }

unsigned Day::day_of_month() const { return static_cast<unsigned>(civil(*this).day()); }

Day Day::last_of_month() const {
    const auto date = civil(*this);
    const std::chrono::sys_days last = date.year() / date.month() / std::chrono::last;
    return {static_cast<std::int32_t>(last.time_since_epoch().count())};
}

int Day::days_in_year() const { return civil(*this).year().is_leap() ? 366 : 365; }

Instant Instant::now() {
    const auto since_epoch = std::chrono::system_clock::now().time_since_epoch();
    return {std::chrono::duration_cast<std::chrono::milliseconds>(since_epoch).count()};
}

Result<Instant> Instant::parse(std::string_view text) {
    if (const auto instant = rfc3339(Cursor(without_blanks(text)))) return *instant;
    return fail(ErrorCode::invalid_input, "instant.invalid",
                {fmt::format("“{}”不是时刻（如 2023-06-30T09:15:00+08:00）", text),
                 fmt::format("'{}' is not an instant (such as 2023-06-30T09:15:00+08:00)", text)},
                std::string(text));
}

Day Instant::day() const {
    const auto local = std::chrono::milliseconds(ms + calendar_offset_ms);
    return {static_cast<std::int32_t>(std::chrono::floor<std::chrono::days>(local).count())};
}

Day today() { return Instant::now().day(); }

std::string to_string(Day day) {
    if (day == never) return "never";
    if (day == always) return "always";
    const auto date = civil(day);
    return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()),
                       static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
}

std::string to_string(Instant instant) {
    using std::chrono::floor;
    const auto since_epoch = std::chrono::milliseconds(instant.ms);
    const auto days = floor<std::chrono::days>(since_epoch);
    const auto ms = (since_epoch - days).count();
    return fmt::format("{}T{:02}:{:02}:{:02}.{:03}Z", to_string(Day{static_cast<std::int32_t>(days.count())}),
                       ms / 3'600'000, ms / 60'000 % 60, ms / 1000 % 60, ms % 1000);
}

}  // namespace courtyard

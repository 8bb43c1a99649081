// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/ogc/datetime.h"

#include <fmt/format.h>

#include <algorithm>

namespace courtyard {
namespace {

tl::unexpected<Error> unreadable(std::string_view text) {
    return fail(
        ErrorCode::invalid_input, "parameter.invalid",
        {fmt::format("datetime 为一天（2023-06-30）、一个时刻（2023-06-30T09:15:00Z）或一段"
                     "（2023-01-01/2023-06-30、2023-01-01/..、../2023-06-30），不能是“{}”",
                     text),
         fmt::format("datetime is a day (2023-06-30), an instant (2023-06-30T09:15:00Z) or an interval "
                     "(2023-01-01/2023-06-30, 2023-01-01/.., ../2023-06-30), not \"{}\"",
                     text)},
        "datetime");
}

/// RFC 3339 alone: a full date, or a date and a time with its offset.
std::optional<Day> day_of(std::string_view text) {
    constexpr std::size_t date_length = 10;
    constexpr std::string_view date_shape = "dddd-dd-dd";
    constexpr std::string_view time_shape = "dddd-dd-ddTdd:dd:dd";
    const auto fits = [&](std::string_view shape) {
        if (text.size() < shape.size()) return false;
        for (std::size_t i = 0; i < shape.size(); ++i) {
            const bool digit = text[i] >= '0' && text[i] <= '9';
            if (shape[i] == 'd' ? !digit : text[i] != shape[i] && !(shape[i] == 'T' && text[i] == 't'))
                return false;
        }
        return true;
    };
    if (text.size() == date_length && fits(date_shape)) {
        const auto day = Day::parse(text);
        return day ? std::optional(*day) : std::nullopt;
    }
    if (!fits(time_shape)) return std::nullopt;
    const std::string_view rest = text.substr(time_shape.size());
    const bool has_offset = rest.find_first_of("Zz+-") != std::string_view::npos;
    std::string upper(text);
    std::ranges::replace(upper, 't', 'T');
    std::ranges::replace(upper, 'z', 'Z');
    const auto instant = Instant::parse(upper);
    return has_offset && instant ? std::optional(instant->day()) : std::nullopt;
}

bool is_open(std::string_view end) { return end.empty() || end == ".."; }

}  // namespace

Result<DaySpan> parse_datetime(std::string_view text) {
    const auto slash = text.find('/');
    if (slash == std::string_view::npos) {
        const auto day = day_of(text);
        if (!day) return unreadable(text);
        return DaySpan{*day, *day};
    }
    const std::string_view begin = text.substr(0, slash);
    const std::string_view end = text.substr(slash + 1);
    if (is_open(begin) && is_open(end)) return unreadable(text);
    DaySpan span;
    if (!is_open(begin)) {
        const auto day = day_of(begin);
        if (!day) return unreadable(text);
        span.from = *day;
    }
    if (!is_open(end)) {
        const auto day = day_of(end);
        if (!day) return unreadable(text);
        span.to = *day;
    }
    if (span.from > span.to)
        return fail(ErrorCode::invalid_input, "parameter.invalid",
                    {"datetime 的止日早于起日", "datetime ends before it begins"}, "datetime");
    return span;
}

}  // namespace courtyard

// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "campaign/records.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <utility>

namespace courtyard {

std::string_view to_string(PositionSource source) {
    switch (source) {
        case PositionSource::gps:
            return "gps";
        case PositionSource::manual:
            return "manual";
        case PositionSource::photo:
            return "photo";
    }
    return "gps";
}

Result<PositionSource> parse_position_source(std::string_view text) {
    for (const auto source : {PositionSource::gps, PositionSource::manual, PositionSource::photo})
        if (text == to_string(source)) return source;
    return fail(ErrorCode::invalid_input, "position_source.unknown",
                {"position_source 只能是 gps、manual 或 photo，不能是“" + std::string(text) + "”",
                 "position_source is gps, manual or photo, not \"" + std::string(text) + "\""},
                "position_source");
}

std::string_view to_string(Subject subject) {
    switch (subject) {
        case Subject::household:
            return "household";
        case Subject::base:
            return "base";
        case Subject::dispute:
            return "case";
        case Subject::relief:
            return "relief";
    }
    return "household";
}

Result<Subject> parse_subject(std::string_view text) {
    for (const auto subject : {Subject::household, Subject::base, Subject::dispute, Subject::relief})
        if (text == to_string(subject)) return subject;
    return fail(ErrorCode::invalid_input, "subject.unknown",
                {"对象只能是 household、base、case 或 relief，不能是“" + std::string(text) + "”",
                 "a subject is household, base, case or relief, not \"" + std::string(text) + "\""},
                "subject");
}

std::string to_string(Period period) {
    const std::string day = to_string(period.last);
    return period.is_month() ? day.substr(0, 7) : day;
}

Result<Period> parse_period(std::string_view text) {
    // A month is what a day is without its last part.
    for (const auto& [tail, day] : {std::pair<std::string_view, std::string_view>{"月", "1日"},
                                    std::pair<std::string_view, std::string_view>{"", "-1"},
                                    std::pair<std::string_view, std::string_view>{"", "/1"}}) {
        if (!text.ends_with(tail)) continue;
        if (const auto first = Day::parse(std::string(text).append(day)); first && first->day_of_month() == 1)
            return Period::of_month(first->year(), first->month());
    }
    if (const auto day = Day::parse(text)) return Period::of_day(*day);
    return fail(
        ErrorCode::invalid_input, "period.unknown",
        {fmt::format("“{}”不是月份或日期（如 2023-05、2023-05-17）", text.substr(0, 64)),
         fmt::format("\"{}\" is no month and no day (such as 2023-05, 2023-05-17)", text.substr(0, 64))},
        "period");
}

Result<std::string> parse_uuid(std::string_view text) {
    std::string id(text);
    std::ranges::transform(id, id.begin(),
                           [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    bool sound = id.size() == 36;
    for (std::size_t i = 0; sound && i < id.size(); ++i) {
        const bool dash = i == 8 || i == 13 || i == 18 || i == 23;
        sound = dash ? id[i] == '-' : std::isxdigit(static_cast<unsigned char>(id[i])) != 0;
    }
    if (sound) return id;
    return fail(
        ErrorCode::invalid_input, "id.uuid",
        {"“" + std::string(text.substr(0, 64)) + "”不是 UUID（形如 0190a1b2-0000-7000-8000-000000000001）",
         "\"" + std::string(text.substr(0, 64)) +
             "\" is not a UUID (such as 0190a1b2-0000-7000-8000-000000000001)"},
        "id");
}

}  // namespace courtyard

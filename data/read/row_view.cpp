// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "data/read/row_view.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>

#include "geo/coordinate_text.h"

namespace courtyard {
namespace {

constexpr std::size_t max_text_characters = 1'000;
/// What is older than the People's Republic, or further ahead than a plan, is a slip of the pen.
const Day first_day = Day::of(1949, 10, 1);
constexpr int plan_margin_days = 3'660;

std::string shown(std::string_view text) {
    if (text.size() <= 60) return std::string(text);
    return std::string(leading(text, 57)) + "…";
}

Error control_characters() {
    return {ErrorCode::invalid_input,
            "text.control",
            {"含有控制字符或改变书写方向的字符",
             "it holds control characters or marks that turn the direction of writing"},
            {}};
}

Result<double> parse_number(std::string_view text) {
    const std::string plain = half_width(text);
    const char* begin = plain.data() + (plain.starts_with('+') ? 1 : 0);
    double value = 0;
    const auto [end, error] = std::from_chars(begin, plain.data() + plain.size(), value);
    if (error == std::errc() && end == plain.data() + plain.size()) return value;
    return fail(ErrorCode::invalid_input, "number.invalid",
                {fmt::format("“{}”不是数", shown(text)), fmt::format("\"{}\" is not a number", shown(text))});
}

/// `9:05` and `09:05:30+08:00` in the form of RFC 3339.
std::string full_time(std::string_view time) {
    std::string text(time);
    if (text.find(':') == 1) text.insert(0, "0");
    const auto minutes = text.find(':');
    if (minutes == 2 && (text.size() == 5 || (text.size() > 5 && text[5] != ':'))) text.insert(5, ":00");
    return text;
}

Result<Instant> parse_instant(std::string_view text) {
    auto exact = Instant::parse(text);
    if (exact) return exact;
    const std::string plain = half_width(text);
    const auto split = plain.find_first_of(" T");
    const auto day = Day::parse(std::string_view(plain).substr(0, split));
    if (!day) return exact;
    const std::string time =
        split == std::string::npos ? "00:00:00" : full_time(without_blanks(plain.substr(split + 1)));
    auto lenient = Instant::parse(fmt::format("{}T{}", to_string(*day), time));
    return lenient ? lenient : exact;
}

}  // namespace

void RowView::refuse(std::string_view field, Error error) {
    error.subject = field;
    if (std::ranges::find(refusals_, error.subject, &Error::subject) != refusals_.end()) return;
    if (!refusal_) refusal_ = error;
    refusals_.push_back(std::move(error));
}

RowSaying RowView::saying(std::span<const FieldSpec> fields) const {
    RowSaying saying{fields, 0, std::string(raw("status"))};
    for (std::size_t i = 0; i < fields.size(); ++i)
        if (has(fields[i].name) || (fields[i].name == "level" && options_.level))
            saying.said |= std::uint32_t{1} << i;
    return saying;
}

bool RowView::missing(std::string_view field, Need need) {
    if (has(field)) return false;
    if (need == Need::required) refuse(field, "value.missing", {"不能为空", "it must not be empty"});
    return true;
}

std::string RowView::text(std::string_view field, Need need, Lines lines) {
    if (missing(field, need)) return {};
    const std::string_view value = raw(field);
    if (!is_printable(value, lines)) {
        refuse(field, control_characters());
        return {};
    }
    if (const std::size_t length = length_of(value); length > max_text_characters) {
        refuse(field, "text.too_long",
               {fmt::format("有 {} 个字，上限 {} 个", length, max_text_characters),
                fmt::format("{} characters; the limit is {}", length, max_text_characters)});
        return {};
    }
    return std::string(value);
}

std::string RowView::id(std::string_view field, Need need) {
    if (missing(field, need)) return {};
    const std::string_view value = raw(field);
    if (!is_printable(value, Lines::one)) {
        refuse(field, control_characters());
        return {};
    }
    if (value.size() > max_id_bytes) {
        refuse(field, "id.too_long",
               {fmt::format("编号“{}”超过 {} 字节", shown(value), max_id_bytes),
                fmt::format("\"{}\" is over {} bytes", shown(value), max_id_bytes)});
        return {};
    }
    return std::string(value);
}

std::int64_t RowView::count(std::string_view field, Need need) {
    if (missing(field, need)) return 0;
    const double value = take(parse_number(raw(field)), field);
    if (value >= 0 && value <= 9e15 && value == std::floor(value)) return static_cast<std::int64_t>(value);
    refuse(field, "number.not_a_count",
           {fmt::format("“{}”不是非负整数", shown(raw(field))),
            fmt::format("\"{}\" is not a whole number of zero or more", shown(raw(field)))});
    return 0;
}

std::optional<double> RowView::number(std::string_view field) {
    if (!has(field)) return std::nullopt;
    return take(parse_number(raw(field)), field);
}

std::optional<Day> RowView::day(std::string_view field, Need need) {
    if (missing(field, need)) return std::nullopt;
    auto day = Day::parse(half_width(raw(field)));
    if (day) return checked_day(field, *day);
    if (const auto instant = parse_instant(raw(field))) return checked_day(field, instant->day());
    refuse(field, day.error());
    return std::nullopt;
}

Instant RowView::instant(std::string_view field) {
    if (missing(field, Need::required)) return {};
    const Instant instant = take(parse_instant(raw(field)), field);
    return refusal_ || checked_day(field, instant.day()) ? instant : Instant{};
}

std::optional<Day> RowView::checked_day(std::string_view field, Day day) {
    if (day >= first_day && day <= today() + plan_margin_days) return day;
    refuse(field, "day.range",
           {fmt::format("日期 {} 不合理", to_string(day)),
            fmt::format("the day {} cannot be right", to_string(day))});
    return std::nullopt;
}

AreaCode RowView::area(std::string_view field, Need need) {
    if (missing(field, need)) return {};
    const AreaCode code = take(AreaCode::parse(raw(field)), field);
    full_width_code_ = full_width_code_ || (!code.empty() && has_full_width_digits(raw(field)));
    return code;
}

std::optional<LonLat> RowView::given_position(Need need) {
    if (const auto* point = std::get_if<LonLat>(&row_.geometry)) return *point;
    if (std::holds_alternative<Boundary>(row_.geometry)) {
        refuse("geometry", "geometry.kind",
               {"几何是面，这里需要点", "the geometry is a polygon where a point is needed"});
        return std::nullopt;
    }
    if (!has("lon") && !has("lat") && need == Need::optional) return std::nullopt;
    if (!has("lon") || !has("lat")) {
        refuse(has("lon") ? "lat" : "lon", "coordinate.missing",
               {"缺少经度或纬度", "longitude or latitude is missing"});
        return std::nullopt;
    }
    const double lon = take(parse_coordinate(raw("lon"), Axis::longitude), "lon");
    const double lat = take(parse_coordinate(raw("lat"), Axis::latitude), "lat");
    if (refusal_) return std::nullopt;
    return LonLat{lon, lat};
}

std::optional<SourcePosition> RowView::position(Need need) {
    given_ = given_position(need);
    if (!given_) return std::nullopt;
    const bool finite = std::isfinite(given_->lon) && std::isfinite(given_->lat);
    if (!options_.datum && finite) return SourcePosition{*given_, Datum::wgs84, *given_};
    auto wgs84 = checked_to_wgs84(*given_, options_.datum.value_or(Datum::wgs84));
    if (wgs84) return SourcePosition{*given_, *options_.datum, *wgs84};
    const std::string field = wgs84.error().subject;
    refuse(field, std::move(wgs84.error()));
    return std::nullopt;
}

}  // namespace courtyard

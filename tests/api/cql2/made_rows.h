// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "api/cql2/filter.h"

namespace courtyard {

/// Attributes of every type, one of them named in Chinese.
inline std::vector<ExportField> made_fields() {
    return {{"id", "ID", ExportType::text, {}, {}},       {"name", "NAME", ExportType::text, {}, {}},
            {"状态", "STATUS", ExportType::text, {}, {}}, {"count", "COUNT", ExportType::integer, {}, {}},
            {"share", "SHARE", ExportType::real, {}, {}}, {"since", "SINCE", ExportType::day, {}, {}},
            {"until", "UNTIL", ExportType::day, {}, {}}};
}

/// Degrees as they stand, within the world: what the filter's own reference system does.
inline Result<LonLat> made_position(double lon, double lat) {
    if (std::abs(lon) <= 180 && std::abs(lat) <= 90) return LonLat{lon, lat};
    return fail(ErrorCode::invalid_input, "position.out_of_range", {"超出范围", "out of range"});
}

inline Result<Filter> made_filter(std::string_view cql2) {
    return Filter::parse(cql2, made_fields(), made_position);
}

/// Five villages' worth of rows; `e` has nothing but its id.
inline std::vector<ExportRow> made_rows() {
    using namespace std::string_literals;
    const auto day = [](const char* text) { return Day::parse(text).value(); };
    const auto whole = [](std::int64_t number) { return ExportValue(number); };
    return {{LonLat{113.0, 28.0},
             {"a"s, "Straße"s, "达标"s, whole(3), 0.5, day("2022-04-16"), day("2023-04-16")}},
            {LonLat{113.5, 28.5}, {"b"s, "王家桥村"s, "登记"s, whole(12), 100.0, day("2023-01-01"), {}}},
            {LonLat{114.0, 29.0},
             {"c"s, "O'Hara"s, "达标"s, whole(0), -2.25, day("2023-06-30"), day("2023-06-30")}},
            {LonLat{113.0, 29.0},
             {"d"s, "50% of_all"s, ""s, whole(12), {}, day("2021-12-31"), day("2022-12-31")}},
            {{}, {"e"s, {}, {}, {}, {}, {}, {}}}};
}

/// Ids of the rows that match, in their order; the fault where the filter has one.
inline std::string matched(std::string_view cql2) {
    const auto filter = made_filter(cql2);
    if (!filter) return filter.error().name + ": " + filter.error().detail.en;
    std::string ids;
    for (const ExportRow& row : made_rows())
        if (filter->matches(row)) ids += std::get<std::string>(row.values[0]);
    return ids;
}

}  // namespace courtyard

// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/progress_table.h"

#include <fmt/format.h>

#include "api/table_text.h"

namespace courtyard {
namespace {

template <class Number>
std::string cell(const std::optional<Number>& number) {
    return number ? fmt::format("{}", *number) : std::string();
}

std::string cell(std::int64_t number) { return fmt::format("{}", number); }
std::string cell(const std::optional<Day>& day) { return day ? to_string(*day) : std::string(); }

std::string share_cell(std::optional<double> share, std::string_view absent) {
    return share ? fmt::format("{:.1f}", *share) : std::string(absent);
}

}  // namespace

std::string progress_csv(std::span<const Progress> rows, const AreaTree& areas) {
    std::string csv =
        "\xEF\xBB\xBF"
        "code,name,level,registered,proposed,completed,completed_year,target_plan,target_year,share_plan,"
        "share_year,"
        "share_registered,expected_share,pace,forecast_on,forecast_earliest,forecast_latest,value,value_year,"
        "suppressed\r\n";
    for (const Progress& row : rows) {
        const Area& area = areas[row.area];
        const bool told = !row.withheld;
        csv += fmt::format("{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{}\r\n",
                           area.code.view(), csv_text(area.name), to_string(area.level),
                           told ? cell(row.registered) : "", told ? cell(row.proposed) : "",
                           told ? cell(row.completed) : "", told ? cell(row.completed_year) : "",
                           cell(row.target_plan), cell(row.target_year), cell(row.share_plan),
                           cell(row.share_year), cell(row.share_registered), cell(row.expected_share),
                           to_string(row.pace), cell(row.forecast_on), cell(row.forecast_earliest),
                           cell(row.forecast_latest), cell(row.value), cell(row.value_year), row.withheld);
    }
    return csv;
}

std::string progress_text(std::span<const Progress> rows, const AreaTree& areas) {
    std::string text =
        fmt::format("{:<14}{} {:>10} {:>10} {:>10} {:>8} {:>10} {:>8}  {}\n", "code", padded("name", 20),
                    "completed", "value", "target", "% plan", "this year", "% year", "pace");
    for (const Progress& row : rows) {
        const Area& area = areas[row.area];
        const auto told = [&](std::int64_t number) { return row.withheld ? "-" : cell(number); };
        text += fmt::format("{:<14}{} {:>10} {:>10} {:>10} {:>8} {:>10} {:>8}  {}\n", area.code.view(),
                            padded(area.name, 20), told(row.completed), share_cell(row.value, "-"),
                            row.target_plan ? fmt::format("{}", *row.target_plan) : "-",
                            share_cell(row.share_plan, "-"), told(row.completed_year),
                            share_cell(row.share_year, "-"), to_string(row.pace));
    }
    return text;
}

}  // namespace courtyard

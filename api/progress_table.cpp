// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/progress_table.h"

#include <fmt/format.h>

#include "api/table_cells.h"

namespace courtyard {
namespace {

template <class Number>
std::string cell(const std::optional<Number>& number) {
    return number ? fmt::format("{}", *number) : std::string();
}

std::string share_cell(std::optional<double> share, std::string_view absent) {
    return share ? fmt::format("{:.1f}", *share) : std::string(absent);
}

}  // namespace

std::string progress_csv(std::span<const Progress> rows, const AreaTree& areas) {
    std::string csv =
        "\xEF\xBB\xBF"
        "code,name,level,registered,proposed,completed,completed_year,target_plan,target_year,share_plan,"
        "share_year,"
        "share_registered,expected_share,pace,forecast_on\r\n";
    for (const Progress& row : rows) {
        const Area& area = areas[row.area];
        csv += fmt::format("{},{},{},{},{},{},{},{},{},{},{},{},{},{},{}\r\n", area.code.view(),
                           text_cell(area.name), to_string(area.level), row.registered, row.proposed,
                           row.completed, row.completed_year, cell(row.target_plan), cell(row.target_year),
                           cell(row.share_plan), cell(row.share_year), cell(row.share_registered),
                           cell(row.expected_share), to_string(row.pace),
                           row.forecast_on ? to_string(*row.forecast_on) : std::string());
    }
    return csv;
}

std::string progress_text(std::span<const Progress> rows, const AreaTree& areas) {
    std::string text =
        fmt::format("{:<14}{} {:>10} {:>10} {:>8} {:>10} {:>8}  {}\n", "code", padded("name", 20),
                    "completed", "target", "% plan", "this year", "% year", "pace");
    for (const Progress& row : rows) {
        const Area& area = areas[row.area];
        text += fmt::format("{:<14}{} {:>10} {:>10} {:>8} {:>10} {:>8}  {}\n", area.code.view(),
                            padded(area.name, 20), row.completed,
                            row.target_plan ? fmt::format("{}", *row.target_plan) : "-",
                            share_cell(row.share_plan, "-"), row.completed_year,
                            share_cell(row.share_year, "-"), to_string(row.pace));
    }
    return text;
}

}  // namespace courtyard

// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/coverage_table.h"

#include <fmt/format.h>

#include "api/coverage_json.h"
#include "api/table_text.h"

namespace courtyard {

std::string coverage_csv(std::span<const AreaReach> rows, const Coverage& coverage) {
    std::string csv =
        "\xEF\xBB\xBF"
        "code,name,level,points,area_share,area_m2,reached_m2,villages,villages_within,villages_whole,"
        "villages_touched,villages_unplaced,nearest_m\r\n";
    for (const AreaReach& row : rows) {
        const Area& area = coverage.reach->ground().areas()[row.area];
        const auto share = row.area_share();
        csv += fmt::format("{},{},{},{},{},{:.0f},{:.0f},{},{},{},{},{},{}\r\n", area.code.view(),
                           csv_text(area.name), to_string(area.level), coverage.points[row.area],
                           share ? fmt::format("{}", rounded_share(*share)) : std::string(), row.area_m2,
                           row.reached_m2, row.villages, row.villages_within, row.villages_whole,
                           row.villages_touched, row.villages_unplaced,
                           row.nearest ? fmt::format("{}", rounded_metres(*row.nearest)) : std::string());
    }
    return csv;
}

std::string coverage_text(std::span<const AreaReach> rows, const Coverage& coverage) {
    std::string text =
        fmt::format("{:<14}{} {:>7} {:>8} {:>9} {:>8} {:>8} {:>12}\n", "code", padded("name", 20), "points",
                    "% area", "villages", "within", "whole", "nearest m");
    for (const AreaReach& row : rows) {
        const Area& area = coverage.reach->ground().areas()[row.area];
        const auto share = row.area_share();
        text +=
            fmt::format("{:<14}{} {:>7} {:>8} {:>9} {:>8} {:>8} {:>12}\n", area.code.view(),
                        padded(area.name, 20), coverage.points[row.area],
                        share ? fmt::format("{:.1f}", *share) : "-", row.villages, row.villages_within,
                        row.villages_whole, row.nearest ? fmt::format("{:.0f}", row.nearest->value) : "-");
    }
    return text;
}

}  // namespace courtyard

// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/coverage_json.h"

#include <cmath>

#include "api/area_json.h"

namespace courtyard {

std::int64_t whole_m2(double area_m2) { return std::llround(area_m2); }
double rounded_share(double share) { return std::round(share * 1e4) / 1e4; }
double rounded_metres(Metres length) { return std::round(length.value * 10) / 10; }

void write_coverage_row(Json& json, const AreaReach& row, const Coverage& coverage) {
    const auto share = row.area_share();
    write_area(json.object(), coverage.reach->ground().areas()[row.area])
        .member("points", std::uint64_t{coverage.points[row.area]})
        .member("area_share", share ? std::optional(rounded_share(*share)) : std::nullopt)
        .member("area_m2", whole_m2(row.area_m2))
        .member("reached_m2", whole_m2(row.reached_m2))
        .member("villages", std::uint64_t{row.villages})
        .member("villages_within", std::uint64_t{row.villages_within})
        .member("villages_whole", std::uint64_t{row.villages_whole})
        .member("villages_touched", std::uint64_t{row.villages_touched})
        .member("villages_unplaced", std::uint64_t{row.villages_unplaced})
        .member("nearest_m", row.nearest ? std::optional(rounded_metres(*row.nearest)) : std::nullopt)
        .key("population")
        .null()
        .end();
}

void write_coverage_notes(Json& json, const Coverage& coverage,
                          std::optional<std::int64_t> without_position) {
    json.key("flags").array();
    if (coverage.open == 0) json.value("no_open_point");
    if (without_position.value_or(0) > 0) json.value("points_without_position");
    json.end_array();
    json.member("points_without_position", without_position)
        .key("population_reason")
        .object()
        .member("code", "no_published_table")
        .member("detail", Text{"儿童人数只以经隐私处理后发布的表对外提供，目前没有已发布的表",
                               "numbers of children leave only as published, disclosure-controlled tables; "
                               "none is published yet"})
        .end();
}

}  // namespace courtyard

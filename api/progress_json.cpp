// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/progress_json.h"

#include <cmath>

#include "api/area_json.h"

namespace courtyard {

std::optional<double> rounded_share(std::optional<double> share) {
    if (!share) return share;
    return std::round(*share * 1e4) / 1e4;
}

void write_progress_row(Json& json, const Indicator& indicator, const Progress& progress, const Area& area) {
    // What the kind does not have, and what is withheld, is null and not 0.
    const bool told = !progress.withheld;
    const bool of_records = indicator.kind == IndicatorKind::records && !indicator.is_protected;
    const bool of_year = !indicator.is_level() || indicator.kind == IndicatorKind::rate;
    const auto number = [](bool known, std::int64_t value) {
        return known ? std::optional(value) : std::nullopt;
    };
    write_area(json.object(), area)
        .member("registered", number(told && (of_records || indicator.is_derived()), progress.registered))
        .member("proposed", number(told && of_records, progress.proposed))
        .member("target_plan", progress.target_plan)
        .member("target_year", progress.target_year)
        .member("completed", number(told, progress.completed))
        .member("completed_year", number(told && of_year, progress.completed_year))
        .member("share_plan", rounded_share(progress.share_plan))
        .member("share_year", rounded_share(progress.share_year))
        .member("share_registered", rounded_share(progress.share_registered))
        .member("expected_share", rounded_share(progress.expected_share))
        .member("pace", to_string(progress.pace))
        .member("forecast_on", progress.forecast_on)
        .member("forecast_earliest", progress.forecast_earliest)
        .member("forecast_latest", progress.forecast_latest)
        .member("value", rounded_share(progress.value))
        .member("value_year", rounded_share(progress.value_year));
    if (indicator.kind == IndicatorKind::rate) json.member("denominator_year", progress.denominator_year);
    if (indicator.kind == IndicatorKind::amount) json.member("persons", progress.persons);
    json.member("suppressed", progress.withheld).key("children_gap");
    if (progress.children_gap)
        json.object()
            .member("target_plan", progress.children_gap->target_plan)
            .member("sum_of_children", progress.children_gap->sum_of_children)
            .end();
    else
        json.null();
    json.end();
}

}  // namespace courtyard

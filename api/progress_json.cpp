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

void write_progress_row(Json& json, const Progress& progress, const Area& area) {
    write_area(json.object(), area)
        .member("registered", progress.registered)
        .member("proposed", progress.proposed)
        .member("target_plan", progress.target_plan)
        .member("target_year", progress.target_year)
        .member("completed", progress.completed)
        .member("completed_year", progress.completed_year)
        .member("share_plan", rounded_share(progress.share_plan))
        .member("share_year", rounded_share(progress.share_year))
        .member("share_registered", rounded_share(progress.share_registered))
        .member("expected_share", rounded_share(progress.expected_share))
        .member("pace", to_string(progress.pace))
        .member("forecast_on", progress.forecast_on)
        .key("children_gap");
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

// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/progress_query.h"

#include "api/asked_area.h"
#include "api/asked_indicator.h"

namespace courtyard {

ProgressSource ProgressQuery::source() const {
    return moment.snapshot->progress_source(*campaign, *moment.edition, indicator);
}

Result<ProgressQuery> progress_query(Parameters& query, const Call& call) {
    ProgressQuery asked;
    auto moment = moment_of(query, call);
    const auto of = asked_indicator(query);
    const auto level = query.level("level");
    if (!moment) return tl::unexpected(moment.error());
    asked.moment = std::move(*moment);
    if (!of) return tl::unexpected(of.error());
    asked.campaign = of->campaign;
    asked.indicator = of->indicator;
    const auto area = asked_area(query, call, asked.moment.areas());
    if (!area) return tl::unexpected(area.error());
    asked.area = *area;
    asked.level = level.value_or(level_beneath(asked.moment.areas(), *area));
    return asked;
}

std::vector<Day> period_ends(Day from, Day to, int months) {
    std::vector<Day> days;
    for (Day end = from.last_of_month(); end <= to; end = (end + 1).last_of_month())
        if (end.month() % static_cast<unsigned>(months) == 0) days.push_back(end);
    return days;
}

}  // namespace courtyard

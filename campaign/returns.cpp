// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "campaign/returns.h"

#include <algorithm>

namespace courtyard {

std::optional<Day> MonthOfReturns::returned_on(AreaCode area) const {
    std::optional<Day> last;
    for (const std::string& indicator : campaign.returns->indicators) {
        const StandingFigure* figure = figures.find(campaign.id, indicator, area, month);
        if (figure == nullptr || figure->first_reported_on > as_of) return std::nullopt;
        last = last ? std::max(*last, figure->first_reported_on) : figure->first_reported_on;
    }
    return last;
}

bool MonthOfReturns::is_owed() const { return month.last >= campaign.start && month.first <= campaign.end; }

std::vector<AreaIndex> MonthOfReturns::owing(AreaIndex top) const {
    if (!is_owed()) return {};
    return areas.descendants(top, campaign.returns->level);
}

Returns MonthOfReturns::of(AreaIndex top) const {
    Returns returns;
    returns.area = top;
    for (const AreaIndex area : owing(top)) {
        ++returns.owed;
        const auto day = returned_on(areas[area].code);
        if (!day) continue;
        ++returns.returned;
        if (*day <= campaign.due_on(month.last)) ++returns.in_time;
    }
    if (returns.owed == 0) return returns;
    const auto owed = static_cast<double>(returns.owed);
    returns.completeness = 100.0 * static_cast<double>(returns.returned) / owed;
    returns.timeliness = 100.0 * static_cast<double>(returns.in_time) / owed;
    return returns;
}

std::vector<Returns> MonthOfReturns::by_level(AreaIndex top, AreaLevel level) const {
    std::vector<Returns> rows;
    for (const AreaIndex area : areas.descendants(top, level)) rows.push_back(of(area));
    return rows;
}

}  // namespace courtyard

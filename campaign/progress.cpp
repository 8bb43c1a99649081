// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "campaign/progress.h"

#include <cmath>

namespace courtyard {
namespace {

struct Sums {
    std::int64_t registered = 0;
    std::int64_t proposed = 0;
    std::int64_t completed = 0;
    std::int64_t completed_year = 0;
    std::int64_t completed_a_year_ago = 0;
};

/// Sums of an area and all beneath it.
Sums sums_of(const ProgressSource& source, AreaIndex top, Day day) {
    Sums sums;
    for (const AreaIndex area : source.areas.subtree(top)) {
        const AreaAccount* account = source.ledger.account(area);
        if (account == nullptr) continue;
        sums.registered += account->registered(day);
        sums.proposed += account->proposed(day);
        sums.completed += account->completed(day);
        sums.completed_year += account->completed_this_year(day);
        sums.completed_a_year_ago += account->completed(day + -365);
    }
    return sums;
}

std::optional<std::int64_t> target(const ProgressSource& source, AreaIndex area, std::optional<int> year,
                                   Day day) {
    const Campaign& campaign = source.campaign;
    return source.targets.value(campaign.id, campaign.indicator.id, source.areas[area].code, year, day);
}

std::optional<double> share(std::int64_t part, std::optional<std::int64_t> whole) {
    if (!whole || *whole == 0) return std::nullopt;
    return 100.0 * static_cast<double>(part) / static_cast<double>(*whole);
}

/// How many are expected by the end of `day`, in the indicator's unit.
std::optional<double> expected(const ProgressSource& source, AreaIndex area, Day day,
                               std::optional<std::int64_t> plan) {
    const Campaign& campaign = source.campaign;
    if (!plan || day < campaign.start) return std::nullopt;
    if (day >= campaign.end) return static_cast<double>(*plan);
    double sum = 0;
    bool yearly = false;
    for (const int year : campaign.years()) {
        const auto value = target(source, area, year, day);
        if (!value) continue;
        yearly = true;
        if (year > day.year()) break;
        const double elapsed =
            year < day.year() ? 1.0 : (day - day.first_of_year() + 1.0) / day.days_in_year();
        sum += static_cast<double>(*value) * elapsed;
    }
    if (yearly) return sum;
    return static_cast<double>(*plan) * (day - campaign.start + 1.0) / (campaign.end - campaign.start + 1.0);
}

Pace pace_of(const Campaign& campaign, const Progress& progress, Day day) {
    if (day < campaign.start) return Pace::not_started;
    if (day > campaign.end) return Pace::ended;
    if (!progress.share_plan || !progress.expected_share) return Pace::no_target;
    const double lead = *progress.share_plan - *progress.expected_share;
    if (lead > campaign.pace_tolerance) return Pace::ahead;
    if (lead < -campaign.pace_tolerance) return Pace::behind;
    return Pace::on_pace;
}

std::optional<Day> forecast(const Progress& progress, std::int64_t a_year_ago, Day day) {
    if (!progress.target_plan || *progress.target_plan == 0) return std::nullopt;
    const std::int64_t missing = *progress.target_plan - progress.completed;
    if (missing <= 0) return day;
    const std::int64_t last_year = progress.completed - a_year_ago;
    if (last_year <= 0) return std::nullopt;
    const double days = std::ceil(365.0 * static_cast<double>(missing) / static_cast<double>(last_year));
    constexpr double a_century = 36'525;
    if (days > a_century) return std::nullopt;
    return day + static_cast<int>(days);
}

std::optional<Progress::ChildrenGap> children_gap(const ProgressSource& source, AreaIndex area,
                                                  std::optional<std::int64_t> plan, Day day) {
    Progress::ChildrenGap gap{plan, 0};
    bool any = false;
    for (const AreaIndex child : source.areas.children(area)) {
        const auto value = target(source, child, std::nullopt, day);
        if (!value) continue;
        any = true;
        gap.sum_of_children += *value;
    }
    if (!any) return std::nullopt;
    return gap;
}

}  // namespace

std::string_view to_string(Pace pace) {
    switch (pace) {
        case Pace::ahead:
            return "ahead";
        case Pace::on_pace:
            return "on_pace";
        case Pace::behind:
            return "behind";
        case Pace::no_target:
            return "no_target";
        case Pace::not_started:
            return "not_started";
        case Pace::ended:
            return "ended";
    }
    return "no_target";
}

Progress progress_of(const ProgressSource& source, AreaIndex area, Day day) {
    const Sums sums = sums_of(source, area, day);
    Progress progress;
    progress.area = area;
    progress.registered = sums.registered;
    progress.proposed = sums.proposed;
    progress.completed = sums.completed;
    progress.completed_year = sums.completed_year;
    progress.target_plan = target(source, area, std::nullopt, day);
    progress.target_year = target(source, area, day.year(), day);
    progress.share_plan = share(progress.completed, progress.target_plan);
    progress.share_year = share(progress.completed_year, progress.target_year);
    progress.share_registered = share(progress.completed, progress.registered);
    const auto due = expected(source, area, day, progress.target_plan);
    if (due && *progress.target_plan != 0)
        progress.expected_share = 100.0 * *due / static_cast<double>(*progress.target_plan);
    progress.pace = pace_of(source.campaign, progress, day);
    progress.forecast_on = forecast(progress, sums.completed_a_year_ago, day);
    progress.children_gap = children_gap(source, area, progress.target_plan, day);
    return progress;
}

std::vector<Progress> progress_by_level(const ProgressSource& source, AreaIndex top, AreaLevel level,
                                        Day day) {
    std::vector<Progress> rows;
    for (const AreaIndex area : source.areas.descendants(top, level))
        rows.push_back(progress_of(source, area, day));
    return rows;
}

std::vector<ProgressLine> progress_lines(const ProgressSource& source, AreaIndex top, AreaLevel level,
                                         const std::vector<Day>& days) {
    std::vector<ProgressLine> lines;
    for (const AreaIndex area : source.areas.descendants(top, level)) {
        ProgressLine line;
        line.area = area;
        const auto beneath = source.areas.subtree(area);
        for (const Day day : days) {
            std::int64_t completed = 0;
            for (const AreaIndex one : beneath)
                if (const AreaAccount* account = source.ledger.account(one))
                    completed += account->completed(day);
            const auto plan = target(source, area, std::nullopt, day);
            line.completed.push_back(completed);
            line.share_plan.push_back(share(completed, plan));
            line.expected.push_back(expected(source, area, day, plan));
        }
        lines.push_back(std::move(line));
    }
    return lines;
}

}  // namespace courtyard

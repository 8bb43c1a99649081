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

/// Adds an area and all beneath it.
void add_beneath(const ProgressSource& source, AreaIndex area, Day day, Sums& sums) {
    if (const AreaAccount* account = source.ledger.account(area)) {
        sums.registered += account->registered(day);
        sums.proposed += account->proposed(day);
        sums.completed += account->completed(day);
        sums.completed_year += account->completed_this_year(day);
        sums.completed_a_year_ago += account->completed(day + -365);
    }
    for (const AreaIndex child : source.areas.children(area)) add_beneath(source, child, day, sums);
}

std::int64_t completed_beneath(const ProgressSource& source, AreaIndex area, Day day) {
    const AreaAccount* account = source.ledger.account(area);
    std::int64_t sum = account == nullptr ? 0 : account->completed(day);
    for (const AreaIndex child : source.areas.children(area)) sum += completed_beneath(source, child, day);
    return sum;
}

/// The campaign's sheet of targets; an area without any has empty ones.
class Targets {
  public:
    explicit Targets(const ProgressSource& source)
        : areas_(source.areas),
          sheet_(source.targets.sheet(source.campaign.id, source.campaign.indicator.id)) {}

    const AreaTargets& of(AreaIndex area) const {
        static const AreaTargets none;
        if (sheet_ == nullptr) return none;
        const auto found = sheet_->find(areas_[area].code);
        return found == sheet_->end() ? none : found->second;
    }

  private:
    const AreaTree& areas_;
    const TargetSheet* sheet_;
};

std::optional<double> share(std::int64_t part, std::optional<std::int64_t> whole) {
    if (!whole || *whole == 0) return std::nullopt;
    return 100.0 * static_cast<double>(part) / static_cast<double>(*whole);
}

/// How many are expected by the end of `day`, in the indicator's unit.
std::optional<double> expected(const Campaign& campaign, const AreaTargets& targets, Day day,
                               std::optional<std::int64_t> plan) {
    if (!plan || day < campaign.start) return std::nullopt;
    if (day >= campaign.end) return static_cast<double>(*plan);
    double sum = 0;
    bool yearly = false;
    for (int year = campaign.start.year(); year <= campaign.end.year(); ++year) {
        const auto value = targets.value(year, day);
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

std::optional<Progress::ChildrenGap> children_gap(const AreaTree& areas, const Targets& targets,
                                                  AreaIndex area, std::optional<std::int64_t> plan, Day day) {
    Progress::ChildrenGap gap{plan, 0};
    bool any = false;
    for (const AreaIndex child : areas.children(area)) {
        const auto value = targets.of(child).value(std::nullopt, day);
        if (!value) continue;
        any = true;
        gap.sum_of_children += *value;
    }
    if (!any) return std::nullopt;
    return gap;
}

Progress reckoned(const ProgressSource& source, const Targets& all_targets, AreaIndex area, Day day) {
    Sums sums;
    add_beneath(source, area, day, sums);
    const AreaTargets& targets = all_targets.of(area);
    Progress progress;
    progress.area = area;
    progress.registered = sums.registered;
    progress.proposed = sums.proposed;
    progress.completed = sums.completed;
    progress.completed_year = sums.completed_year;
    progress.target_plan = targets.value(std::nullopt, day);
    progress.target_year = targets.value(day.year(), day);
    progress.share_plan = share(progress.completed, progress.target_plan);
    progress.share_year = share(progress.completed_year, progress.target_year);
    progress.share_registered = share(progress.completed, progress.registered);
    const auto due = expected(source.campaign, targets, day, progress.target_plan);
    if (due && *progress.target_plan != 0)
        progress.expected_share = 100.0 * *due / static_cast<double>(*progress.target_plan);
    progress.pace = pace_of(source.campaign, progress, day);
    progress.forecast_on = forecast(progress, sums.completed_a_year_ago, day);
    progress.children_gap = children_gap(source.areas, all_targets, area, progress.target_plan, day);
    return progress;
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
    return reckoned(source, Targets(source), area, day);
}

std::vector<Progress> progress_by_level(const ProgressSource& source, AreaIndex top, AreaLevel level,
                                        Day day) {
    const Targets targets(source);
    std::vector<Progress> rows;
    for (const AreaIndex area : source.areas.descendants(top, level))
        rows.push_back(reckoned(source, targets, area, day));
    return rows;
}

std::vector<ProgressLine> progress_lines(const ProgressSource& source, AreaIndex top, AreaLevel level,
                                         const std::vector<Day>& days) {
    const Targets all_targets(source);
    std::vector<ProgressLine> lines;
    for (const AreaIndex area : source.areas.descendants(top, level)) {
        const AreaTargets& targets = all_targets.of(area);
        ProgressLine line;
        line.area = area;
        for (const Day day : days) {
            const auto plan = targets.value(std::nullopt, day);
            line.completed.push_back(completed_beneath(source, area, day));
            line.share_plan.push_back(share(line.completed.back(), plan));
            line.expected.push_back(expected(source.campaign, targets, day, plan));
        }
        lines.push_back(std::move(line));
    }
    return lines;
}

}  // namespace courtyard

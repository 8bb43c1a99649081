// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "campaign/progress.h"

#include "campaign/forecast.h"
#include "campaign/reading.h"

namespace courtyard {
namespace {

/// The indicator's sheet of targets, for who asks in code order.
class Targets {
  public:
    explicit Targets(const ProgressSource& source)
        : areas_(source.areas), sheet_(source.targets.sheet(source.campaign.id, source.measured().id)) {}

    const AreaTargets& of(AreaIndex area) {
        static const AreaTargets none;
        return sheet_ == nullptr ? none : sheet_->of(areas_[area].code, next_);
    }
    const TargetSheet* sheet() const { return sheet_; }

  private:
    const AreaTree& areas_;
    const TargetSheet* sheet_;
    std::size_t next_ = 0;
};

std::optional<double> per_cent(double part, std::optional<double> whole) {
    if (!whole || *whole == 0) return std::nullopt;
    return 100.0 * part / *whole;
}

std::optional<double> number(std::optional<std::int64_t> target) {
    return target ? std::optional(static_cast<double>(*target)) : std::nullopt;
}

/// A day of a campaign as its targets see it: worked out once for many areas.
struct DueDay {
    DueDay(const Campaign& campaign, Day on)
        : day(on),
          year(on.year()),
          of_year((on - on.first_of_year() + 1.0) / on.days_in_year()),
          of_campaign((on - campaign.start + 1.0) / (campaign.end - campaign.start + 1.0)),
          first_year(campaign.start.year()),
          begun(on >= campaign.start),
          over(on >= campaign.end) {}

    Day day;
    int year;
    double of_year;
    double of_campaign;
    int first_year;
    bool begun;
    bool over;
};

/// What targets say on a day.
struct InForce {
    std::optional<std::int64_t> plan;
    std::optional<std::int64_t> this_year;
    std::optional<double> by_years;  ///< past years and what of this one has elapsed; empty without years
};

InForce in_force(const DueDay& due, const AreaTargets& targets) {
    InForce found;
    const auto& versions = targets.versions();
    double sum = 0;
    bool yearly = false;
    for (std::size_t i = 0; i < versions.size();) {
        const int year = versions[i].year;
        std::optional<std::int64_t> value;
        for (; i < versions.size() && versions[i].year == year; ++i)
            if (versions[i].approved_on <= due.day) value = versions[i].value;
        if (!value) continue;
        if (year == 0) {
            found.plan = value;
            continue;
        }
        // Years to come have targets as well: nothing was expected until they begin.
        yearly = yearly || year >= due.first_year;
        if (year == due.year) found.this_year = value;
        if (year >= due.first_year && year <= due.year)
            sum += static_cast<double>(*value) * (year < due.year ? 1.0 : due.of_year);
    }
    if (yearly) found.by_years = sum;
    return found;
}

/// How much is expected by the end of the day, in the indicator's unit.
std::optional<double> expected(const DueDay& due, const InForce& targets, bool is_level) {
    if (!due.begun) return std::nullopt;
    if (is_level) return number(targets.this_year ? targets.this_year : targets.plan);
    if (!targets.plan) return std::nullopt;
    const auto plan = static_cast<double>(*targets.plan);
    if (due.over) return plan;
    return targets.by_years ? *targets.by_years : plan * due.of_campaign;
}

Pace pace_of(const ProgressSource& source, Day day, std::optional<double> lead) {
    if (day < source.campaign.start) return Pace::not_started;
    if (day > source.campaign.end) return Pace::ended;
    if (!lead) return Pace::no_target;
    const double ahead = source.measured().direction == Direction::more ? *lead : -*lead;
    if (ahead > source.campaign.pace_tolerance) return Pace::ahead;
    if (ahead < -source.campaign.pace_tolerance) return Pace::behind;
    return Pace::on_pace;
}

std::optional<Progress::ChildrenGap> children_gap(const AreaTree& areas, const TargetSheet* sheet,
                                                  AreaIndex area, std::optional<std::int64_t> plan, Day day) {
    if (sheet == nullptr) return std::nullopt;
    Progress::ChildrenGap gap{plan, 0};
    bool any = false;
    std::size_t next = 0;
    for (const AreaIndex child : areas.children(area)) {
        const auto value = sheet->of(areas[child].code, next).value(std::nullopt, day);
        if (!value) continue;
        any = true;
        gap.sum_of_children += *value;
    }
    if (!any) return std::nullopt;
    return gap;
}

double yuan(std::int64_t fen) { return static_cast<double>(fen) / 100; }
std::int64_t whole_yuan(std::int64_t fen) { return (fen + 50) / 100; }

/// Persons of an amount in multiples of 5, by what each got, and the money that they make. Nothing when a
/// group of 1 to 4 is among them.
struct ToldAmount {
    std::int64_t persons = 0;
    std::int64_t fen = 0;
};
std::optional<ToldAmount> told_amount(const ProgressSource& source, const BookDay& day, bool of_year) {
    ToldAmount sum;
    for (const auto& [unit_value_fen, account] : source.ledger.by_unit_value(*source.measured().column)) {
        const Totals totals = account->on(day);
        const auto persons = told_persons(of_year ? AreaAccount::this_year(totals, tally_column(0))
                                                  : AreaAccount::total(totals, tally_column(0)));
        if (!persons) return std::nullopt;
        sum.persons += *persons;
        sum.fen += *persons * unit_value_fen;
    }
    return sum;
}

/// What of a protected indicator's reading may be told; nothing when it is withheld.
std::optional<Reading> told(const ProgressSource& source, AreaIndex area, const Reading& read, Day day) {
    const auto roots = source.areas.roots();
    if (roots.size() != 1 || roots.front() != area) return std::nullopt;
    Reading kept;
    if (source.measured().kind == IndicatorKind::amount) {
        const auto all = told_amount(source, BookDay(day), false);
        if (!all) return std::nullopt;
        const auto year = told_amount(source, BookDay(day), true).value_or(ToldAmount{});
        kept.total = all->persons;
        kept.fen = all->fen;
        kept.total_year = year.persons;
        kept.fen_year = year.fen;
        return kept;
    }
    const auto total = told_persons(read.total);
    const auto whole = told_persons(read.whole);
    const auto reached = told_persons(read.reached);
    if (!total || !whole || !reached) return std::nullopt;
    kept.total = *total;
    kept.whole = *whole;
    kept.reached = *reached;
    kept.total_year = told_persons(read.total_year).value_or(0);
    kept.whole_year = told_persons(read.whole_year).value_or(0);
    return kept;
}

/// Fills in what the indicator's kind makes of a reading. Gives what targets are held against: of all time
/// and of this year.
struct Measure {
    std::optional<double> total;
    std::optional<double> year;
};
Measure measured(const Indicator& indicator, const Reading& read, Progress& progress) {
    progress.completed = read.total;
    progress.completed_year = read.total_year;
    switch (indicator.kind) {
        case IndicatorKind::records:
            progress.registered = read.registered;
            progress.proposed = read.proposed;
            break;
        case IndicatorKind::count:
        case IndicatorKind::milestone:
            break;
        case IndicatorKind::stock:
            progress.completed_year = 0;
            progress.value = static_cast<double>(read.total);
            return {progress.value, progress.value};
        case IndicatorKind::amount:
            progress.persons = read.total;
            progress.completed = whole_yuan(read.fen);
            progress.completed_year = whole_yuan(read.fen_year);
            progress.value = yuan(read.fen);
            progress.value_year = yuan(read.fen_year);
            return {progress.value, progress.value_year};
        case IndicatorKind::rate:
            progress.registered = read.whole;
            progress.denominator_year = read.whole_year;
            progress.value = per_cent(static_cast<double>(read.total), static_cast<double>(read.whole));
            progress.value_year =
                per_cent(static_cast<double>(read.total_year), static_cast<double>(read.whole_year));
            progress.share_registered = progress.value;
            return {progress.value, progress.value};
        case IndicatorKind::coverage:
            progress.registered = read.whole;
            progress.completed = read.reached;
            progress.completed_year = 0;
            progress.value = per_cent(static_cast<double>(read.reached), static_cast<double>(read.whole));
            progress.share_registered = progress.value;
            return {progress.value, progress.value};
    }
    progress.share_registered =
        per_cent(static_cast<double>(read.total), static_cast<double>(progress.registered));
    progress.value = static_cast<double>(read.total);
    progress.value_year = static_cast<double>(read.total_year);
    return {progress.value, progress.value_year};
}

Progress reckoned(const ProgressSource& source, Targets& all_targets, const BookReader& books,
                  const DueDay& due, AreaIndex area) {
    const Indicator& indicator = source.measured();
    const InForce targets = in_force(due, all_targets.of(area));
    Progress progress;
    progress.area = area;
    progress.target_plan = targets.plan;
    progress.target_year = targets.this_year;
    progress.children_gap =
        children_gap(source.areas, all_targets.sheet(), area, progress.target_plan, due.day);
    Reading read = books.beneath(area);
    if (indicator.is_protected) {
        const auto kept = told(source, area, read, due.day);
        progress.withheld = !kept;
        if (!kept) return progress;
        read = *kept;
    }
    const Measure measure = measured(indicator, read, progress);
    if (indicator.is_protected) {
        progress.registered = indicator.is_derived() ? progress.registered : 0;
        progress.proposed = 0;
    }
    const auto plan = number(progress.target_plan);
    const auto due_now = expected(due, targets, indicator.is_level());
    if (due_now && plan) progress.expected_share = per_cent(*due_now, plan);
    std::optional<double> lead;
    if (measure.total) {
        progress.share_plan = per_cent(*measure.total, plan);
        if (indicator.is_level() && due_now && *due_now != 0)
            lead = 100.0 * (*measure.total - *due_now) / *due_now;
        else if (progress.share_plan && progress.expected_share)
            lead = *progress.share_plan - *progress.expected_share;
    }
    if (measure.year) progress.share_year = per_cent(*measure.year, number(progress.target_year));
    progress.pace = pace_of(source, due.day, lead);
    const bool forecasts =
        !indicator.is_derived() && !indicator.is_protected && indicator.direction == Direction::more;
    if (!forecasts || !plan || *plan == 0) return progress;
    // Money comes as persons do: what is missing of it is taken as persons at the mean so far.
    const double each = read.total == 0 ? 1 : *measure.total / static_cast<double>(read.total);
    const History history = books.history_beneath(area);
    const Forecast when =
        forecast((*plan - *measure.total) / (each == 0 ? 1 : each),
                 static_cast<double>(read.total - history.a_year_ago), history.month_ends, due.day);
    progress.forecast_on = when.on;
    progress.forecast_earliest = when.earliest;
    progress.forecast_latest = when.latest;
    return progress;
}

/// Adds what an area and all beneath it had on each day.
void add_beneath(const ProgressSource& source, BookColumn column, const std::vector<BookDay>& days,
                 AreaIndex area, std::vector<std::int64_t>& sums) {
    if (const AreaAccount* account = source.ledger.account(area))
        for (std::size_t i = 0; i < days.size(); ++i)
            sums[i] += days[i].month_end ? account->at_month_end(days[i].month, column)
                                         : AreaAccount::total(account->on(days[i]), column);
    for (const AreaIndex child : source.areas.children(area)) add_beneath(source, column, days, child, sums);
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
    Targets targets(source);
    return reckoned(source, targets, BookReader(source, day), DueDay(source.campaign, day), area);
}

std::vector<Progress> progress_by_level(const ProgressSource& source, AreaIndex top, AreaLevel level,
                                        Day day) {
    Targets targets(source);
    const BookReader books(source, day);
    const DueDay due(source.campaign, day);
    const std::vector<AreaIndex> areas = source.areas.descendants(top, level);
    std::vector<Progress> rows;
    rows.reserve(areas.size());
    for (std::size_t i = 0; i < areas.size(); ++i) {
        books.fetch_ahead(areas, i);
        rows.push_back(reckoned(source, targets, books, due, areas[i]));
    }
    return rows;
}

std::vector<ProgressLine> progress_lines(const ProgressSource& source, AreaIndex top, AreaLevel level,
                                         const std::vector<Day>& days) {
    const Indicator& indicator = source.measured();
    Targets all_targets(source);
    const bool plain =
        !indicator.is_derived() && !indicator.is_protected && indicator.kind != IndicatorKind::amount;
    std::vector<BookDay> book_days;
    std::vector<DueDay> due_days;
    std::vector<BookReader> readers;
    for (const Day day : days) {
        due_days.emplace_back(source.campaign, day);
        if (plain)
            book_days.emplace_back(day);
        else
            readers.emplace_back(source, day);
    }
    std::vector<ProgressLine> lines;
    for (const AreaIndex area : source.areas.descendants(top, level)) {
        const AreaTargets& targets = all_targets.of(area);
        ProgressLine line;
        line.area = area;
        line.completed.resize(days.size());
        line.share_plan.reserve(days.size());
        line.expected.reserve(days.size());
        line.value.reserve(days.size());
        if (plain) add_beneath(source, column_of(indicator), book_days, area, line.completed);
        for (std::size_t i = 0; i < days.size(); ++i) {
            const InForce now = in_force(due_days[i], targets);
            line.expected.push_back(expected(due_days[i], now, indicator.is_level()));
            if (plain) {
                line.value.push_back(static_cast<double>(line.completed[i]));
                line.share_plan.push_back(per_cent(*line.value.back(), number(now.plan)));
            } else {
                const Progress then = reckoned(source, all_targets, readers[i], due_days[i], area);
                line.completed[i] = then.completed;
                line.value.push_back(then.value);
                line.share_plan.push_back(then.share_plan);
            }
        }
        lines.push_back(std::move(line));
    }
    return lines;
}

}  // namespace courtyard

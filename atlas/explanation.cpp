// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "atlas/explanation.h"

#include <algorithm>

#include "atlas/records.h"

namespace courtyard {
namespace {

PointKind kind_of(const Campaign& campaign) { return *parse_point_kind(to_string(campaign.record)); }

/// Which areas of each edition are the area asked about or lie beneath it: by
/// edition, then by area.
class Inside {
  public:
    Inside(const Snapshot& snapshot, const ExplainedQuestion& question)
        : here_(snapshot.number_of(question.edition)), with_unplaced_(question.with_unplaced) {
        const AreaCode code = (*question.edition.areas)[question.area].code;
        for (const auto& edition : snapshot.editions) {
            std::vector<bool>& inside = inside_.emplace_back(edition->areas->size());
            const AreaIndex top = edition->areas->find(code);
            if (top == no_area) continue;
            for (const AreaIndex area : edition->areas->subtree(top)) inside[area] = true;
        }
    }

    enum class Where : std::uint8_t { here, in_another_edition, nowhere, outside };
    Where operator()(std::span<const AreaIndex> areas) const {
        if (areas[here_] == no_area && with_unplaced_) return Where::nowhere;
        if (holds(here_, areas[here_])) return Where::here;
        for (std::size_t i = 0; i < areas.size(); ++i)
            if (holds(i, areas[i])) return Where::in_another_edition;
        return Where::outside;
    }

  private:
    bool holds(std::size_t edition, AreaIndex area) const {
        return area != no_area && inside_[edition][area];
    }

    std::size_t here_;
    bool with_unplaced_;
    std::vector<std::vector<bool>> inside_;
};

bool holds(const CountedInterval& interval, Day day) { return interval.from <= day && day < interval.until; }

/// A stretch in which a record counts, and for how much.
struct Counts {
    CountedInterval when;
    std::int64_t amount = 1;
};

std::vector<Counts> counts_of(const LedgerEntry& entry, const Indicator& indicator) {
    std::vector<Counts> list;
    if (!indicator.column)
        for (const CountedInterval& one : entry.counted) list.push_back({one, 1});
    else
        for (const Tally& tally : entry.tallies)
            if (tally.column == *indicator.column) list.push_back({tally.when, tally.amount});
    return list;
}

/// A status as the campaign counts them: a help point's own say of which kind it is, its campaign's whether
/// it is open.
std::uint8_t status_of(const Campaign& campaign, PointKind kind, const TimedStatus& status) {
    if (kind != PointKind::help_points) return status.status;
    const auto fits = [&](const Status& one) { return (one.counting == Counting::yes) == status.completed; };
    const auto found = std::ranges::find_if(campaign.statuses, fits);
    return static_cast<std::uint8_t>(found == campaign.statuses.end() ? 0
                                                                      : found - campaign.statuses.begin());
}

/// Adds a record of the area to the sums and says how it stands.
ExplainedRecord stand(const RecordState& state, const ExplainedQuestion& question, Explanation& sums) {
    const Day day = question.day;
    const auto statuses = statuses_of(state);
    const LedgerEntry entry = ledger_entry(state, statuses);
    ExplainedRecord record{0, state.fid, Standing::not_accepted, 0, entry.registered};
    for (const TimedStatus& status : statuses)
        if (status.from <= day) {
            record.status = status_of(question.campaign, state.kind, status);
            record.since = status.from;
        }
    const std::vector<Counts> counts = counts_of(entry, question.indicator);
    const auto now = std::ranges::find_if(counts, [&](const Counts& one) { return holds(one.when, day); });
    const auto proposed =
        std::ranges::find_if(entry.proposed, [&](const auto& one) { return holds(one, day); });
    if (entry.registered <= day) ++sums.registered;
    if (proposed != entry.proposed.end()) ++sums.proposed;
    if (now != counts.end()) {
        const bool this_year = now->when.from.year() == day.year();
        sums.completed += now->amount;
        if (this_year) sums.completed_year += now->amount;
        const bool counted = this_year || question.figure == ExplainedFigure::completed;
        record.standing = counted ? Standing::counted : Standing::another_year;
        record.since = now->when.from;
        record.amount = now->amount;
        return record;
    }
    const auto first_later =
        std::ranges::find_if(counts, [&](const Counts& one) { return one.when.from > day; });
    if (entry.registered > day) {
        record.standing = Standing::registered_later;
        record.since = entry.registered;
    } else if (first_later != counts.begin()) {
        record.standing = Standing::revoked;
        record.since = std::prev(first_later)->when.until;
    } else if (proposed != entry.proposed.end()) {
        record.standing = Standing::proposed_only;
        record.since = proposed->from;
    } else if (first_later != counts.end()) {
        record.standing = Standing::counts_later;
        record.since = first_later->when.from;
    }
    return record;
}

/// How an area's figures of one indicator stand on the day.
void add_reports(const AreaFigures& figures, AreaIndex area, const ExplainedQuestion& question,
                 Explanation& told) {
    const IndicatorKind kind = question.indicator.kind;
    const bool adds_up = kind == IndicatorKind::count || kind == IndicatorKind::amount;
    for (std::size_t i = 0; i < figures.size(); ++i) {
        const StandingFigure& figure = figures[i];
        const bool replaced =
            !adds_up && i + 1 < figures.size() && figures[i + 1].period.last <= question.day;
        const bool this_year = figure.period.last.year() == question.day.year();
        Standing standing = Standing::counted;
        if (figure.period.last > question.day)
            standing = Standing::later;
        else if (replaced)
            standing = Standing::replaced;
        if (standing == Standing::counted) {
            told.completed += figure.value;
            if (this_year) told.completed_year += figure.value;
            if (!this_year && question.figure == ExplainedFigure::completed_year)
                standing = Standing::another_year;
        }
        told.reported.push_back({area, figure, standing});
    }
}

Explanation explain_reports(const Snapshot& snapshot, const ExplainedQuestion& question) {
    Explanation told;
    const AreaTree& areas = *question.edition.areas;
    for (const AreaIndex area : areas.subtree(question.area))
        add_reports(snapshot.figures->of(question.campaign.id, question.indicator.id, areas[area].code), area,
                    question, told);
    return told;
}

}  // namespace

std::string_view to_string(Standing standing) {
    switch (standing) {
        case Standing::counted:
            return "counted";
        case Standing::another_year:
            return "another_year";
        case Standing::registered_later:
            return "registered_later";
        case Standing::revoked:
            return "revoked";
        case Standing::proposed_only:
            return "proposed_only";
        case Standing::counts_later:
            return "counts_later";
        case Standing::not_accepted:
            return "not_accepted";
        case Standing::elsewhere:
            return "elsewhere";
        case Standing::unplaced:
            return "unplaced";
        case Standing::later:
            return "later";
        case Standing::replaced:
            return "replaced";
    }
    return "counted";
}

Text name_of(Standing standing) {
    switch (standing) {
        case Standing::counted:
            return {"计入", "Counted"};
        case Standing::another_year:
            return {"以前年度已计入", "Counted in an earlier year"};
        case Standing::registered_later:
            return {"当天之后才登记", "Registered after that day"};
        case Standing::revoked:
            return {"曾计入，已退出", "Counted before, and left"};
        case Standing::proposed_only:
            return {"已核查，待审核", "Checked on site, not decided yet"};
        case Standing::counts_later:
            return {"当天之后才达标", "Counts from a later day"};
        case Standing::not_accepted:
            return {"状态不计入", "Its status does not count"};
        case Standing::elsewhere:
            return {"在当天的区划版本中属于别处", "Belongs elsewhere in that day's edition"};
        case Standing::unplaced:
            return {"没有定位到任何区划", "Lies in no area"};
        case Standing::later:
            return {"属于当天之后的期间", "Of a period that ends after that day"};
        case Standing::replaced:
            return {"已有更新的上报", "Replaced by a newer report of the same area"};
    }
    return {};
}

std::size_t records_asked(const Snapshot& snapshot, const ExplainedQuestion& question) {
    if (question.indicator.is_reported()) return 0;
    const Inside inside(snapshot, question);
    const PointKind kind = kind_of(question.campaign);
    const RecordsPicture& records = snapshot.records_of(kind);
    // Millions of households are counted without a look into each: none of them can be withdrawn.
    const bool all_stand = kind == PointKind::courtyards;
    std::size_t asked = 0;
    for (RecordRoll::Number number = 0; number < records.roll.size(); ++number) {
        if (inside(records.areas[number]) == Inside::Where::outside) continue;
        if (all_stand || stands(records.roll.at(number))) ++asked;
    }
    return asked;
}

Explanation explain(const Snapshot& snapshot, const ExplainedQuestion& question) {
    using Where = Inside::Where;
    if (question.indicator.is_reported()) return explain_reports(snapshot, question);
    const Inside inside(snapshot, question);
    const RecordsPicture& records = snapshot.records_of(kind_of(question.campaign));
    Explanation explanation;
    RecordState state;
    for (RecordRoll::Number number = 0; number < records.roll.size(); ++number) {
        const Where where = inside(records.areas[number]);
        if (where == Where::outside) continue;
        records.roll.take_out(number, state);
        if (!stands(state)) continue;
        Explanation other;
        ExplainedRecord record = stand(state, question, where == Where::here ? explanation : other);
        record.number = number;
        if (where == Where::in_another_edition) record.standing = Standing::elsewhere;
        if (where == Where::nowhere) record.standing = Standing::unplaced;
        (record.standing == Standing::counted ? explanation.counted : explanation.excluded).push_back(record);
    }
    std::ranges::sort(explanation.counted, {}, &ExplainedRecord::fid);
    std::ranges::sort(explanation.excluded, {}, &ExplainedRecord::fid);
    return explanation;
}

}  // namespace courtyard

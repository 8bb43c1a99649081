// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "atlas/explanation.h"

#include <algorithm>

#include "atlas/records.h"

namespace courtyard {
namespace {

PointKind kind_of(const Campaign& campaign) { return *parse_point_kind(to_string(campaign.record)); }

/// Which areas of each edition are the area asked about or lie beneath it: by edition, then by area.
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

/// The interval that holds a day, or null.
const CountedInterval* holding(const std::vector<CountedInterval>& intervals, Day day) {
    const auto found = std::ranges::find_if(
        intervals, [&](const CountedInterval& one) { return one.from <= day && day < one.until; });
    return found == intervals.end() ? nullptr : &*found;
}

/// Adds a record of the area to the sums and says how it stands.
ExplainedRecord stand(const RecordState& state, const ExplainedQuestion& question, Explanation& sums) {
    const Day day = question.day;
    const auto statuses = statuses_of(state);
    const LedgerEntry entry = ledger_entry(state, statuses);
    ExplainedRecord record{0, state.fid, Standing::not_accepted, 0, entry.registered};
    for (const TimedStatus& status : statuses)
        if (status.from <= day) record.status = status.status, record.since = status.from;
    const CountedInterval* counts = holding(entry.counted, day);
    const CountedInterval* proposed = holding(entry.proposed, day);
    if (entry.registered <= day) ++sums.registered;
    if (proposed != nullptr) ++sums.proposed;
    if (counts != nullptr) {
        const bool this_year = counts->from.year() == day.year();
        ++sums.completed;
        if (this_year) ++sums.completed_year;
        const bool counted = this_year || question.figure == ExplainedFigure::completed;
        record.standing = counted ? Standing::counted : Standing::another_year;
        record.since = counts->from;
        return record;
    }
    const auto first_later = std::ranges::upper_bound(entry.counted, day, {}, &CountedInterval::from);
    if (entry.registered > day) {
        record.standing = Standing::registered_later;
        record.since = entry.registered;
    } else if (first_later != entry.counted.begin()) {
        record.standing = Standing::revoked;
        record.since = std::prev(first_later)->until;
    } else if (proposed != nullptr) {
        record.standing = Standing::proposed_only;
        record.since = proposed->from;
    } else if (first_later != entry.counted.end()) {
        record.standing = Standing::counts_later;
        record.since = first_later->from;
    }
    return record;
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
    }
    return {};
}

std::size_t records_asked(const Snapshot& snapshot, const ExplainedQuestion& question) {
    const Inside inside(snapshot, question);
    const RecordsPicture& records = snapshot.records_of(kind_of(question.campaign));
    std::size_t asked = 0;
    for (std::size_t number = 0; number < records.roll.size(); ++number)
        if (inside(records.areas[number]) != Inside::Where::outside) ++asked;
    return asked;
}

Explanation explain(const Snapshot& snapshot, const ExplainedQuestion& question) {
    using Where = Inside::Where;
    const Inside inside(snapshot, question);
    const RecordsPicture& records = snapshot.records_of(kind_of(question.campaign));
    Explanation explanation;
    RecordState state;
    for (RecordRoll::Number number = 0; number < records.roll.size(); ++number) {
        const Where where = inside(records.areas[number]);
        if (where == Where::outside) continue;
        records.roll.take_out(number, state);
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

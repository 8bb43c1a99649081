// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/recheck_ground.h"

#include "atlas/record_roll.h"
#include "atlas/records.h"
#include "campaign/timeline.h"
#include "data/store/score_ground.h"

namespace courtyard {
namespace {

bool counts_on(const RecordState& household, Day day) {
    for (const CountedInterval& interval : ledger_entry(household).counted)
        if (interval.from <= day && day < interval.until) return true;
    return false;
}

AreaCode township_of(const AreaTree& areas, AreaIndex area) {
    for (AreaIndex at = area; at != no_area; at = areas.parent(at))
        if (areas[at].level == AreaLevel::township) return areas[at].code;
    return areas[area].code;
}

/// Where the household stood on the day of the draw, by what was known then.
std::uint8_t status_at(const Recheck& recheck, const Campaign& campaign,
                       std::span<const RecordedFact> history) {
    std::vector<PlainStep> steps;
    for (const RecordedFact& fact : history) {
        const auto* decision = std::get_if<DecisionRecord>(&fact.fact);
        if (decision == nullptr || fact.seq > recheck.revision || decision->campaign != campaign.id) continue;
        const auto status = campaign.status(decision->to);
        if (status && decision->decided_on <= recheck.as_of) steps.push_back({decision->decided_on, *status});
    }
    const auto timeline = timeline_of(campaign, steps);
    return timeline.empty() ? std::uint8_t{0} : timeline.back().status;
}

RecheckResult verdict_of(const Recheck& recheck, const Campaign& campaign,
                         std::span<const RecordedFact> history, const InspectionFact& point,
                         const AreaTree& areas) {
    const auto outcome = campaign.status(point.record.outcome);
    const auto scored = judged(point, &areas);
    if (!outcome) return RecheckResult::pending;
    if (scored && !scored->result.passed) return RecheckResult::failed;
    if (campaign.statuses[*outcome].counting != Counting::no) return RecheckResult::passed;
    return campaign.legal(status_at(recheck, campaign, history), *outcome) ? RecheckResult::failed
                                                                           : RecheckResult::pending;
}

}  // namespace

std::vector<Drawable> completed_households(const Moment& at, AreaIndex area) {
    const AreaTree& areas = at.areas();
    const RecordsPicture& records = at.snapshot->records_of(PointKind::courtyards);
    const std::size_t edition = at.snapshot->number_of(*at.edition);
    std::vector<Drawable> list;
    RecordState household;
    for (RecordRoll::Number number = 0; number < records.roll.size(); ++number) {
        const AreaIndex placed = records.area_of(number, edition);
        if (placed == no_area || !areas.covers(area, placed)) continue;
        records.roll.take_out(number, household);
        if (counts_on(household, at.day)) list.push_back({household.id, township_of(areas, placed)});
    }
    return list;
}

std::string_view to_string(RecheckResult result) {
    switch (result) {
        case RecheckResult::pending:
            return "pending";
        case RecheckResult::passed:
            return "passed";
        case RecheckResult::failed:
            return "failed";
    }
    return "pending";
}

RecheckFinding finding_of(const Recheck& recheck, const Campaign& campaign,
                          std::span<const RecordedFact> history, const AreaTree& areas) {
    const RecordedFact* decided = nullptr;
    const RecordedFact* seen = nullptr;
    std::vector<PlainStep> steps;
    for (const RecordedFact& fact : history) {
        if (const auto* decision = std::get_if<DecisionRecord>(&fact.fact);
            decision != nullptr && decision->campaign == campaign.id) {
            if (const auto status = campaign.status(decision->to))
                steps.push_back({decision->decided_on, *status});
            // Histories are in the order of days.
            if (fact.seq > recheck.revision && decision->decided_on >= recheck.as_of) decided = &fact;
        }
        if (const auto* point = std::get_if<InspectionFact>(&fact.fact);
            point != nullptr && point->record.campaign == campaign.id && fact.seq > recheck.revision &&
            point->record.observed_at.day() >= recheck.as_of)
            seen = &fact;
    }
    if (decided != nullptr) {
        const auto& decision = std::get<DecisionRecord>(decided->fact);
        bool counts = false;
        for (const Step& step : timeline_of(campaign, steps))
            if (step.on <= decision.decided_on) counts = step.counts;
        return {counts ? RecheckResult::passed : RecheckResult::failed, decision.decided_on, decision.id};
    }
    if (seen == nullptr) return {};
    const auto& point = std::get<InspectionFact>(seen->fact);
    return {verdict_of(recheck, campaign, history, point, areas), point.record.observed_at.day(),
            point.record.id};
}

}  // namespace courtyard

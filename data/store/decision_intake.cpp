// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
// The half of intake.h that is about decisions.
#include <fmt/format.h>

#include <algorithm>

#include "campaign/status_machine.h"
#include "data/store/intake.h"
#include "data/store/score_ground.h"

namespace courtyard {
namespace {

bool same(const DecisionRecord& a, const DecisionRecord& b) {
    return a.subject == b.subject && a.household == b.household && a.campaign == b.campaign && a.to == b.to &&
           a.decided_on == b.decided_on && a.reason == b.reason && a.inspections == b.inspections &&
           a.area == b.area && a.position == b.position;
}

tl::unexpected<Error> unknown_subject(Subject subject, const std::string& id, const Campaign& campaign) {
    if (subject == Subject::household) return unknown_household(id, ErrorCode::not_found);
    const Text noun = record_noun(campaign);
    const std::string word(to_string(subject));
    return fail(ErrorCode::not_found, word + ".unknown",
                {fmt::format("活动“{}”没有编号为 {} 的{}", campaign.name.zh, id, noun.zh),
                 fmt::format("the campaign {} has no {} {}", campaign.id, noun.en, id)},
                word);
}

/// The record as it was registered: the steps that are no decisions.
struct Registered {
    std::vector<PlainStep> steps;
    AreaCode area;  ///< for its place's own score sheet
};

AreaCode village_of(const HouseholdRecord& household, const Places* known) {
    if (known == nullptr) return household.declared;
    const AreaIndex area =
        geocode({household.position ? std::optional(household.position->wgs84) : std::nullopt,
                 household.declared, household.address},
                *known)
            .area;
    return area == no_area ? household.declared : known->areas[area].code;
}

std::optional<Registered> registered(Transaction& transaction, const Campaign& campaign,
                                     const DecisionRecord& decision, const Places* known) {
    const std::string& id = decision.household;
    if (decision.subject == Subject::household) {
        const auto household = transaction.household(id);
        if (!household) return std::nullopt;
        return Registered{{{household->registered_on, 0}}, village_of(*household, known)};
    }
    if (decision.subject == Subject::base) {
        Registered base;
        for (const BaseRecord& level : transaction.levels_of_base(id)) {
            if (const auto status = campaign.status(level.level))
                base.steps.push_back({level.recognised_on, *status});
            base.area = level.declared;
        }
        return base.steps.empty() ? std::nullopt : std::optional(std::move(base));
    }
    const auto file = transaction.case_record(id);
    if (!file || file->campaign != decision.campaign) return std::nullopt;
    return Registered{{{file->opened_on, 0}}, file->area};
}

/// The inspection points that a decision rests on, oldest first.
Result<std::vector<InspectionFact>> evidence_of(Transaction& transaction, const DecisionRecord& decision) {
    std::vector<InspectionFact> evidence;
    for (const std::string& id : decision.inspections) {
        auto found = transaction.inspection(id);
        if (!found)
            return fail(
                ErrorCode::invalid_input, "evidence.unknown",
                {fmt::format("没有核查点 {}", id), fmt::format("there is no inspection point {}", id)},
                "inspections");
        auto& point = std::get<InspectionFact>(found->fact);
        const bool its_own = decision.subject != Subject::household || point.record.household.empty() ||
                             point.record.household == decision.household;
        if (!its_own)
            return fail(ErrorCode::invalid_input, "evidence.other",
                        {fmt::format("核查点 {} 是另一户的", id),
                         fmt::format("the inspection point {} is of another household", id)},
                        "inspections");
        evidence.push_back(std::move(point));
    }
    std::ranges::stable_sort(evidence, {}, [](const InspectionFact& f) { return f.record.observed_at; });
    return evidence;
}

struct SheetOfDecision {
    std::string key;
    bool passed = false;
};

/// By which sheet it is made, and whether its evidence passed by it: of several scored points the newest
/// counts.
SheetOfDecision sheet_of(const Campaign& campaign, const DecisionRecord& decision,
                         const std::vector<InspectionFact>& evidence, const AreaCode& area,
                         const Places* known) {
    const AreaTree* areas = known == nullptr ? nullptr : &known->areas;
    for (auto point = evidence.rbegin(); point != evidence.rend(); ++point)
        if (const auto verdict = judged(*point, areas))
            return {verdict->sheet->key(), verdict->result.passed};
    const auto line = areas == nullptr ? std::vector<AreaCode>() : line_above(*areas, area);
    const ScoreSheet* sheet = sheet_in_force(campaign.score_sheets, decision.decided_on, line);
    return {sheet == nullptr ? std::string() : sheet->key(), false};
}

CountedRecord record_of(Subject subject) {
    switch (subject) {
        case Subject::household:
            return CountedRecord::courtyards;
        case Subject::base:
            return CountedRecord::bases;
        case Subject::dispute:
            return CountedRecord::cases;
        case Subject::relief:
            return CountedRecord::relief;
    }
    return CountedRecord::courtyards;
}

}  // namespace

std::optional<Subject> subject_of(CountedRecord record) {
    for (const auto subject : {Subject::household, Subject::base, Subject::dispute, Subject::relief})
        if (record_of(subject) == record) return subject;
    return std::nullopt;
}

Result<CampaignStatus> campaign_status(const std::string& campaign, const std::string& status,
                                       std::string_view field, Subject about) {
    const Campaign* known = find_campaign(campaign);
    if (known == nullptr || known->record != record_of(about)) {
        Campaign kind;
        kind.record = record_of(about);
        const Text noun = record_noun(kind);
        return fail(ErrorCode::invalid_input, "campaign.unknown",
                    {fmt::format("没有以{}为对象的活动“{}”", noun.zh, campaign),
                     fmt::format("there is no campaign of {}s called \"{}\"", noun.en, campaign)},
                    "campaign");
    }
    const auto found = known->status(status);
    if (!found)
        return fail(ErrorCode::invalid_input, "status.unknown",
                    {fmt::format("活动没有“{}”这一状态", status),
                     fmt::format("the campaign has no status \"{}\"", status)},
                    std::string(field));
    return CampaignStatus{known, *found};
}

Result<Stored> store_decision(Transaction& transaction, const DecisionRecord& decision,
                              const WriteContext& by, const Places* known) {
    const auto step = campaign_status(decision.campaign, decision.to, "to", decision.subject);
    if (!step) return tl::unexpected(step.error());
    if (const auto held = transaction.decision(decision.id)) {
        if (!same(*held, decision)) return other_content(decision.id);
        transaction.confirm(decision, by);
        return Stored::known;
    }
    const Campaign& campaign = *step->campaign;
    auto record = registered(transaction, campaign, decision, known);
    if (!record) return unknown_subject(decision.subject, decision.household, campaign);
    // Dates that came as columns of a household file are a summary, not steps: the machine is not asked.
    if (decision.imported) {
        transaction.append(decision, by);
        return Stored::fresh;
    }
    const auto evidence = evidence_of(transaction, decision);
    if (!evidence) return tl::unexpected(evidence.error());
    SheetOfDecision sheet = sheet_of(campaign, decision, *evidence, record->area, known);
    for (const DecisionRecord& other : transaction.decisions_of(decision.household, decision.campaign))
        if (const auto status = campaign.status(other.to))
            record->steps.push_back({other.decided_on, *status});
    const AskedStep asked{step->status, decision.decided_on, !decision.reason.empty(), evidence->size(),
                          sheet.passed};
    if (auto legal = check_step(campaign, record->steps, asked, today()); !legal)
        return tl::unexpected(legal.error());
    DecisionRecord under = decision;
    under.score_sheet = std::move(sheet.key);
    transaction.append(under, by);
    return Stored::fresh;
}

}  // namespace courtyard

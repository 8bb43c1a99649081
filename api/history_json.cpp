// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/history_json.h"

#include <algorithm>
#include <variant>

#include "campaign/timeline.h"
#include "data/store/score_ground.h"

namespace courtyard {
namespace {

/// The newest version of a record stands for all of them, on the fact that brought the first.
template <class Record, class DayOf>
void add_registration(std::vector<HistoryStep>& steps, std::span<const RecordedFact> history, DayOf day_of) {
    const RecordedFact* first = nullptr;
    const Record* newest = nullptr;
    for (const RecordedFact& fact : history)
        if (const auto* version = std::get_if<Record>(&fact.fact)) {
            if (first == nullptr) first = &fact;
            newest = version;
        }
    if (newest != nullptr) steps.push_back({day_of(*newest), 0, first, std::nullopt});
}

void add_levels(std::vector<HistoryStep>& steps, const Campaign& campaign,
                std::span<const RecordedFact> history) {
    for (const RecordedFact& fact : history) {
        const auto* base = std::get_if<BaseRecord>(&fact.fact);
        const auto status = base == nullptr ? std::nullopt : campaign.status(base->level);
        if (!status) continue;
        // A corrected day of a level replaces it, and one that was withdrawn was never right.
        const auto held = std::ranges::find(steps, *status, &HistoryStep::status);
        if (base->withdrawn) {
            if (held != steps.end()) steps.erase(held);
        } else if (held == steps.end()) {
            steps.push_back({base->recognised_on, *status, &fact, std::nullopt});
        } else {
            held->on = base->recognised_on;
        }
    }
}

std::optional<StepPlace> place_of(const DecisionRecord& decision, std::span<const RecordedFact> history) {
    if (decision.position || !decision.area.empty())
        return StepPlace{decision.area,
                         decision.position ? std::optional(decision.position->wgs84) : std::nullopt,
                         "decision"};
    std::optional<StepPlace> place;
    for (const RecordedFact& fact : history) {
        const auto* point = std::get_if<InspectionFact>(&fact.fact);
        if (point == nullptr) continue;
        if (std::ranges::find(decision.inspections, point->record.id) == decision.inspections.end()) continue;
        place = StepPlace{point->finding.area, point->record.position.wgs84, "inspection"};
    }
    return place;
}

std::string_view kind_of_step(const HistoryStep& step) {
    const auto* decision = std::get_if<DecisionRecord>(&step.fact->fact);
    if (decision != nullptr) return decision->imported ? "imported" : "decision";
    return std::holds_alternative<BaseRecord>(step.fact->fact) ? "recognised" : "registered";
}

void write_place(Json& json, const std::optional<StepPlace>& place) {
    json.key("where");
    if (!place) {
        json.null();
        return;
    }
    json.object().key("area");
    if (place->area.empty())
        json.null();
    else
        json.value(place->area);
    if (place->position) json.member("lon", place->position->lon).member("lat", place->position->lat);
    json.member("said_by", place->said_by).end();
}

std::string_view word_of(Demand need) {
    switch (need) {
        case Demand::reason:
            return "reason";
        case Demand::inspection:
            return "inspection";
        case Demand::score:
            return "score";
    }
    return "";
}

/// `"legal"`: what may follow the last step, and what each demands.
void write_legal_steps(Json& json, const Campaign& campaign, std::span<const HistoryStep> steps) {
    json.key("legal").array();
    if (!steps.empty())
        for (const std::uint8_t next : campaign.statuses[steps.back().status].next) {
            const Status& status = campaign.statuses[next];
            json.object().member("to", status.id).member("name", status.name).key("needs").array();
            for (const Demand need : status.needs) json.value(word_of(need));
            json.end_array().end();
        }
    json.end_array();
}

}  // namespace

std::vector<HistoryStep> steps_in(const Campaign& campaign, std::span<const RecordedFact> history) {
    std::vector<HistoryStep> steps;
    if (campaign.record == CountedRecord::courtyards)
        add_registration<HouseholdRecord>(steps, history, [](const auto& r) { return r.registered_on; });
    else if (campaign.record == CountedRecord::bases)
        add_levels(steps, campaign, history);
    else
        add_registration<CaseRecord>(steps, history, [](const auto& r) { return r.opened_on; });
    for (const RecordedFact& fact : history) {
        const auto* decision = std::get_if<DecisionRecord>(&fact.fact);
        if (decision == nullptr || decision->campaign != campaign.id) continue;
        if (const auto status = campaign.status(decision->to))
            steps.push_back({decision->decided_on, *status, &fact, place_of(*decision, history)});
    }
    std::ranges::stable_sort(steps, {}, &HistoryStep::on);
    return steps;
}

void write_steps(Json& json, const Campaign& campaign, std::span<const HistoryStep> steps) {
    std::vector<PlainStep> plain;
    for (const HistoryStep& step : steps) plain.push_back({step.on, step.status});
    const auto timeline = timeline_of(campaign, plain);
    json.key("steps").array();
    for (std::size_t i = 0; i < steps.size(); ++i) {
        const HistoryStep& step = steps[i];
        const Status& status = campaign.statuses[step.status];
        json.object()
            .member("kind", kind_of_step(step))
            .member("to", status.id)
            .member("name", status.name)
            .member("on", step.on)
            .member("holds", campaign.statuses[timeline[i].status].id)
            .member("counts", timeline[i].counts)
            .member("by", step.fact->account)
            .member("recorded_at", to_string(step.fact->recorded_at))
            .member("revision", step.fact->seq)
            .member("batch", step.fact->batch);
        if (const auto* decision = std::get_if<DecisionRecord>(&step.fact->fact)) {
            json.member("id", decision->id).member("reason", decision->reason).key("inspections").array();
            for (const std::string& id : decision->inspections) json.value(id);
            json.end_array().member("score_sheet", decision->score_sheet.empty()
                                                       ? std::nullopt
                                                       : std::optional(decision->score_sheet));
            write_place(json, step.place);
        }
        json.end();
    }
    json.end_array().key("counted").array();
    for (const CountedInterval& interval : counted_intervals(timeline))
        json.object()
            .member("from", interval.from)
            .member("until", interval.until == never ? std::nullopt : std::optional(interval.until))
            .end();
    json.end_array();
    write_legal_steps(json, campaign, steps);
}

void write_score(Json& json, const InspectionFact& inspection, const AreaTree& areas) {
    const auto verdict = judged(inspection, &areas);
    if (!verdict) return;
    json.key("score")
        .object()
        .member("sheet", verdict->sheet->key())
        .member("total", verdict->result.total)
        .member("maximum", verdict->sheet->maximum())
        .member("pass_mark", verdict->sheet->pass_mark)
        .member("passed", verdict->result.passed)
        .key("vetoes")
        .array();
    for (const std::string& veto : verdict->result.vetoes) json.value(veto);
    json.end_array().end();
}

}  // namespace courtyard

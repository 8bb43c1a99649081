// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "atlas/picture.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <limits>
#include <utility>

namespace courtyard {
namespace {

/// So many records are taken out at a time while everything is drawn anyway.
constexpr std::size_t many_at_once = 50'000;

std::size_t number_of(PointKind kind) { return static_cast<std::size_t>(kind); }

/// A step of a household that a decision made or an inspection point proposes.
void put_into(RecordState& household, PlainStep step, bool decided) {
    if (decided) household.steps.push_back(step);
    (decided ? household.decisions : household.proposals).push_back(step.on);
}

/// The first day of a base's levels; `never` when all were withdrawn.
Day first_recognition(const RecordState& base) {
    Day first = never;
    for (const PlainStep& step : std::span(base.steps).first(base.steps.size() - base.decisions.size()))
        first = std::min(first, step.on);
    return first;
}

}  // namespace

Atlas::Picture::Picture() : Picture(PictureMemory()) {}

Atlas::Picture::Picture(Editions known) : Picture(PictureMemory()) { known_ = std::move(known); }

Atlas::Picture::Picture(PictureMemory memory)
    : memory_(std::move(memory)),
      touched_(point_kinds.size()),
      touched_targets_(memory_.targets),
      draw_everything_(memory_.revision > 0),
      placed_(point_kinds.size()),
      published_targets_(std::make_shared<TargetBook>()),
      published_cases_(std::make_shared<CaseBook>(memory_.cases)),
      published_figures_(std::make_shared<FigureBook>()) {
    for (const PointKind kind : point_kinds)
        layers_.push_back({layer_of(kind), std::make_shared<TileRevisions>()});
    for (const TargetRecord& target : memory_.targets) targets_.add(target);
    for (const FigureRecord& figure : std::exchange(memory_.figures, {})) take_figure(figure);
    if (!draw_everything_) redraw_editions();
}

Atlas::Picture::Picture(KeptPicture kept) : Picture(std::move(kept.memory)) {
    if (!draw_everything_) return;
    draw_everything_ = false;
    ++editions_made_;
    editions_ = std::move(kept.editions);
    layers_ = std::move(kept.layers);
    placed_ = std::move(kept.placed);
    // They stand in the books that were kept.
    touched_figures_.clear();
    published_figures_ = std::make_shared<const FigureBook>(figures_);
    for (const CaseFile* file : memory_.cases.all())
        if (const Campaign* campaign = find_campaign(file->record.campaign))
            booked_cases_[file->record.id] = book_case(*campaign, *file);
}

RecordState& Atlas::Picture::record(PointKind kind, const std::string& id, std::int64_t line) {
    if (RecordState* there = known(kind, id)) return *there;
    if (!into_) tell_imports(kind, id);
    RecordState& fresh = into_ ? into_->records[{kind, id}].state : touched_[number_of(kind)][id];
    fresh.kind = kind;
    fresh.id = id;
    fresh.fid = static_cast<std::uint64_t>(line);
    return fresh;
}

RecordState* Atlas::Picture::known(PointKind kind, const std::string& id) {
    if (into_) {
        const RecordKey key{kind, id};
        if (const auto staged = into_->records.find(key); staged != into_->records.end())
            return &staged->second.state;
        auto now = state_of(kind, id);
        if (!now) return nullptr;
        const auto aside = into_->records.try_emplace(key, std::move(*now), published(kind, id)).first;
        return &aside->second.state;
    }
    Touched& touched = touched_[number_of(kind)];
    if (const auto found = touched.find(id); found != touched.end()) return &found->second;
    const RecordShelf& shelf = memory_.shelves[number_of(kind)];
    const auto number = shelf.number_of(id);
    if (touched.size() >= many_at_once && draws_everything()) shelve(kind);
    if (!number) return nullptr;
    tell_imports(kind, id);
    return &touched.emplace(id, shelf.at(*number)).first->second;
}

std::optional<RecordState> Atlas::Picture::state_of(PointKind kind, const std::string& id) const {
    const Touched& touched = touched_[number_of(kind)];
    if (const auto found = touched.find(id); found != touched.end()) return found->second;
    const RecordShelf& shelf = memory_.shelves[number_of(kind)];
    if (const auto number = shelf.number_of(id)) return shelf.at(*number);
    return std::nullopt;
}

Published Atlas::Picture::published(PointKind kind, const std::string& id) const {
    const RecordShelf& shelf = memory_.shelves[number_of(kind)];
    const auto number = shelf.number_of(id);
    if (!number) return {};
    std::vector<AreaIndex> areas = areas_at(kind, *number);
    // Put away to be drawn with everything else.
    if (areas.empty()) return {};
    if (campaign_of(kind) == nullptr) return {std::move(areas), std::nullopt};
    const RecordState record = shelf.at(*number);
    if (!stands(record)) return {std::move(areas), std::nullopt};
    return {std::move(areas), ledger_entry(record)};
}

void Atlas::Picture::tell_imports(PointKind kind, const std::string& id) {
    for (auto& [import, touched] : touched_beside_) {
        const auto [entry, fresh] = touched.try_emplace({kind, id});
        if (fresh) entry->second = published(kind, id);
    }
}

void Atlas::Picture::shelve(PointKind kind) {
    Touched& touched = touched_[number_of(kind)];
    // To clear an empty map of many buckets takes as long as to clear a full one.
    if (touched.empty()) return;
    for (const auto& [id, state] : touched) memory_.shelves[number_of(kind)].put(state);
    touched.clear();
}

bool Atlas::Picture::note(const std::string& household, LateStep step) {
    if (!many_ || into_ || !draws_everything()) return false;
    shelve(PointKind::courtyards);
    const auto number = memory_.shelves[number_of(PointKind::courtyards)].number_of(household);
    if (!number) return false;
    step.number = *number;
    late_.push_back(step);
    return true;
}

void Atlas::Picture::end_many() {
    many_ = false;
    if (late_.empty()) return;
    shelve(PointKind::courtyards);
    RecordShelf& shelf = memory_.shelves[number_of(PointKind::courtyards)];
    // By household, each one's in the order of the facts: a chain from the first to the last.
    constexpr auto none = std::numeric_limits<std::uint32_t>::max();
    std::vector<std::uint32_t> first(shelf.size(), none);
    std::vector<std::uint32_t> next(late_.size(), none);
    for (auto i = static_cast<std::uint32_t>(late_.size()); i-- > 0;)
        next[i] = std::exchange(first[late_[i].number], i);
    shelf.change_many([&](RecordShelf::Number number) { return first[number] != none; },
                      [&](RecordShelf::Number number, RecordState& household) {
                          for (auto i = first[number]; i != none; i = next[i])
                              put_into(household, late_[i].step, late_[i].decided);
                      });
    late_ = {};
}

void Atlas::Picture::take(const RecordedFact& recorded) {
    struct Take {
        Picture& picture;
        Revision seq;
        std::int64_t line;
        void operator()(const AreaFact& fact) const { picture.take_area(fact, seq); }
        void operator()(const HouseholdRecord& r) const { picture.take_household(r, line); }
        void operator()(const BaseRecord& r) const { picture.take_base(r, line); }
        void operator()(const HelpPointRecord& r) const { picture.take_help_point(r, line); }
        void operator()(const TargetRecord& r) const {
            picture.targets_.add(r);
            picture.memory_.targets.push_back(r);
            picture.touched_targets_.push_back(r);
        }
        void operator()(const FigureRecord& r) const { picture.take_figure(r); }
        void operator()(const DecisionRecord& r) const { picture.take_decision(r); }
        void operator()(const CaseRecord& r) const { picture.take_case(r); }
        void operator()(const InspectionFact& fact) const { picture.take_inspection(fact, line); }
    };
    std::visit(Take{*this, recorded.seq, recorded.line}, recorded.fact);
}

void Atlas::Picture::take_area(const AreaFact& fact, Revision seq) {
    memory_.areas[fact.edition][fact.area.code] = fact.area;
    memory_.areas_changed_at[fact.edition] = seq;
    touched_editions_.insert(fact.edition);
}

void Atlas::Picture::take_figure(const FigureRecord& figure) {
    memory_.figures.push_back(figure);
    // Defined no more: kept, and counted nowhere.
    const Campaign* campaign = find_campaign(figure.campaign);
    const Indicator* indicator = campaign ? campaign->find_indicator(figure.indicator) : nullptr;
    if (indicator == nullptr || !indicator->is_reported()) return;
    touched_figures_.try_emplace(
        {figure.campaign, figure.indicator, figure.area},
        ledger_entry(*indicator, figures_.of(figure.campaign, figure.indicator, figure.area)));
    figures_.add(figure);
}

void Atlas::Picture::take_household(const HouseholdRecord& household, std::int64_t line) {
    RecordState& state = record(PointKind::courtyards, household.id, line);
    state.claim = {household.position ? std::optional(household.position->wgs84) : std::nullopt,
                   household.declared, household.position ? std::string() : household.address};
    // Registering is the first step of the machine; a corrected day replaces it.
    if (state.registered_on == never)
        state.steps.insert(state.steps.begin(), {household.registered_on, 0});
    else
        state.steps.front().on = household.registered_on;
    state.registered_on = household.registered_on;
}

void Atlas::Picture::take_base(const BaseRecord& base, std::int64_t line) {
    const auto level = campaign_of(PointKind::bases)->status(base.level);
    if (!level) return;
    RecordState& state = record(PointKind::bases, base.id, line);
    // What was recognised stands before what was decided about it.
    const auto decided = std::ssize(state.decisions);
    const auto same_level = std::find_if(state.steps.begin(), state.steps.end() - decided,
                                         [&](const PlainStep& step) { return step.status == *level; });
    const std::array weights{base.women_employed, base.women_trained};
    if (base.withdrawn) {
        if (same_level == state.steps.end() - decided) return;
        const auto set = state.weights.begin() + (same_level - state.steps.begin()) * std::ssize(weights);
        state.weights.erase(set, set + std::ssize(weights));
        state.steps.erase(same_level);
        state.registered_on = first_recognition(state);
        return;
    }
    state.name = base.name;
    state.claim = {base.position ? std::optional(base.position->wgs84) : std::nullopt, base.declared};
    if (same_level == state.steps.end() - decided) {
        state.steps.insert(same_level, {base.recognised_on, *level});
        state.weights.insert(state.weights.end(), weights.begin(), weights.end());
    } else {
        same_level->on = base.recognised_on;
        std::ranges::copy(weights,
                          state.weights.begin() + (same_level - state.steps.begin()) * std::ssize(weights));
    }
    state.registered_on = first_recognition(state);
}

void Atlas::Picture::take_help_point(const HelpPointRecord& point, std::int64_t line) {
    RecordState& state = record(PointKind::help_points, point.id, line);
    if (point.withdrawn) {
        state.steps.clear();
        state.registered_on = never;
        return;
    }
    state.name = point.name;
    state.claim = {point.position ? std::optional(point.position->wgs84) : std::nullopt, point.declared};
    state.steps = {{point.opened_on, help_point_status(point.kind)}};
    if (point.closed_on) state.steps.push_back({*point.closed_on, help_point_closed});
    state.registered_on = point.opened_on;
}

void Atlas::Picture::take_decision(const DecisionRecord& decision) {
    const Campaign* said = find_campaign(decision.campaign);
    const auto status = said == nullptr ? std::nullopt : said->status(decision.to);
    if (!status) return;
    if (is_case(decision.subject)) {
        const CaseFile* held = memory_.cases.find(decision.household);
        if (held == nullptr || held->record.campaign != decision.campaign) return;
        CaseFile file = *held;
        file.decided.push_back({decision.decided_on, *status});
        touched_cases_.insert(file.record.id);
        memory_.cases.put(std::move(file));
        return;
    }
    const PointKind kind = decision.subject == Subject::base ? PointKind::bases : PointKind::courtyards;
    if (said != campaign_of(kind)) return;
    const PlainStep step{decision.decided_on, *status};
    if (kind == PointKind::courtyards && note(decision.household, {0, step, true})) return;
    if (RecordState* record = known(kind, decision.household)) put_into(*record, step, true);
}

void Atlas::Picture::take_case(const CaseRecord& record) {
    const CaseFile* held = memory_.cases.find(record.id);
    CaseFile file = held == nullptr ? CaseFile{} : *held;
    file.record = record;
    touched_cases_.insert(record.id);
    memory_.cases.put(std::move(file));
}

void Atlas::Picture::take_inspection(const InspectionFact& inspection, std::int64_t line) {
    const InspectionRecord& r = inspection.record;
    const auto outcome = campaign_of(PointKind::courtyards)->status(r.outcome);
    RecordState& state = record(PointKind::inspections, r.id, line);
    state.claim = {r.position.wgs84, r.declared};
    state.steps = {{r.observed_at.day(), outcome.value_or(0)}};
    if (r.household.empty() || note(r.household, {0, state.steps.front(), false})) return;
    if (RecordState* household = known(PointKind::courtyards, r.household))
        put_into(*household, state.steps.front(), false);
}

}  // namespace courtyard

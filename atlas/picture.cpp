// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "atlas/picture.h"

#include <algorithm>

namespace courtyard {
namespace {

/// Beyond this many changed records an event names no areas: read all anew.
constexpr std::size_t many = 1'000;

std::size_t number_of(PointKind kind) { return static_cast<std::size_t>(kind); }

}  // namespace

Atlas::Picture::Picture() : touched_(point_kinds.size()), published_targets_(std::make_shared<TargetBook>()) {
    for (const PointKind kind : point_kinds)
        layers_.push_back({PointLayer(std::string(to_string(kind)), layer_statuses(kind)),
                           std::make_shared<TileRevisions>()});
    redraw_editions();
}

RecordState& Atlas::Picture::record(PointKind kind, const std::string& id, std::int64_t line) {
    if (RecordState* there = known(kind, id)) return *there;
    RecordBook& book = into_ ? into_->records : records_;
    RecordState& fresh = book[{kind, id}];
    fresh.kind = kind;
    fresh.id = id;
    fresh.fid = static_cast<std::uint64_t>(line);
    touch(kind, id, nullptr);
    return fresh;
}

RecordState* Atlas::Picture::known(PointKind kind, const std::string& id) {
    const RecordKey key{kind, id};
    if (into_)
        if (const auto staged = into_->records.find(key); staged != into_->records.end())
            return &staged->second;
    const auto found = records_.find(key);
    if (found == records_.end()) return nullptr;
    if (into_) return &into_->records.emplace(key, found->second).first->second;
    touch(kind, id, &found->second);
    return &found->second;
}

void Atlas::Picture::touch(PointKind kind, const std::string& id, const RecordState* before) {
    if (into_) return;
    touched_[number_of(kind)].insert(id);
    for (auto& [import, touched] : touched_beside_)
        touched.try_emplace({kind, id}, before ? StagedImport::Published{before->areas, before->booked}
                                               : StagedImport::Published{});
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
            picture.touched_targets_.push_back(r);
        }
        void operator()(const DecisionRecord& r) const { picture.take_decision(r); }
        void operator()(const InspectionFact& fact) const { picture.take_inspection(fact, line); }
    };
    std::visit(Take{*this, recorded.seq, recorded.line}, recorded.fact);
}

void Atlas::Picture::take_area(const AreaFact& fact, Revision seq) {
    areas_[fact.edition][fact.area.code] = fact.area;
    areas_changed_at_[fact.edition] = seq;
    touched_editions_.insert(fact.edition);
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
    state.name = base.name;
    state.claim = {base.position ? std::optional(base.position->wgs84) : std::nullopt, base.declared};
    const auto same_level = std::ranges::find(state.steps, *level, &PlainStep::status);
    if (same_level == state.steps.end())
        state.steps.push_back({base.recognised_on, *level});
    else
        same_level->on = base.recognised_on;
    state.registered_on = std::ranges::min(state.steps, {}, &PlainStep::on).on;
}

void Atlas::Picture::take_help_point(const HelpPointRecord& point, std::int64_t line) {
    RecordState& state = record(PointKind::help_points, point.id, line);
    state.name = point.name;
    state.claim = {point.position ? std::optional(point.position->wgs84) : std::nullopt, point.declared};
    state.steps = {{point.opened_on, help_point_status(point.kind)}};
    if (point.closed_on) state.steps.push_back({*point.closed_on, help_point_closed});
    state.registered_on = point.opened_on;
}

void Atlas::Picture::take_decision(const DecisionRecord& decision) {
    const Campaign* campaign = campaign_of(PointKind::courtyards);
    if (decision.campaign != campaign->id) return;
    RecordState* household = known(PointKind::courtyards, decision.household);
    if (household == nullptr) return;
    household->steps.push_back({decision.decided_on, *campaign->status(decision.to)});
    household->decisions.push_back(decision.decided_on);
}

void Atlas::Picture::take_inspection(const InspectionFact& inspection, std::int64_t line) {
    const InspectionRecord& r = inspection.record;
    const auto outcome = campaign_of(PointKind::courtyards)->status(r.outcome);
    RecordState& state = record(PointKind::inspections, r.id, line);
    state.claim = {r.position.wgs84, r.declared};
    state.steps = {{r.observed_at.day(), outcome.value_or(0)}};
    if (RecordState* household = known(PointKind::courtyards, r.household))
        household->proposals.push_back(r.observed_at.day());
}

void Atlas::Picture::redraw_editions() {
    ++editions_made_;
    editions_.clear();
    for (const auto& [valid_from, areas] : areas_) {
        auto tree = AreaTree::of_edition(areas);
        auto edition = std::make_shared<EditionPicture>();
        edition->valid_from = valid_from;
        edition->changed_at = areas_changed_at_[valid_from];
        edition->areas = std::make_shared<const AreaTree>(std::move(tree.value()));
        edition->villages = std::make_shared<const VillageIndex>(*edition->areas);
        edition->names = std::make_shared<const Gazetteer>(Gazetteer::of(*edition->areas).value());
        edition->layer = std::make_shared<const AreaLayer>(*edition->areas);
        editions_.push_back(std::move(edition));
    }
    if (editions_.empty()) {
        auto nothing = std::make_shared<EditionPicture>();
        nothing->areas = std::make_shared<const AreaTree>();
        nothing->villages = std::make_shared<const VillageIndex>(*nothing->areas);
        nothing->names = std::make_shared<const Gazetteer>();
        nothing->layer = std::make_shared<const AreaLayer>();
        editions_.push_back(std::move(nothing));
    }
    for (auto& edition : editions_)
        edition->ledgers.assign(catalogue().size(), Ledger(edition->areas->size()));
}

void Atlas::Picture::redraw_layer(PointKind kind, bool from_scratch, Revision revision, Change& change) {
    const Campaign* campaign = campaign_of(kind);
    auto& touched = touched_[number_of(kind)];
    if (touched.empty() && !from_scratch) return;

    Bookings bookings(editions_.size());
    LayerPicture& layer = layers_[number_of(kind)];
    std::vector<MapPoint> drawn;
    std::vector<std::uint64_t> vanished;
    auto revisions = std::make_shared<TileRevisions>(*layer.revisions);
    std::set<AreaIndex> areas;
    const auto redraw = [&](RecordState& state) {
        if (!from_scratch && campaign) unbook(state.areas, state.booked, bookings);
        if (!from_scratch && !state.areas.empty()) areas.insert(state.areas.back());
        // What moved or vanished changes the tile it was drawn in, too.
        const auto before = from_scratch ? std::nullopt : layer.points.find(state.fid);
        if (before) revisions->touch(before->position, revision);
        auto point = place(state, editions_);
        if (campaign) book(state, bookings);
        areas.insert(state.areas.back());
        if (!point && before) vanished.push_back(state.fid);
        if (!point) return;
        change.bounds.add(point->position);
        revisions->touch(point->position, revision);
        drawn.push_back(std::move(*point));
    };
    if (from_scratch) {
        for (auto at = records_.lower_bound({kind, {}}); at != records_.end() && at->first.first == kind;
             ++at)
            redraw(at->second);
    } else {
        for (const std::string& id : touched) redraw(records_.at({kind, id}));
    }

    layer.points = from_scratch ? layer.points.rebuilt_with(std::move(drawn))
                                : layer.points.changed(std::move(drawn), vanished);
    layer.revisions = std::move(revisions);
    if (campaign) {
        const auto number = static_cast<std::size_t>(campaign - catalogue().data());
        for (std::size_t i = 0; i < editions_.size(); ++i)
            editions_[i]->ledgers[number] = editions_[i]->ledgers[number].changed(bookings[i]);
        change.campaigns.push_back(campaign->id);
    }
    change.layers.emplace_back(to_string(kind));
    if (touched.size() > many) change.everything = true;
    const AreaTree& tree = *editions_.back()->areas;
    for (const AreaIndex area : areas)
        if (area != no_area)
            for (const AreaIndex above : tree.path(area)) change.areas.push_back(tree[above].code);
    touched.clear();
}

void Atlas::Picture::redraw_all(Revision revision, Change& change) {
    const bool from_scratch = !touched_editions_.empty();
    if (from_scratch) {
        redraw_editions();
        change.everything = true;
        change.layers.emplace_back("areas");
        touched_editions_.clear();
    } else {
        // Editions are shared with the snapshots in use: what will be booked goes into copies.
        for (auto& edition : editions_) edition = std::make_shared<EditionPicture>(*edition);
    }
    for (const PointKind kind : point_kinds) redraw_layer(kind, from_scratch, revision, change);
}

std::shared_ptr<const Snapshot> Atlas::Picture::publish(Revision revision, Change& change) {
    change.revision = revision;
    redraw_all(revision, change);
    if (!touched_targets_.empty()) {
        published_targets_ = std::make_shared<const TargetBook>(targets_);
        for (const TargetRecord& target : touched_targets_) {
            change.campaigns.push_back(target.campaign);
            change.areas.push_back(target.area);
        }
        touched_targets_.clear();
    }
    for (auto* list : {&change.campaigns, &change.layers}) {
        std::ranges::sort(*list);
        list->erase(std::unique(list->begin(), list->end()), list->end());
    }
    std::ranges::sort(change.areas);
    change.areas.erase(std::unique(change.areas.begin(), change.areas.end()), change.areas.end());
    if (change.areas.size() > many) change.everything = true;

    auto snapshot = std::make_shared<Snapshot>();
    snapshot->revision = revision;
    snapshot->editions.assign(editions_.begin(), editions_.end());
    snapshot->targets = published_targets_;
    snapshot->layers = layers_;
    return snapshot;
}

}  // namespace courtyard

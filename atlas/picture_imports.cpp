// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
// The half of Picture that takes imports aside and reveals them.
#include <algorithm>
#include <utility>

#include "atlas/picture.h"

namespace courtyard {
namespace {

/// The records that a fact changes.
std::vector<RecordKey> keys_of(const Fact& fact) {
    struct Keys {
        std::vector<RecordKey> operator()(const HouseholdRecord& r) const {
            return {{PointKind::courtyards, r.id}};
        }
        std::vector<RecordKey> operator()(const BaseRecord& r) const { return {{PointKind::bases, r.id}}; }
        std::vector<RecordKey> operator()(const HelpPointRecord& r) const {
            return {{PointKind::help_points, r.id}};
        }
        std::vector<RecordKey> operator()(const DecisionRecord& r) const {
            if (is_case(r.subject)) return {};
            return {{r.subject == Subject::base ? PointKind::bases : PointKind::courtyards, r.household}};
        }
        // Cases are in no layer and few: they are taken when they are revealed, like targets.
        std::vector<RecordKey> operator()(const CaseRecord&) const { return {}; }
        std::vector<RecordKey> operator()(const InspectionFact& fact) const {
            return {{PointKind::inspections, fact.record.id}, {PointKind::courtyards, fact.record.household}};
        }
        std::vector<RecordKey> operator()(const AreaFact&) const { return {}; }
        std::vector<RecordKey> operator()(const TargetRecord&) const { return {}; }
        std::vector<RecordKey> operator()(const FigureRecord&) const { return {}; }
    };
    return std::visit(Keys{}, fact);
}

}  // namespace

void Atlas::Picture::stage(StagedId import, RecordedFact fact) {
    // An import's first fact lies on its first line: one that began before this picture is not taken by half.
    if (fact.line == import) {
        staged_[import] = std::make_unique<StagedImport>();
        auto& touched = touched_beside_[import];
        touched.clear();
        staged_[import]->editions_made = editions_made_;
        // What came before it in the same commit is not drawn yet.
        for (const PointKind kind : point_kinds)
            for (const auto& [id, state] : touched_[static_cast<std::size_t>(kind)])
                touched.try_emplace({kind, id});
    }
    const auto found = staged_.find(import);
    if (found == staged_.end() || !found->second) return;
    if (found->second->drawn) found->second->draw_again();
    // Areas, targets and figures are few or change what others are drawn by: they are taken when revealed.
    if (!keys_of(fact.fact).empty()) {
        into_ = found->second.get();
        take(fact);
        into_ = nullptr;
    }
    found->second->facts.push_back(std::move(fact));
}

std::unique_ptr<StagedImport> Atlas::Picture::lend(StagedId import) {
    const auto found = staged_.find(import);
    if (found == staged_.end() || !found->second || found->second->records.empty()) return nullptr;
    StagedImport& staged = *found->second;
    if (staged.drawn) staged.draw_again();
    std::set<RecordKey> both;
    for (const auto& [key, before] : std::exchange(touched_beside_[import], {}))
        if (staged.records.contains(key)) both.insert(key);
    for (auto& [key, state] : combined(both, staged))
        staged.records[key] = {std::move(state), published(key.first, key.second)};
    if (staged.editions_made != editions_made_)
        for (auto& [key, record] : staged.records) record.published = published(key.first, key.second);
    staged.editions_made = editions_made_;
    staged.editions.assign(editions_.begin(), editions_.end());
    staged.layers = layers_;
    return std::move(found->second);
}

void Atlas::Picture::take_back(StagedId import, std::unique_ptr<StagedImport> staged) {
    if (const auto found = staged_.find(import); found != staged_.end()) found->second = std::move(staged);
}

void Atlas::Picture::forget(StagedId import) {
    staged_.erase(import);
    touched_beside_.erase(import);
}

bool Atlas::Picture::holds(StagedId import) const {
    const auto found = staged_.find(import);
    return found != staged_.end() && found->second;
}

std::map<RecordKey, RecordState> Atlas::Picture::combined(const std::set<RecordKey>& keys,
                                                          const StagedImport& staged) const {
    if (keys.empty()) return {};
    Picture bench;
    for (const auto& [kind, id] : keys)
        if (auto now = state_of(kind, id))
            bench.touched_[static_cast<std::size_t>(kind)].emplace(id, std::move(*now));
    for (const RecordedFact& fact : staged.facts)
        for (const RecordKey& key : keys_of(fact.fact))
            if (keys.contains(key)) {
                bench.take(fact);
                break;
            }
    std::map<RecordKey, RecordState> together;
    for (const auto& [kind, id] : keys)
        if (auto state = bench.state_of(kind, id)) together.emplace(RecordKey{kind, id}, std::move(*state));
    return together;
}

std::unique_ptr<StagedImport> Atlas::Picture::reveal(StagedId import, Revision revision, Change& change) {
    auto staged = std::move(staged_.at(import));
    staged->touched = std::exchange(touched_beside_[import], {});
    forget(import);
    const bool has_areas = std::ranges::any_of(
        staged->facts, [](const RecordedFact& f) { return std::holds_alternative<AreaFact>(f.fact); });
    // `touched` is complete only when what came before in this commit is drawn.
    redraw_all(revision, change);
    if (!staged->drawn || staged->editions_made != editions_made_ || has_areas) {
        for (const RecordedFact& fact : staged->facts) take(fact);
        return staged;
    }
    for (const PointKind kind : point_kinds)
        if (staged->drawings.contains(kind)) adopt(kind, *staged, revision, change);
    for (const RecordedFact& fact : staged->facts)
        if (keys_of(fact.fact).empty()) take(fact);
    for (const auto& [key, record] : staged->records) {
        tell_imports(key.first, key.second);
        put(record.state, record.published.areas);
    }
    change.everything = true;
    return staged;
}

/// The layer as it was drawn ahead, with what others changed since.
void Atlas::Picture::adopt(PointKind kind, StagedImport& staged, Revision revision, Change& change) {
    StagedImport::Drawing& drawing = staged.drawings.at(kind);
    const Campaign* campaign = campaign_of(kind);
    Bookings bookings(editions_.size());
    std::vector<MapPoint> drawn;
    std::vector<std::uint64_t> vanished;
    const auto draw_again = [&](const RecordState& record) {
        Published now = book(record, areas_of(record, editions_), bookings);
        if (auto point = drawn_in(record, editions_, now.areas))
            drawn.push_back(std::move(*point));
        else
            vanished.push_back(record.fid);
        return now;
    };
    std::set<RecordKey> both;
    for (const auto& [key, before] : staged.touched)
        if (key.first == kind && staged.records.contains(key)) both.insert(key);
    auto together = combined(both, staged);
    for (const auto& [key, before] : staged.touched) {
        if (key.first != kind) continue;
        const auto ahead = staged.records.find(key);
        if (ahead == staged.records.end()) {
            unbook(before, bookings);
            draw_again(*state_of(kind, key.second));
        } else {
            StagedImport::Record& record = ahead->second;
            unbook(record.published, bookings);
            record.state = std::move(together.at(key));
            record.published = draw_again(record.state);
        }
    }
    LayerPicture& layer = layers_[static_cast<std::size_t>(kind)];
    layer.points = drawing.points.changed(std::move(drawn), vanished);
    auto revisions = std::make_shared<TileRevisions>(*layer.revisions);
    for (const std::uint64_t tile : drawing.tiles) revisions->by_tile[tile] = revision;
    revisions->newest = std::max(revisions->newest, revision);
    layer.revisions = std::move(revisions);
    if (campaign) {
        const auto number = static_cast<std::size_t>(campaign - catalogue().data());
        for (std::size_t i = 0; i < editions_.size(); ++i)
            editions_[i]->ledgers[number] = drawing.ledgers[i].changed(bookings[i]);
        change.campaigns.push_back(campaign->id);
    }
    change.layers.emplace_back(to_string(kind));
    change.bounds.add(drawing.bounds);
}

}  // namespace courtyard

// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
// The half of Picture that draws what was taken in.
#include <algorithm>
#include <future>
#include <iterator>
#include <utility>

#include "atlas/edition_drawing.h"
#include "atlas/picture.h"

namespace courtyard {
namespace {

/// Beyond this many changed records an event names no areas: read all anew.
constexpr std::size_t many = 1'000;
/// So many records are worth a second thread.
constexpr std::size_t many_at_once = 50'000;
/// So many are booked at a time when everything is: what waits to be booked takes memory.
constexpr std::size_t booked_at_once = 200'000;

std::size_t number_of(PointKind kind) { return static_cast<std::size_t>(kind); }

}  // namespace

void Atlas::Picture::redraw_editions() {
    ++editions_made_;
    Editions drawn = std::exchange(known_, {});
    drawn.insert(drawn.end(), editions_.begin(), editions_.end());
    editions_ = drawn_editions(memory_.areas, memory_.areas_changed_at, drawn);
}

std::span<AreaIndex> Atlas::Picture::areas_at(PointKind kind, RecordShelf::Number number) {
    auto& placed = placed_[number_of(kind)];
    placed.grow(std::size_t{number} + 1, no_area);
    return placed.open(number);
}

std::vector<AreaIndex> Atlas::Picture::areas_at(PointKind kind, RecordShelf::Number number) const {
    const auto& placed = placed_[number_of(kind)];
    if (placed.size() <= number) return {};
    const auto areas = placed[number];
    return {areas.begin(), areas.end()};
}

void Atlas::Picture::put(const RecordState& record, std::span<const AreaIndex> areas) {
    const auto number = memory_.shelves[number_of(record.kind)].put(record);
    std::ranges::copy(areas, areas_at(record.kind, number).begin());
}

void Atlas::Picture::post(const Campaign& campaign, const Bookings& bookings) {
    const auto number = static_cast<std::size_t>(&campaign - catalogue().data());
    for (std::size_t i = 0; i < editions_.size(); ++i)
        editions_[i]->ledgers[number] = editions_[i]->ledgers[number].changed(bookings[i]);
}

std::vector<MapPoint> Atlas::Picture::draw_stretch(PointKind kind, RecordShelf::Number begin,
                                                   RecordShelf::Number end, std::mutex& books) {
    const Campaign* campaign = campaign_of(kind);
    const RecordShelf& shelf = memory_.shelves[number_of(kind)];
    const AreaTree& newest = *editions_.back()->areas;
    std::vector<MapPoint> points;
    points.reserve(end - begin);
    // One change for each area, by edition: an allocation for each record would take longer than its booking.
    std::size_t booked = 0;
    Bookings bookings(editions_.size());
    const auto clear = [&] {
        booked = 0;
        for (std::size_t i = 0; i < editions_.size(); ++i) {
            bookings[i].assign(editions_[i]->areas->size(), {});
            for (AreaIndex area = 0; area < bookings[i].size(); ++area) bookings[i][area].area = area;
        }
    };
    const auto post_these = [&] {
        const std::lock_guard lock(books);
        post(*campaign, bookings);
    };
    clear();
    RecordState state;
    for (RecordShelf::Number number = begin; number < end; ++number) {
        shelf.take_out(number, state);
        // There is room for all of them: no thread moves what another writes.
        const auto areas = areas_at(kind, number);
        for (std::size_t i = 0; i < areas.size(); ++i)
            areas[i] = geocode(state.claim, editions_[i]->places()).area;
        auto statuses = statuses_of(state);
        if (campaign != nullptr && stands(state)) {
            const LedgerEntry entry = ledger_entry(state, statuses);
            for (std::size_t i = 0; i < areas.size(); ++i)
                if (areas[i] != no_area) bookings[i][areas[i]].added.push_back(entry);
            if (++booked == booked_at_once) {
                post_these();
                clear();
            }
        }
        const AreaCode area = areas.back() == no_area ? AreaCode{} : newest[areas.back()].code;
        if (auto point = map_point(state, area, std::move(statuses))) points.push_back(std::move(*point));
    }
    if (campaign != nullptr) post_these();
    return points;
}

void Atlas::Picture::draw_layer(PointKind kind, Revision revision, Change& change) {
    shelve(kind);
    const auto all = static_cast<RecordShelf::Number>(memory_.shelves[number_of(kind)].size());
    placed_[number_of(kind)].assign(all, editions_.size(), no_area);
    std::mutex books;
    std::vector<MapPoint> points;
    if (all < many_at_once) {
        points = draw_stretch(kind, 0, all, books);
    } else {
        auto second = std::async(std::launch::async, [&] { return draw_stretch(kind, all / 2, all, books); });
        points = draw_stretch(kind, 0, all / 2, books);
        auto more = second.get();
        points.reserve(points.size() + more.size());
        std::ranges::move(more, std::back_inserter(points));
    }
    LayerPicture& layer = layers_[number_of(kind)];
    // What is not there any more has changed as well: every tile that showed something is touched.
    auto revisions = std::make_shared<TileRevisions>(*layer.revisions);
    for (auto& [tile, changed] : revisions->by_tile) changed = revision;
    for (const MapPoint& point : points) {
        revisions->touch(point.position, revision);
        change.bounds.add(point.position);
    }
    layer.points = layer.points.rebuilt_with(std::move(points));
    layer.revisions = std::move(revisions);
    change.layers.emplace_back(to_string(kind));
    if (const Campaign* campaign = campaign_of(kind)) change.campaigns.push_back(campaign->id);
}

std::size_t Atlas::Picture::edition_in_force() const {
    const auto later = std::ranges::upper_bound(editions_, today(), {},
                                                [](const auto& edition) { return edition->valid_from; });
    return static_cast<std::size_t>(std::max<std::ptrdiff_t>(later - editions_.begin() - 1, 0));
}

void Atlas::Picture::redraw_layer(PointKind kind, Revision revision, Change& change) {
    Touched& touched = touched_[number_of(kind)];
    if (touched.empty()) return;
    const Campaign* campaign = campaign_of(kind);
    Bookings bookings(editions_.size());
    LayerPicture& layer = layers_[number_of(kind)];
    std::vector<MapPoint> points;
    std::vector<std::uint64_t> vanished;
    auto revisions = std::make_shared<TileRevisions>(*layer.revisions);
    std::set<AreaIndex> areas;
    const std::size_t in_force = edition_in_force();
    for (const auto& [id, state] : touched) {
        const Published before = published(kind, id);
        unbook(before, bookings);
        if (!before.areas.empty()) areas.insert(before.areas[in_force]);
        // What moved or vanished changes the tile it was drawn in, too.
        const auto shown = layer.points.find(state.fid);
        if (shown) revisions->touch(shown->position, revision);
        const Published now = book(state, areas_of(state, editions_), bookings);
        areas.insert(now.areas[in_force]);
        auto point = drawn_in(state, editions_, now.areas);
        put(state, now.areas);
        if (!point && shown) vanished.push_back(state.fid);
        if (!point) continue;
        change.bounds.add(point->position);
        revisions->touch(point->position, revision);
        points.push_back(std::move(*point));
    }
    layer.points = layer.points.changed(std::move(points), vanished);
    layer.revisions = std::move(revisions);
    if (campaign) {
        post(*campaign, bookings);
        change.campaigns.push_back(campaign->id);
    }
    change.layers.emplace_back(to_string(kind));
    if (touched.size() > many) change.everything = true;
    const AreaTree& tree = *editions_[in_force]->areas;
    for (const AreaIndex area : areas)
        if (area != no_area)
            for (const AreaIndex above : tree.path(area)) change.areas.push_back(tree[above].code);
    touched.clear();
}

namespace {

/// Where figures of a code count in an edition: there, else in the nearest area above it that the edition
/// knows, by the editions that know the code, else by what its own first characters are the code of.
AreaIndex nearest_known(const std::vector<std::shared_ptr<EditionPicture>>& editions, const AreaTree& areas,
                        AreaCode code) {
    if (const AreaIndex there = areas.find(code); there != no_area) return there;
    for (auto edition = editions.rbegin(); edition != editions.rend(); ++edition) {
        const AreaTree& other = *(*edition)->areas;
        const AreaIndex known = other.find(code);
        if (known == no_area) continue;
        const auto path = other.path(known);
        for (auto above = path.rbegin(); above != path.rend(); ++above)
            if (const AreaIndex there = areas.find(other[*above].code); there != no_area) return there;
    }
    for (std::string_view rest = code.view(); rest.size() > 1; rest.remove_suffix(1))
        if (const auto prefix = AreaCode::parse(rest))
            if (const AreaIndex there = areas.find(*prefix); there != no_area) return there;
    return no_area;
}

}  // namespace

void Atlas::Picture::book_figures(Change& change) {
    std::map<const Campaign*, Bookings> by_campaign;
    for (auto& [key, before] : touched_figures_) {
        const auto& [campaign_id, indicator_id, area] = key;
        const Campaign& campaign = *find_campaign(campaign_id);
        const Indicator& indicator = *campaign.find_indicator(indicator_id);
        const LedgerEntry now = ledger_entry(indicator, figures_.of(campaign_id, indicator_id, area));
        auto& bookings = by_campaign.try_emplace(&campaign, editions_.size()).first->second;
        for (std::size_t i = 0; i < editions_.size(); ++i) {
            const AreaIndex place = nearest_known(editions_, *editions_[i]->areas, area);
            if (place != no_area) bookings[i].push_back({place, {before}, {now}});
        }
        // Where a figure about children or health came from is not told.
        const AreaTree& areas = *editions_[edition_in_force()]->areas;
        const AreaIndex shown = nearest_known(editions_, areas, area);
        if (!indicator.is_protected && shown != no_area)
            for (const AreaIndex above : areas.path(shown)) change.areas.push_back(areas[above].code);
    }
    for (const auto& [campaign, bookings] : by_campaign) {
        post(*campaign, bookings);
        change.campaigns.push_back(campaign->id);
    }
    if (!touched_figures_.empty()) published_figures_ = std::make_shared<const FigureBook>(figures_);
    touched_figures_.clear();
}

void Atlas::Picture::redraw_all(Revision revision, Change& change) {
    if (draws_everything()) {
        redraw_editions();
        change.everything = true;
        change.layers.emplace_back("areas");
        touched_editions_.clear();
        draw_everything_ = false;
        booked_cases_.clear();
        for (const CaseFile* file : memory_.cases.all()) touched_cases_.insert(file->record.id);
        for (const PointKind kind : point_kinds) draw_layer(kind, revision, change);
        // New books are empty: everything is booked, and nothing taken out.
        for (const Campaign& campaign : catalogue())
            for (const Indicator& indicator : campaign.indicators)
                if (indicator.is_reported())
                    for (const AreaCode area : figures_.areas_of(campaign.id, indicator.id))
                        touched_figures_[{campaign.id, indicator.id, area}] = {};
    } else {
        // Editions are shared with the snapshots in use: what will be booked goes into copies.
        for (auto& edition : editions_) edition = std::make_shared<EditionPicture>(*edition);
        for (const PointKind kind : point_kinds) redraw_layer(kind, revision, change);
    }
    book_figures(change);
    redraw_cases(change);
}

Published Atlas::Picture::book_case(const Campaign& campaign, const CaseFile& file) const {
    Published booked{{}, case_entry(campaign, file)};
    for (const auto& edition : editions_) booked.areas.push_back(edition->area_of(file.record.area));
    return booked;
}

void Atlas::Picture::redraw_cases(Change& change) {
    if (touched_cases_.empty()) return;
    std::map<const Campaign*, Bookings> by_campaign;
    for (const std::string& id : touched_cases_) {
        const CaseFile& file = *memory_.cases.find(id);
        const Campaign* campaign = find_campaign(file.record.campaign);
        if (campaign == nullptr) continue;
        Bookings& bookings = by_campaign.try_emplace(campaign, editions_.size()).first->second;
        Published& booked = booked_cases_[id];
        unbook(booked, bookings);
        booked = book_case(*campaign, file);
        for (std::size_t i = 0; i < editions_.size(); ++i)
            bookings[i].push_back({booked.areas[i], {}, {*booked.booked}});
    }
    for (const auto& [campaign, bookings] : by_campaign) {
        post(*campaign, bookings);
        // Which areas they lie in is told to nobody who only listens.
        change.campaigns.push_back(campaign->id);
    }
    touched_cases_.clear();
    published_cases_ = std::make_shared<const CaseBook>(memory_.cases);
}

std::shared_ptr<Snapshot> Atlas::Picture::publish(Revision revision, Change& change) {
    change.revision = revision;
    redraw_all(revision, change);
    memory_.revision = revision;
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
    snapshot->figures = published_figures_;
    snapshot->layers = layers_;
    snapshot->cases = published_cases_;
    for (const PointKind kind : point_kinds)
        snapshot->records.push_back(
            {memory_.shelves[number_of(kind)].roll(), placed_[number_of(kind)].shared()});
    return snapshot;
}

}  // namespace courtyard

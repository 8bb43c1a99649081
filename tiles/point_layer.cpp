// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "tiles/point_layer.h"

#include <algorithm>
#include <cassert>
#include <numeric>
#include <ranges>

#include "tiles/point_chunk.h"

namespace courtyard {
namespace {

/// A point on its way into a layer, with its place in the order.
struct PlacedPoint {
    std::uint64_t key = 0;
    GridPoint place;
    std::uint64_t fid = 0;
    const MapPoint* point = nullptr;

    auto order() const { return std::pair(key, fid); }
};

/// One place in the layer's order and what shall be there: a point, or nothing (a null point).
using Edit = PlacedPoint;

/// Every fid once, the last of each, by fid.
std::vector<PlacedPoint> last_of_each(std::span<const MapPoint> points) {
    std::vector<PlacedPoint> all;
    all.reserve(points.size());
    for (const MapPoint& point : points) {
        const GridPoint place = to_grid(point.position);
        all.push_back({morton(place), place, point.fid, &point});
    }
    std::ranges::sort(all, [](const PlacedPoint& a, const PlacedPoint& b) {
        return a.fid != b.fid ? a.fid < b.fid : a.point > b.point;
    });
    const auto surplus = std::ranges::unique(all, {}, &PlacedPoint::fid);
    all.erase(surplus.begin(), surplus.end());
    return all;
}

/// A change of the layer as edits of its two orders.
struct Edits {
    std::vector<Edit> places;  ///< in the layer's order
    std::vector<FidIndex::Edit> fids;
};

Edits edits_of(const FidIndex& fids, std::span<const MapPoint> added_or_replaced,
               std::span<const std::uint64_t> removed) {
    Edits edits;
    for (const PlacedPoint& fresh : last_of_each(added_or_replaced)) {
        if (const auto old_key = fids.find(fresh.fid); old_key && *old_key != fresh.key) {
            edits.places.push_back({*old_key, {}, fresh.fid, nullptr});
        }
        edits.fids.push_back({fresh.fid, fresh.key});
        edits.places.push_back(fresh);
    }
    const std::size_t added = edits.fids.size();
    std::vector<std::uint64_t> gone(removed.begin(), removed.end());
    std::ranges::sort(gone);
    gone.erase(std::ranges::unique(gone).begin(), gone.end());
    for (const std::uint64_t fid : gone) {
        const auto key = fids.find(fid);
        const auto kept = std::span(edits.fids).first(added);
        if (key && !std::ranges::binary_search(kept, fid, {}, &FidIndex::Edit::fid)) {
            edits.places.push_back({*key, {}, fid, nullptr});
            edits.fids.push_back({fid, std::nullopt});
        }
    }
    std::ranges::sort(edits.places, {}, &Edit::order);
    return edits;
}

/// Points that follow each other in the layer: a piece of a chunk, or one new point.
struct Run {
    const PointColumns* columns = nullptr;
    std::size_t begin = 0;
    std::size_t end = 0;
    const PlacedPoint* fresh = nullptr;

    std::size_t size() const { return fresh != nullptr ? 1 : end - begin; }
};

std::size_t size_of(std::span<const Run> runs) {
    std::size_t size = 0;
    for (const Run& run : runs) {
        size += run.size();
    }
    return size;
}

/// Cuts runs into `pieces` chunks of one size and appends them.
void append_chunks(PointLayer::Chunks& chunks, std::span<const Run> runs, std::size_t pieces,
                   std::size_t statuses) {
    const std::size_t size = size_of(runs);
    auto run = runs.begin();
    std::size_t taken = 0;  // of the run
    for (std::size_t piece = 0; piece < pieces; ++piece) {
        std::size_t missing = size * (piece + 1) / pieces - size * piece / pieces;
        ColumnsWriter writer(missing);
        while (missing > 0) {
            const std::size_t more = std::min(missing, run->size() - taken);
            if (run->fresh != nullptr) {
                writer.add(*run->fresh->point, run->fresh->place);
            } else {
                writer.add(*run->columns, run->begin + taken, run->begin + taken + more);
            }
            missing -= more;
            taken += more;
            if (taken == run->size()) {
                ++run;
                taken = 0;
            }
        }
        chunks.push_back(std::make_shared<const PointChunk>(writer.done(), statuses));
    }
}

std::size_t usual_pieces(std::size_t points) {
    return (points + PointChunk::usual_size - 1) / PointChunk::usual_size;
}

/// A chunk's points (none when null) with the edits that fall to it. Both are in order and so is the result.
std::vector<Run> merged(const PointChunk* chunk, std::span<const Edit> edits) {
    std::vector<Run> runs;
    std::size_t at = 0;
    const std::size_t size = chunk == nullptr ? 0 : chunk->size();
    const auto order = [&](std::size_t i) { return std::pair(chunk->key(i), chunk->columns().fids[i]); };
    for (const Edit& edit : edits) {
        std::size_t until = at;
        if (chunk != nullptr) {
            const auto range = std::views::iota(at, size);
            until = at + static_cast<std::size_t>(std::ranges::lower_bound(range, edit.order(), {}, order) -
                                                  range.begin());
        }
        if (until > at) {
            runs.push_back({&chunk->columns(), at, until, nullptr});
        }
        at = until < size && order(until) == edit.order() ? until + 1 : until;
        if (edit.point != nullptr) {
            runs.push_back({nullptr, 0, 0, &edit});
        }
    }
    if (at < size) {
        runs.push_back({&chunk->columns(), at, size, nullptr});
    }
    return runs;
}

/// Appends the chunks that a changed chunk becomes; what is left of a nearly emptied one joins its neighbour.
void append_changed(PointLayer::Chunks& chunks, std::vector<Run> runs, std::size_t statuses) {
    std::size_t size = size_of(runs);
    if (size == 0) {
        return;
    }
    constexpr std::size_t small = PointChunk::usual_size / 4;
    std::shared_ptr<const PointChunk> joined;
    if (size < small && !chunks.empty() && chunks.back()->size() + size <= PointChunk::usual_size) {
        joined = std::move(chunks.back());
        chunks.pop_back();
        runs.insert(runs.begin(), {&joined->columns(), 0, joined->size(), nullptr});
        size += joined->size();
    }
    append_chunks(chunks, runs, size <= 2 * PointChunk::usual_size ? 1 : usual_pieces(size), statuses);
}

}  // namespace

MapPoint PointView::copy() const {
    MapPoint point{fid, std::string(id), std::string(name), position, area, {}};
    point.timeline.reserve(timeline.size());
    for (std::size_t i = 0; i < timeline.size(); ++i) {
        point.timeline.push_back(timeline[i]);
    }
    return point;
}

PointLayer::PointLayer(std::string name, std::vector<std::string> statuses)
    : name_(std::move(name)), statuses_(std::move(statuses)) {
    assert(std::ranges::none_of(statuses_, [](const auto& s) { return s == "count" || s == "completed"; }));
}

PointLayer PointLayer::rebuilt_with(std::vector<MapPoint> points) const {
    std::vector<PlacedPoint> all = last_of_each(points);
    std::vector<FidIndex::Entry> entries;
    entries.reserve(all.size());
    for (const PlacedPoint& placed : all) {
        entries.push_back({placed.fid, placed.key});
    }
    std::ranges::sort(all, {}, &PlacedPoint::order);
    PointLayer next(name_, statuses_);
    const std::size_t pieces = usual_pieces(all.size());
    for (std::size_t piece = 0; piece < pieces; ++piece) {
        const std::size_t begin = all.size() * piece / pieces;
        const std::size_t end = all.size() * (piece + 1) / pieces;
        ColumnsWriter writer(end - begin);
        for (const PlacedPoint& placed : std::span(all).subspan(begin, end - begin)) {
            writer.add(*placed.point, placed.place);
        }
        next.chunks_.push_back(std::make_shared<const PointChunk>(writer.done(), statuses_.size()));
    }
    next.fids_ = FidIndex::of(std::move(entries));
    return next;
}

PointLayer PointLayer::changed(std::vector<MapPoint> added_or_replaced,
                               std::span<const std::uint64_t> removed) const {
    const Edits edits = edits_of(fids_, added_or_replaced, removed);

    PointLayer next(name_, statuses_);
    next.chunks_.reserve(chunks_.size() + 1);
    next.fids_ = fids_.changed(edits.fids);
    const auto edits_end = edits.places.end();
    auto edit = edits.places.begin();
    for (std::size_t i = 0; i < chunks_.size(); ++i) {
        // A chunk owns every place up to where the next one begins; the first one also what lies before it.
        auto owned_end = edits_end;
        if (i + 1 < chunks_.size()) {
            const PointChunk& following = *chunks_[i + 1];
            owned_end = std::lower_bound(edit, edits_end,
                                         std::pair(following.first_key(), following.columns().fids.front()),
                                         [](const Edit& e, const auto& order) { return e.order() < order; });
        }
        if (edit == owned_end) {
            next.chunks_.push_back(chunks_[i]);
        } else {
            append_changed(next.chunks_, merged(chunks_[i].get(), {edit, owned_end}), statuses_.size());
        }
        edit = owned_end;
    }
    append_changed(next.chunks_, merged(nullptr, {edit, edits_end}), statuses_.size());
    return next;
}

Bounds PointLayer::bounds() const {
    Bounds bounds;
    for (const auto& chunk : chunks_) {
        bounds.add(chunk->bounds());
    }
    return bounds;
}

std::optional<PointView> PointLayer::find(std::uint64_t fid) const {
    const auto key = fids_.find(fid);
    if (!key) {
        return std::nullopt;
    }
    // Points of one place may fill the end of one chunk and the beginning of the next.
    const auto first =
        std::ranges::lower_bound(chunks_, *key, {}, [](const auto& c) { return c->last_key(); });
    for (auto chunk = first; chunk != chunks_.end() && (*chunk)->first_key() <= *key; ++chunk) {
        const auto [begin, end] = (*chunk)->slice({*key, *key});
        const auto fids = std::span((*chunk)->columns().fids).subspan(begin, end - begin);
        const auto found = std::ranges::lower_bound(fids, fid);
        if (found != fids.end() && *found == fid) {
            return at({static_cast<std::uint32_t>(chunk - chunks_.begin()),
                       static_cast<std::uint32_t>(begin + static_cast<std::size_t>(found - fids.begin()))});
        }
    }
    return std::nullopt;
}

std::optional<PointView> PointLayer::find_id(std::string_view id) const {
    for (std::uint32_t number = 0; number < chunks_.size(); ++number)
        if (const auto found = chunks_[number]->find(id))
            return at({number, static_cast<std::uint32_t>(*found)});
    return std::nullopt;
}

PointView PointLayer::at(PointRef ref) const { return chunks_[ref.chunk]->view(ref); }

std::span<const std::shared_ptr<const PointChunk>> PointLayer::chunks_of(Tile tile) const {
    const MortonRange keys = morton_range(tile);
    const auto begin =
        std::ranges::lower_bound(chunks_, keys.first, {}, [](const auto& c) { return c->last_key(); });
    const auto end = std::ranges::upper_bound(begin, chunks_.end(), keys.last, {},
                                              [](const auto& c) { return c->first_key(); });
    return {begin, end};
}

PointCounts PointLayer::counts_in(Tile cell, Day day) const {
    const MortonRange keys = morton_range(cell);
    std::vector<std::uint32_t> sums(statuses_.size() + 1, 0);
    for (const auto& chunk : chunks_of(cell)) {
        const auto [begin, end] = chunk->slice(keys);
        chunk->add_counts(sums, begin, end, day);
    }
    PointCounts counts;
    counts.completed = sums.front();
    counts.per_status.assign(sums.begin() + 1, sums.end());
    counts.count = std::accumulate(sums.begin() + 1, sums.end(), 0U);
    return counts;
}

void PointLayer::scan(const Bounds& bounds, bool (*visit)(void*, const PointView&), void* target) const {
    for (std::uint32_t number = 0; number < chunks_.size(); ++number) {
        const PointChunk& chunk = *chunks_[number];
        if (!bounds.empty() && !bounds.intersects(chunk.bounds())) {
            continue;
        }
        for (std::uint32_t i = 0; i < chunk.size(); ++i) {
            if ((bounds.empty() || bounds.contains(chunk.columns().positions[i])) &&
                !visit(target, chunk.view({number, i}))) {
                return;
            }
        }
    }
}

}  // namespace courtyard

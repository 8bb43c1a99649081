// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "tiles/point_layer.h"

#include <algorithm>
#include <cassert>
#include <tuple>

#include "tiles/point_chunk.h"

namespace courtyard {
namespace {

/// One place in the layer's order and what shall be there: a point, or nothing.
struct Edit {
    std::uint64_t fid = 0;
    PlacedPoint placed;  ///< a null point removes

    auto order() const { return std::pair(placed.key, fid); }
};

std::pair<std::uint64_t, std::uint64_t> order_of(const PlacedPoint& placed) {
    return {placed.key, placed.point->fid};
}

/// Every fid once, the last of each, by fid.
std::vector<PlacedPoint> last_of_each(std::vector<MapPoint> points) {
    std::vector<PlacedPoint> all;
    all.reserve(points.size());
    for (MapPoint& point : points) {
        all.push_back(placed(std::make_shared<const MapPoint>(std::move(point))));
    }
    const auto fid_of = [](const PlacedPoint& placed_point) { return placed_point.point->fid; };
    std::ranges::stable_sort(all, {}, fid_of);
    std::ranges::reverse(all);
    const auto surplus = std::ranges::unique(all, {}, fid_of);
    all.erase(surplus.begin(), surplus.end());
    std::ranges::reverse(all);
    return all;
}

/// A change of the layer as edits of its two orders.
struct Edits {
    std::vector<Edit> places;  ///< in the layer's order
    std::vector<FidIndex::Edit> fids;
};

Edits edits_of(const FidIndex& fids, std::vector<MapPoint> added_or_replaced,
               std::span<const std::uint64_t> removed) {
    Edits edits;
    for (PlacedPoint& fresh : last_of_each(std::move(added_or_replaced))) {
        const std::uint64_t fid = fresh.point->fid;
        if (const auto old_key = fids.find(fid); old_key && *old_key != fresh.key) {
            edits.places.push_back({fid, {*old_key, {}, nullptr}});
        }
        edits.fids.push_back({fid, fresh.key});
        edits.places.push_back({fid, std::move(fresh)});
    }
    const std::size_t added = edits.fids.size();
    std::vector<std::uint64_t> gone(removed.begin(), removed.end());
    std::ranges::sort(gone);
    gone.erase(std::ranges::unique(gone).begin(), gone.end());
    for (const std::uint64_t fid : gone) {
        const auto key = fids.find(fid);
        const auto kept = std::span(edits.fids).first(added);
        if (key && !std::ranges::binary_search(kept, fid, {}, &FidIndex::Edit::fid)) {
            edits.places.push_back({fid, {*key, {}, nullptr}});
            edits.fids.push_back({fid, std::nullopt});
        }
    }
    std::ranges::sort(edits.places, {}, &Edit::order);
    return edits;
}

/// Cuts points in order into chunks of about the usual size and appends them.
void append_chunks(PointLayer::Chunks& chunks, std::span<const PlacedPoint> points, std::size_t statuses) {
    const std::size_t pieces = (points.size() + PointChunk::usual_size - 1) / PointChunk::usual_size;
    for (std::size_t piece = 0; piece < pieces; ++piece) {
        const std::size_t begin = points.size() * piece / pieces;
        const std::size_t end = points.size() * (piece + 1) / pieces;
        chunks.push_back(std::make_shared<const PointChunk>(points.subspan(begin, end - begin), statuses));
    }
}

/// A chunk's points with the edits that fall to it. Both are in order and so is the result.
std::vector<PlacedPoint> merged(const PointChunk* chunk, std::span<const Edit> edits) {
    std::vector<PlacedPoint> result;
    const std::size_t size = chunk == nullptr ? 0 : chunk->size();
    result.reserve(size + edits.size());
    auto edit = edits.begin();
    const auto take_edit = [&] {
        if (edit->placed.point) {
            result.push_back(edit->placed);
        }
        ++edit;
    };
    for (std::size_t i = 0; i < size; ++i) {
        PlacedPoint old = chunk->placed_point(i);
        while (edit != edits.end() && edit->order() < order_of(old)) {
            take_edit();
        }
        if (edit != edits.end() && edit->order() == order_of(old)) {
            take_edit();
        } else {
            result.push_back(std::move(old));
        }
    }
    while (edit != edits.end()) {
        take_edit();
    }
    return result;
}

/// Appends the chunks that a changed chunk becomes; what is left of a nearly emptied one joins its neighbour.
void append_changed(PointLayer::Chunks& chunks, std::vector<PlacedPoint> points, std::size_t statuses) {
    if (points.empty()) {
        return;
    }
    constexpr std::size_t small = PointChunk::usual_size / 4;
    if (points.size() < small && !chunks.empty() &&
        chunks.back()->size() + points.size() <= PointChunk::usual_size) {
        std::vector<PlacedPoint> joined = merged(chunks.back().get(), {});
        std::ranges::move(points, std::back_inserter(joined));
        points = std::move(joined);
        chunks.pop_back();
    }
    if (points.size() <= 2 * PointChunk::usual_size) {
        chunks.push_back(std::make_shared<const PointChunk>(points, statuses));
    } else {
        append_chunks(chunks, points, statuses);
    }
}

}  // namespace

std::optional<StatusOn> status_on(std::span<const TimedStatus> timeline, Day day) {
    StatusOn now;
    bool exists = false;
    for (std::size_t i = 0; i < timeline.size() && timeline[i].from <= day; ++i) {
        const TimedStatus& entry = timeline[i];
        // Of several steps on one day the last is the day's; an interval of no days never counted.
        if (i + 1 < timeline.size() && timeline[i + 1].from == entry.from) {
            continue;
        }
        if (entry.completed && !now.completed) {
            now.completed_on = entry.from;
            now.revoked_on.reset();
        } else if (!entry.completed && now.completed) {
            now.revoked_on = entry.from;
        }
        now.status = entry.status;
        now.completed = entry.completed;
        exists = true;
    }
    return exists ? std::optional(now) : std::nullopt;
}

PointLayer::PointLayer(std::string name, std::vector<std::string> statuses)
    : name_(std::move(name)), statuses_(std::move(statuses)) {
    assert(std::ranges::none_of(statuses_, [](const auto& s) { return s == "count" || s == "completed"; }));
}

PointLayer PointLayer::rebuilt_with(std::vector<MapPoint> points) const {
    std::vector<PlacedPoint> all = last_of_each(std::move(points));
    std::vector<FidIndex::Entry> entries;
    entries.reserve(all.size());
    for (const PlacedPoint& placed_point : all) {
        entries.push_back({placed_point.point->fid, placed_point.key});
    }
    std::ranges::sort(all, {}, order_of);
    PointLayer next(name_, statuses_);
    append_chunks(next.chunks_, all, statuses_.size());
    next.fids_ = FidIndex::of(std::move(entries));
    return next;
}

PointLayer PointLayer::changed(std::vector<MapPoint> added_or_replaced,
                               std::span<const std::uint64_t> removed) const {
    const Edits edits = edits_of(fids_, std::move(added_or_replaced), removed);

    PointLayer next(name_, statuses_);
    next.chunks_.reserve(chunks_.size() + 1);
    next.fids_ = fids_.changed(edits.fids);
    const auto edits_end = edits.places.end();
    auto edit = edits.places.begin();
    for (std::size_t i = 0; i < chunks_.size(); ++i) {
        // A chunk owns every place up to where the next one begins; the first one also what lies before it.
        const auto owned_end =
            i + 1 == chunks_.size()
                ? edits_end
                : std::lower_bound(edit, edits_end, order_of(chunks_[i + 1]->placed_point(0)),
                                   [](const Edit& e, const auto& order) { return e.order() < order; });
        if (edit == owned_end) {
            next.chunks_.push_back(chunks_[i]);
        } else {
            append_changed(next.chunks_, merged(chunks_[i].get(), {edit, owned_end}), statuses_.size());
        }
        edit = owned_end;
    }
    append_chunks(next.chunks_, merged(nullptr, {edit, edits_end}), statuses_.size());
    return next;
}

Bounds PointLayer::bounds() const {
    Bounds bounds;
    for (const auto& chunk : chunks_) {
        bounds.add(chunk->bounds());
    }
    return bounds;
}

const MapPoint* PointLayer::find(std::uint64_t fid) const {
    const auto key = fids_.find(fid);
    if (!key) {
        return nullptr;
    }
    // Points of one place may fill the end of one chunk and the beginning of the next.
    for (auto chunk =
             std::ranges::lower_bound(chunks_, *key, {}, [](const auto& c) { return c->last_key(); });
         chunk != chunks_.end() && (*chunk)->first_key() <= *key; ++chunk) {
        if (const MapPoint* point = (*chunk)->find(*key, fid)) {
            return point;
        }
    }
    return nullptr;
}

std::span<const std::shared_ptr<const PointChunk>> PointLayer::chunks_of(Tile tile) const {
    const MortonRange keys = morton_range(tile);
    const auto begin =
        std::ranges::lower_bound(chunks_, keys.first, {}, [](const auto& c) { return c->last_key(); });
    const auto end = std::ranges::upper_bound(begin, chunks_.end(), keys.last, {},
                                              [](const auto& c) { return c->first_key(); });
    return {begin, end};
}

PointCounts PointLayer::counts_in(Tile cell, Day day) const {
    PointCounts sum;
    sum.per_status.assign(statuses_.size(), 0);
    const MortonRange keys = morton_range(cell);
    for (const auto& chunk : chunks_of(cell)) {
        const auto [begin, end] = chunk->slice(keys);
        const PointCounts* known = end - begin == chunk->size() ? chunk->known_counts(day) : nullptr;
        if (known != nullptr) {
            add(sum, *known);
            continue;
        }
        for (std::size_t i = begin; i < end; ++i) {
            add(sum, chunk->status_on(i, day));
        }
    }
    return sum;
}

void PointLayer::scan(const Bounds& bounds, bool (*visit)(void*, const MapPoint&), void* target) const {
    for (const auto& chunk : chunks_) {
        if (!bounds.empty() && !bounds.intersects(chunk->bounds())) {
            continue;
        }
        for (std::size_t i = 0; i < chunk->size(); ++i) {
            const MapPoint& point = chunk->point(i);
            if ((bounds.empty() || bounds.contains(point.position)) && !visit(target, point)) {
                return;
            }
        }
    }
}

}  // namespace courtyard

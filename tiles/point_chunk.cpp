// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "tiles/point_chunk.h"

#include <algorithm>
#include <cassert>
#include <limits>

namespace courtyard {

MortonRange morton_range(Tile tile) {
    if (tile.z() == 0) {
        return {0, std::numeric_limits<std::uint64_t>::max()};
    }
    const unsigned shift = 32 - tile.z();
    const std::uint64_t first = morton({tile.x() << shift, tile.y() << shift});
    return {first, first | ((std::uint64_t{1} << (2 * shift)) - 1)};
}

PlacedPoint placed(std::shared_ptr<const MapPoint> point) {
    const GridPoint place = to_grid(point->position);
    return {morton(place), place, std::move(point)};
}

PointChunk::PointChunk(std::span<const PlacedPoint> points, std::size_t statuses)
    : keys_{points.front().key, points.back().key} {
    newest_counts_.per_status.assign(statuses, 0);
    none_yet_.per_status.assign(statuses, 0);
    points_.reserve(points.size());
    places_.reserve(points.size());
    timeline_ends_.reserve(points.size());
    newest_.reserve(points.size());
    for (const PlacedPoint& placed_point : points) {
        const MapPoint& point = *placed_point.point;
        assert(!point.timeline.empty());
        assert(std::ranges::is_sorted(point.timeline, {}, &TimedStatus::from));
        points_.push_back(placed_point.point);
        places_.push_back(placed_point.place);
        timelines_.insert(timelines_.end(), point.timeline.begin(), point.timeline.end());
        timeline_ends_.push_back(static_cast<std::uint32_t>(timelines_.size()));
        const TimedStatus& newest = point.timeline.back();
        assert(newest.status < statuses);
        newest_.push_back(newest);
        first_change_ = std::min(first_change_, point.timeline.front().from);
        last_change_ = std::max(last_change_, newest.from);
        add(newest_counts_, CountedStatus{true, newest.completed, newest.status});
        bounds_.add(point.position);
    }
}

PointChunk::Slice PointChunk::slice(MortonRange keys) const {
    if (keys.contains(keys_.first) && keys.contains(keys_.last)) {
        return {0, size()};
    }
    const auto key_of = [](GridPoint place) { return morton(place); };
    const auto begin = std::ranges::lower_bound(places_, keys.first, {}, key_of);
    const auto end = std::ranges::upper_bound(begin, places_.end(), keys.last, {}, key_of);
    return {static_cast<std::size_t>(begin - places_.begin()),
            static_cast<std::size_t>(end - places_.begin())};
}

const MapPoint* PointChunk::find(std::uint64_t key, std::uint64_t fid) const {
    const Slice same_place = slice({key, key});
    for (std::size_t i = same_place.begin; i < same_place.end; ++i) {
        if (points_[i]->fid == fid) {
            return points_[i].get();
        }
    }
    return nullptr;
}

const PointCounts* PointChunk::known_counts(Day day) const {
    if (day >= last_change_) {
        return &newest_counts_;
    }
    return day < first_change_ ? &none_yet_ : nullptr;
}

CountedStatus PointChunk::status_on(std::size_t i, Day day) const {
    const TimedStatus& newest = newest_[i];
    if (newest.from <= day) {
        return {true, newest.completed, newest.status};
    }
    const std::size_t begin = i == 0 ? 0 : timeline_ends_[i - 1];
    for (std::size_t at = timeline_ends_[i]; at > begin; --at) {
        const TimedStatus& entry = timelines_[at - 1];
        if (entry.from <= day) {
            return {true, entry.completed, entry.status};
        }
    }
    return {};
}

void add(PointCounts& sum, const PointCounts& part) {
    assert(sum.per_status.size() == part.per_status.size());
    sum.count += part.count;
    sum.completed += part.completed;
    for (std::size_t status = 0; status < part.per_status.size(); ++status) {
        sum.per_status[status] += part.per_status[status];
    }
}

void add(PointCounts& sum, CountedStatus point) {
    if (!point.exists) {
        return;
    }
    ++sum.count;
    sum.completed += point.completed ? 1 : 0;
    ++sum.per_status[point.status];
}

}  // namespace courtyard

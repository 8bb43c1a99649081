// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "tiles/point_layer.h"

namespace courtyard {

/// The Morton keys of everything inside a tile, both ends included.
struct MortonRange {
    std::uint64_t first = 0;
    std::uint64_t last = 0;

    bool contains(std::uint64_t key) const { return key >= first && key <= last; }
};

MortonRange morton_range(Tile tile);

/// What a point is on a day, as columns know it: enough for counting.
struct CountedStatus {
    bool exists = false;
    bool completed = false;
    std::uint8_t status = 0;
};

/// A point and its place in the layer's order: by Morton key, then by fid.
struct PlacedPoint {
    std::uint64_t key = 0;
    GridPoint place;
    std::shared_ptr<const MapPoint> point;
};

PlacedPoint placed(std::shared_ptr<const MapPoint> point);

/// A run of a layer's points in Morton order, with columns for counting. Immutable after `of`; never empty.
class PointChunk {
  public:
    /// How many points a chunk is made with; it is cut when it has grown to twice as many.
    static constexpr std::size_t usual_size = 2048;

    /// @param points    in order, at least one
    /// @param statuses  how many statuses the layer knows
    PointChunk(std::span<const PlacedPoint> points, std::size_t statuses);

    std::size_t size() const { return points_.size(); }
    const MapPoint& point(std::size_t i) const { return *points_[i]; }
    GridPoint place(std::size_t i) const { return places_[i]; }
    PlacedPoint placed_point(std::size_t i) const { return {morton(places_[i]), places_[i], points_[i]}; }
    std::uint64_t first_key() const { return keys_.first; }
    std::uint64_t last_key() const { return keys_.last; }
    const Bounds& bounds() const { return bounds_; }

    /// The points [begin, end) whose keys lie in a range.
    struct Slice {
        std::size_t begin = 0;
        std::size_t end = 0;
    };
    Slice slice(MortonRange keys) const;
    /// The point with this key and fid, or null.
    const MapPoint* find(std::uint64_t key, std::uint64_t fid) const;

    /// The sums of the whole chunk when the day is one for which they are known without a scan.
    const PointCounts* known_counts(Day day) const;
    CountedStatus status_on(std::size_t i, Day day) const;

  private:
    std::vector<std::shared_ptr<const MapPoint>> points_;
    std::vector<GridPoint> places_;
    std::vector<std::uint32_t> timeline_ends_;  ///< into `timelines_`, one per point
    std::vector<TimedStatus> timelines_;
    std::vector<TimedStatus> newest_;  ///< each point's last entry: today's answer without its timeline
    MortonRange keys_;
    Day first_change_ = never;
    Day last_change_ = always;
    PointCounts newest_counts_;
    PointCounts none_yet_;
    Bounds bounds_;
};

/// Adds one sum to another. Precondition: same statuses.
void add(PointCounts& sum, const PointCounts& part);
void add(PointCounts& sum, CountedStatus point);

}  // namespace courtyard

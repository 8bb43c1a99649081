// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <type_traits>
#include <vector>

#include "geo/area_code.h"
#include "geo/day.h"
#include "geo/mercator.h"
#include "tiles/fid_index.h"
#include "tiles/tile.h"

namespace courtyard {

/// From which day a point has which status, and whether it counts as completed then.
struct TimedStatus {
    Day from;
    std::uint8_t status = 0;  ///< index into the layer's `statuses`
    bool completed = false;
};

/// One record as the map shows it. Immutable inside a layer.
struct MapPoint {
    std::uint64_t fid = 0;  ///< stable integer id: the feature's id in tiles
    std::string id;         ///< the record's own id
    std::string name;       ///< shown for bases and help points; empty for households
    LonLat position;
    AreaCode area;                      ///< the village it lies in; empty when in none
    std::vector<TimedStatus> timeline;  ///< by day, at least one; before the first the point does not exist
};

/// What a point is on a given day.
struct StatusOn {
    std::uint8_t status = 0;
    bool completed = false;
    /// First day of the counted interval that holds the day, else of the last before it.
    std::optional<Day> completed_on;
    /// Day that ended the last counted interval, when the day asked about lies after it.
    std::optional<Day> revoked_on;
};

/// Nothing when the point does not exist yet on that day.
std::optional<StatusOn> status_on(std::span<const TimedStatus> timeline, Day day);

/// Sums over points: how many exist, how many count as completed, how many per status.
struct PointCounts {
    std::uint32_t count = 0;
    std::uint32_t completed = 0;
    std::vector<std::uint32_t> per_status;
};

class PointChunk;

/// All points of one kind, in Morton order, in immutable chunks: a change copies the chunks it touches and
/// the chunk list, never the layer.
///
/// Copies are cheap (shared chunks). Each chunk knows its counts at the newest day, so a low-zoom cell of
/// today is a sum over chunks and their cut ends; a past day scans the timelines of the chunks concerned.
///
/// Threads   const, safe to call concurrently
class PointLayer {
  public:
    /// @param name      layer name in tiles: `courtyards`
    /// @param statuses  status ids by index, as attribute names in cells: neither `count` nor `completed`
    PointLayer(std::string name, std::vector<std::string> statuses);

    /// From scratch; any order. Points with the same fid: the last wins.
    PointLayer rebuilt_with(std::vector<MapPoint> points) const;
    /// The layer without the removed fids, then with these points added or replaced.
    ///
    /// Removing what is not there does nothing; points with the same fid: the last wins.
    /// Cost   O(chunks + points of the chunks touched)
    PointLayer changed(std::vector<MapPoint> added_or_replaced, std::span<const std::uint64_t> removed) const;

    const std::string& name() const { return name_; }
    const std::vector<std::string>& statuses() const { return statuses_; }
    std::size_t size() const { return fids_.size(); }
    Bounds bounds() const;

    /// The point with this fid, or null. Valid as long as the layer.
    const MapPoint* find(std::uint64_t fid) const;
    /// Calls `visit(const MapPoint&)` for every point of a rectangle (whole world when empty), in Morton
    /// order. `visit` returns false to stop.
    template <class Visit>
    void each_in(const Bounds& bounds, Visit&& visit) const {
        using Target = std::remove_reference_t<Visit>;
        scan(
            bounds,
            [](void* target, const MapPoint& point) -> bool {
                return (*static_cast<Target*>(target))(point);
            },
            const_cast<void*>(static_cast<const void*>(std::addressof(visit))));
    }

    /// Exact sums over the points that lie in a cell (a tile of any zoom), on a day.
    PointCounts counts_in(Tile cell, Day day) const;

    using Chunks = std::vector<std::shared_ptr<const PointChunk>>;
    /// In Morton order, none empty, none overlapping (`tiles/point_chunk.h`).
    const Chunks& chunks() const { return chunks_; }
    /// Those that may hold points of a tile.
    std::span<const std::shared_ptr<const PointChunk>> chunks_of(Tile tile) const;

  private:
    void scan(const Bounds& bounds, bool (*visit)(void*, const MapPoint&), void* target) const;

    std::string name_;
    std::vector<std::string> statuses_;
    Chunks chunks_;
    FidIndex fids_;
};

}  // namespace courtyard

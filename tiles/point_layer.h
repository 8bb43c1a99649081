// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "geo/area_code.h"
#include "geo/day.h"
#include "geo/mercator.h"
#include "tiles/fid_index.h"
#include "tiles/packed_timeline.h"
#include "tiles/tile.h"

namespace courtyard {

/// One record as the map shows it, on its way into a layer.
struct MapPoint {
    std::uint64_t fid = 0;  ///< stable integer id: the feature's id in tiles
    std::string id;         ///< the record's own id
    std::string name;       ///< shown for bases and help points; empty for households
    LonLat position;
    AreaCode area;                      ///< the village it lies in; empty when in none
    std::vector<TimedStatus> timeline;  ///< by day, at least one; before the first the point does not exist
};

/// Where a point stands in one state of a layer: its chunk, and its place in it.
struct PointRef {
    std::uint32_t chunk = 0;
    std::uint32_t at = 0;
};

/// A point inside a layer. Refers to the layer's columns: valid as long as the layer or a copy of it.
struct PointView {
    std::uint64_t fid = 0;
    std::string_view id;
    std::string_view name;
    LonLat position;
    AreaCode area;
    PackedTimeline timeline;
    PointRef ref;

    MapPoint copy() const;
};

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
/// Copies are cheap (shared chunks). A chunk holds its points in columns, and
/// prefix sums of its counts: a cell of any zoom is a difference of two of them and a look at the points at
/// its ends. For a past day a chunk makes such sums from its timelines when first asked and keeps the last.
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

    /// The points as bytes, for this build of the program to read again: much quicker than to lay them out.
    std::string packed() const;
    /// A layer of this name and these statuses with the points that `packed` gave; nothing when the bytes
    /// are not that. Points with the same fid are not looked for.
    std::optional<PointLayer> unpacked(std::string_view bytes) const;

    const std::string& name() const { return name_; }
    const std::vector<std::string>& statuses() const { return statuses_; }
    std::size_t size() const { return fids_.size(); }
    Bounds bounds() const;

    /// The point with this fid.
    std::optional<PointView> find(std::uint64_t fid) const;
    /// The point with this id. Cost   O(chunks x log points of one), but for the first time that a chunk is
    /// asked
    std::optional<PointView> find_id(std::string_view id) const;
    /// Precondition: `ref` comes from a view of this layer.
    PointView at(PointRef ref) const;
    /// Calls `visit(const PointView&)` for every point of a rectangle (whole world when empty), in Morton
    /// order. `visit` returns false to stop.
    template <class Visit>
    void each_in(const Bounds& bounds, Visit&& visit) const {
        using Target = std::remove_reference_t<Visit>;
        scan(
            bounds,
            [](void* target, const PointView& point) -> bool {
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
    void scan(const Bounds& bounds, bool (*visit)(void*, const PointView&), void* target) const;

    std::string name_;
    std::vector<std::string> statuses_;
    Chunks chunks_;
    FidIndex fids_;
};

}  // namespace courtyard

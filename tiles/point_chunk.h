// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "geo/shared_place.h"
#include "tiles/point_layer.h"

namespace courtyard {

/// The Morton keys of everything inside a tile, both ends included.
struct MortonRange {
    std::uint64_t first = 0;
    std::uint64_t last = 0;

    bool contains(std::uint64_t key) const { return key >= first && key <= last; }
};

MortonRange morton_range(Tile tile);

/// What a point is on a day, enough for counting.
struct CountedStatus {
    bool exists = false;
    bool completed = false;
    std::uint8_t status = 0;
};

/// Points in the layer's order (by Morton key, then by fid), one column for each thing known of them.
struct PointColumns {
    std::vector<GridPoint> places;
    std::vector<LonLat> positions;
    std::vector<std::uint64_t> fids;
    std::string ids;                     ///< one after the other
    std::vector<std::uint32_t> id_ends;  ///< where each ends in `ids`
    std::string names;                   ///< likewise; no columns at all while every name is empty
    std::vector<std::uint32_t> name_ends;
    std::vector<AreaCode> areas;          ///< each that occurs, once
    std::vector<std::uint16_t> area_of;   ///< into `areas`
    std::vector<PackedStatus> timelines;  ///< one after the other
    std::vector<std::uint32_t> timeline_ends;

    /// Whether the columns fit each other and the layer: those that somebody else wrote.
    bool is_sound(std::size_t statuses) const;

    std::size_t size() const { return fids.size(); }
    std::string_view id(std::size_t i) const { return between(ids, id_ends, i); }
    std::string_view name(std::size_t i) const {
        return name_ends.empty() ? std::string_view() : between(names, name_ends, i);
    }
    std::span<const PackedStatus> timeline(std::size_t i) const {
        const std::size_t begin = i == 0 ? 0 : timeline_ends[i - 1];
        return std::span(timelines).subspan(begin, timeline_ends[i] - begin);
    }

  private:
    static std::string_view between(std::string_view text, const std::vector<std::uint32_t>& ends,
                                    std::size_t i) {
        const std::size_t begin = i == 0 ? 0 : ends[i - 1];
        return text.substr(begin, ends[i] - begin);
    }
};

/// Puts columns together, from points and from pieces of other columns. In order; at most 65,535 points.
class ColumnsWriter {
  public:
    explicit ColumnsWriter(std::size_t points);

    void add(const MapPoint& point, GridPoint place);
    void add(const PointColumns& from, std::size_t begin, std::size_t end);
    PointColumns done();

  private:
    std::uint16_t area_number(const AreaCode& code);
    void add_names(const PointColumns& from, std::size_t begin, std::size_t end);

    PointColumns columns_;
    std::unordered_map<AreaCode, std::uint16_t> area_numbers_;
};

/// A run of a layer's points with prefix sums for counting. Immutable but for the sums kept of past days;
/// never empty. Threads: const, safe to call concurrently.
class PointChunk {
  public:
    /// How many points a chunk is made with; it is cut when it has grown to twice as many.
    static constexpr std::size_t usual_size = 2048;

    /// @param statuses  how many statuses the layer knows
    PointChunk(PointColumns columns, std::size_t statuses);

    std::size_t size() const { return columns_.size(); }
    const PointColumns& columns() const { return columns_; }
    GridPoint place(std::size_t i) const { return columns_.places[i]; }
    std::uint64_t key(std::size_t i) const { return morton(columns_.places[i]); }
    std::uint64_t first_key() const { return keys_.first; }
    std::uint64_t last_key() const { return keys_.last; }
    const Bounds& bounds() const { return bounds_; }
    PointView view(PointRef ref) const;

    /// The points [begin, end) whose keys lie in a range.
    struct Slice {
        std::size_t begin = 0;
        std::size_t end = 0;
    };
    Slice slice(MortonRange keys) const;
    /// The first point from `begin` on whose key is greater.
    std::size_t after(std::uint64_t key, std::size_t begin) const;

    /// Adds the counts of the points [begin, end) on a day: [0] how many completed, [1 + s] how many have
    /// status s.
    void add_counts(std::span<std::uint32_t> sums, std::size_t begin, std::size_t end, Day day) const;
    CountedStatus status_on(std::size_t i, Day day) const;
    /// The first day on which any point of it exists.
    Day first_change() const { return first_change_; }
    /// The point with this id. Cost   O(log points), but for the first time that a chunk is asked
    std::optional<std::size_t> find(std::string_view id) const;

  private:
    /// A point's number by the hash of its id.
    struct HashedId {
        std::uint32_t hash = 0;
        std::uint16_t at = 0;
    };
    /// Sums of the points before each multiple of `stride`, as rows of completed and one per status.
    struct Prefixes {
        Day day;
        std::vector<std::uint16_t> rows;
    };
    static constexpr std::size_t stride = 32;

    std::size_t row_length() const { return statuses_ + 1; }
    Prefixes prefixes_of(Day day) const;
    std::shared_ptr<const Prefixes> past(Day day) const;
    void add_each(std::span<std::uint32_t> sums, std::size_t begin, std::size_t end, Day day) const;

    PointColumns columns_;
    std::size_t statuses_;
    MortonRange keys_;
    Day first_change_ = never;
    Day last_change_ = always;
    Prefixes newest_;
    Bounds bounds_;
    mutable std::array<SharedPlace<Prefixes>, 2> past_;  ///< the last days asked for
    mutable SharedPlace<std::vector<HashedId>> by_id_;   ///< once an id was asked for
};

}  // namespace courtyard

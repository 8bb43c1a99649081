// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "api/layer_name.h"
#include "api/moment.h"
#include "api/scoped_layers.h"
#include "data/export/export.h"
#include "geo/window.h"

namespace courtyard {

class Filter;
class PointChunk;

/// Days from one to another, both included.
struct DaySpan {
    Day from = always;
    Day to = never;

    bool contains(Day day) const { return day >= from && day <= to; }
    bool operator==(const DaySpan&) const = default;
};

/// An attribute and the only value of it that is wanted.
struct WantedValue {
    std::size_t field = 0;  ///< number in `fields_of`
    ExportValue value;
};

/// Which rows of a layer are wanted.
struct LayerQuery {
    AreaIndex area = no_area;              ///< at or beneath; `no_area`: the caller's whole scope
    std::vector<Window> within{};          ///< in any of these; none: everywhere
    const Campaign* campaign = nullptr;    ///< for `progress`
    const Indicator* indicator = nullptr;  ///< of the campaign; null: the main one
    std::optional<DaySpan> during{};       ///< one of the point's days lies in it; areas have no days
    std::vector<WantedValue> equal{};      ///< all of them
    std::shared_ptr<const Filter> filter{};
};

/// A row's place in a view.
using RowRef = PointRef;

/// Where a row stands in the order of its layer, whatever becomes of the rows around it: areas by code,
/// points by place on the map and then by their number.
struct LayerPlace {
    AreaCode code;
    std::uint64_t key = 0;
    std::uint64_t fid = 0;

    auto operator<=>(const LayerPlace&) const = default;
};

/// The rows of a layer as of a moment that a query wants, in a stable order, looked at where they lie: no row
/// is copied before it is asked for, and rows are counted by their chunks where a chunk is wanted whole.
///
/// Shows nothing outside the caller's scope, no names of people and no notes.
/// Cost   of a page of points with a rectangle: the chunks that it touches; without conditions: the page, and
///        O(chunks); of areas: all of them
class LayerView {
  public:
    static LayerView of(const LayerName& layer, LayerQuery query, const Moment& moment, ScopedLayers& scoped,
                        const Caller& caller);

    ExportGeometry geometry() const { return geometry_; }
    const std::vector<ExportField>& fields() const { return fields_; }
    const Moment& moment() const { return moment_; }

    /// How many rows are wanted; exact.
    std::uint64_t count() const;
    /// How many of them stand before a place.
    std::uint64_t count_before(const LayerPlace& place) const;
    std::vector<RowRef> all() const;
    /// At most `limit` rows, in order.
    std::vector<RowRef> from_number(std::uint64_t offset, std::size_t limit) const;
    std::vector<RowRef> after(const LayerPlace& place, std::size_t limit) const;
    /// The last ones before a place, in order.
    std::vector<RowRef> before(const LayerPlace& place, std::size_t limit) const;
    /// The row with this id, when it is wanted.
    std::optional<RowRef> find(std::string_view id) const;

    /// Its boundary lives as long as this object.
    ExportRow row(RowRef ref) const;
    std::string_view id(RowRef ref) const;
    LayerPlace place(RowRef ref) const;
    LonLat label(RowRef ref) const;  ///< a position in it or near it
    /// Around everything in the layer that the caller sees, whatever the query; and since when.
    Bounds bounds() const;
    std::optional<Day> first_day() const;
    /// The values of `status` or `level` that the layer knows, as they stand in rows.
    std::vector<std::string> known_values(std::string_view field) const;

  private:
    enum class Fact : std::uint8_t { id, name, area, area_name, status, since, completed_on, revoked_on };
    class PointLook;
    struct ChunkTest;
    struct Spot {
        std::size_t chunk = 0;
        std::size_t at = 0;
    };

    void look_at_areas(AreaLevel level, const Caller& caller);
    bool wants_area(const ExportRow& row) const;
    ExportRow area_row(AreaIndex area) const;

    ChunkTest test_of(const PointChunk& chunk) const;
    bool wants(const PointChunk& chunk, const ChunkTest& test, std::size_t i) const;
    std::uint64_t count_in(const PointChunk& chunk, std::size_t begin, std::size_t end) const;
    /// The first point at or after a place (`after`: after it).
    Spot spot_of(const LayerPlace& place, bool after) const;
    std::vector<RowRef> forward(Spot from, std::uint64_t skipped, std::size_t limit) const;

    Moment moment_;
    LayerQuery query_;
    ExportGeometry geometry_ = ExportGeometry::point;
    std::vector<ExportField> fields_;
    std::shared_ptr<const PointLayer> layer_;
    std::vector<Fact> facts_;       ///< of points, by field
    std::vector<AreaIndex> areas_;  ///< wanted ones, in code order
    Bounds area_bounds_;
};

}  // namespace courtyard

// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "tiles/mvt_geometry.h"

namespace courtyard {

/// An attribute value of a tile feature.
using MvtValue = std::variant<std::string_view, std::int64_t, std::uint64_t, double, bool>;

/// One layer of a vector tile being written (MVT 2.1): keys and values are shared, geometry is delta-coded.
///
///     MvtLayer layer("villages");
///     layer.begin_feature(fid).attribute("code", code);
///     layer.polygon(rings);
///     layer.end_feature();
///
/// A feature whose geometry turns out empty leaves no trace among the features. A tile is the concatenation
/// of its layers, each with a name of its own.
///
/// Source   Mapbox Vector Tile Specification 2.1, sections 4.1-4.4
class MvtLayer {
  public:
    static constexpr std::uint32_t extent = 4096;

    explicit MvtLayer(std::string name);

    MvtLayer& begin_feature(std::uint64_t id);
    /// Precondition: this key is not yet among the feature's attributes.
    MvtLayer& attribute(std::string_view key, const MvtValue& value);
    /// Several calls between begin and end make a multipoint.
    void point(TilePoint position);
    /// Rings without the closing position, shell first (section 4.3.4.4: the shell is wound clockwise on
    /// screen, holes the other way; this puts them right). Repeated positions are written once; a shell of
    /// zero area drops the polygon, a hole of zero area drops the hole.
    /// Several calls between begin and end make a multipolygon.
    /// Precondition: rings do not cross or touch themselves (`tiles/tile_polygon.h` makes such rings).
    void polygon(std::span<const TileRing> rings);
    /// The only geometry of its feature, beginning here.
    void polygon(const PolygonGeometry& geometry, TilePoint first);
    void end_feature();

    /// Numbers of keys and values, for layers of many features alike.
    std::uint32_t key(std::string_view key);
    std::uint32_t value(const MvtValue& value);
    /// A value that no other feature has (an id): not looked for, not found again.
    std::uint32_t unique_value(std::string_view text);
    /// An attribute by its numbers. Precondition: this key is not yet among the feature's attributes.
    MvtLayer& tag(std::uint32_t key, std::uint32_t value) {
        tags_.push_back(key);
        tags_.push_back(value);
        return *this;
    }
    /// A whole feature of one point. `tags` are numbers of keys and values in turn, at most 8 pairs.
    void point_feature(std::uint64_t id, std::span<const std::uint32_t> tags, TilePoint position);

    std::string_view name() const { return name_; }
    std::size_t features() const { return features_; }
    /// The layer's bytes as they stand in the tile; empty when it has no features.
    std::string encoded() const;
    /// Appends them to a tile.
    void append_to(std::string& tile) const;

  private:
    enum class GeometryType : std::uint8_t { none = 0, point = 1, polygon = 3 };

    struct ValueSlot {
        std::uint32_t number_plus_one = 0;  ///< 0 when free
        std::uint32_t length = 0;
        std::size_t begin = 0;  ///< in `value_bytes_`
    };

    std::string_view bytes_of(const ValueSlot& slot) const {
        return std::string_view(value_bytes_).substr(slot.begin, slot.length);
    }
    void grow_value_slots();
    char* room(std::size_t bytes);

    std::string name_;
    std::string features_bytes_;  ///< room grows ahead: the first `features_size_` count
    std::size_t features_size_ = 0;
    std::vector<std::string> keys_;
    std::string value_bytes_;  ///< every Value message, one after the other, with its field header
    std::uint32_t values_ = 0;
    std::uint32_t looked_up_values_ = 0;  ///< those in `value_slots_`
    std::vector<ValueSlot> value_slots_;  ///< open-addressed, a power of two
    std::string value_;                   ///< the Value being looked up
    std::vector<TilePoint> points_;       ///< of the feature being written
    std::string geometry_;                ///< of the feature being written
    std::vector<std::uint32_t> tags_;
    TilePoint cursor_;
    std::uint64_t id_ = 0;
    GeometryType type_ = GeometryType::none;
    std::size_t features_ = 0;
};

/// gzip by libdeflate. Level 1 (tiles that change) to 12. Threads: any.
std::string gzip(std::string_view bytes, int level);

}  // namespace courtyard

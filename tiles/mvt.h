// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace courtyard {

/// A position inside a tile: 0 to extent, y down; may lie in the buffer outside.
struct TilePoint {
    std::int32_t x = 0;
    std::int32_t y = 0;

    auto operator<=>(const TilePoint&) const = default;
};

/// An open ring of a tile polygon: the last position does not repeat the first.
using TileRing = std::vector<TilePoint>;

/// Twice the area by the surveyor's formula: positive when wound clockwise on screen.
std::int64_t doubled_area(std::span<const TilePoint> ring);

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
    void end_feature();

    std::string_view name() const { return name_; }
    std::size_t features() const { return features_; }
    /// The layer's bytes as they stand in the tile; empty when it has no features.
    std::string encoded() const;

  private:
    enum class Winding : std::uint8_t { shell, hole };
    enum class GeometryType : std::uint8_t { none = 0, point = 1, polygon = 3 };

    std::uint32_t key_number(std::string_view key);
    std::uint32_t value_number();
    void grow_value_slots();
    void move_cursor(TilePoint to);
    bool ring(const TileRing& positions, Winding winding);

    std::string name_;
    std::string feature_bytes_;
    std::vector<std::string> keys_;
    std::string value_bytes_;  ///< every Value message, one after the other, with its field header
    std::vector<std::size_t> value_ends_;     ///< where each of them ends
    std::vector<std::uint32_t> value_slots_;  ///< open-addressed: number of a value plus one, 0 when free
    std::string value_;                       ///< the Value being looked up
    TileRing ring_;                           ///< the ring being cleaned
    std::vector<std::uint32_t> tags_;
    std::vector<std::uint32_t> geometry_;
    TilePoint cursor_;
    std::uint64_t id_ = 0;
    GeometryType type_ = GeometryType::none;
    std::uint32_t points_ = 0;
    std::size_t features_ = 0;
};

/// gzip by libdeflate. Level 1 (tiles that change) to 12. Threads: any.
std::string gzip(std::string_view bytes, int level);

}  // namespace courtyard

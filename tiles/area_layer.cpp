// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "tiles/area_layer.h"

#include <algorithm>
#include <array>
#include <limits>
#include <optional>

#include "tiles/border_detail.h"
#include "tiles/mvt.h"
#include "tiles/tile_polygon.h"

namespace courtyard {
namespace {

constexpr unsigned grid_bits = 32;
constexpr unsigned extent_bits = 12;

/// A rectangle of the grid, edges included.
struct GridBox {
    std::uint32_t west = std::numeric_limits<std::uint32_t>::max();
    std::uint32_t north = std::numeric_limits<std::uint32_t>::max();
    std::uint32_t east = 0;
    std::uint32_t south = 0;

    void add(GridPoint p) {
        west = std::min(west, p.x);
        north = std::min(north, p.y);
        east = std::max(east, p.x);
        south = std::max(south, p.y);
    }
    bool meets(const GridBox& o) const {
        return west <= o.east && o.west <= east && north <= o.south && o.north <= south;
    }
};

/// An area as the layer keeps it: what its tiles say about it, and which rings are its own.
struct Shape {
    std::uint64_t fid = 0;
    std::string code;
    std::string name;
    std::string parent;
    AreaLevel level = AreaLevel::village;
    std::optional<GridPoint> label;
    std::size_t first_ring = 0;
    std::size_t end_ring = 0;
    GridBox box;
};

/// A tile's window on the grid: which part of it the tile shows, and in which units.
class Window {
  public:
    explicit Window(Tile tile) : tile_(tile) {}

    /// The tile with its buffer and one unit more, for what rounding brings in.
    GridBox box() const {
        const std::uint64_t side = std::uint64_t{1} << (grid_bits - tile_.z());
        const std::uint64_t margin = side * (tile_buffer + 1) / MvtLayer::extent + 1;
        const auto low = [&](std::uint32_t at) {
            return static_cast<std::uint32_t>(at * side - std::min(margin, at * side));
        };
        const auto high = [&](std::uint32_t at) {
            constexpr std::uint64_t last = std::numeric_limits<std::uint32_t>::max();
            return static_cast<std::uint32_t>(std::min((at + std::uint64_t{1}) * side + margin, last));
        };
        return {low(tile_.x()), low(tile_.y()), high(tile_.x()), high(tile_.y())};
    }

    /// To the nearest unit: the same for all areas that share a vertex, and for all tiles that show it.
    FarPoint nearest(GridPoint place) const {
        return {nearest_unit(place.x) - origin(tile_.x()), nearest_unit(place.y) - origin(tile_.y())};
    }

    /// The unit that holds a place, when the place lies in the tile itself.
    std::optional<TilePoint> holds(GridPoint place) const {
        const unsigned shift = grid_bits - tile_.z();
        if (std::uint64_t{place.x} >> shift != tile_.x() || std::uint64_t{place.y} >> shift != tile_.y()) {
            return std::nullopt;
        }
        const auto unit = [&](std::uint32_t at) {
            const std::uint64_t units = (std::uint64_t{at} << extent_bits) >> shift;
            return static_cast<std::int32_t>(units & (MvtLayer::extent - 1));
        };
        return TilePoint{unit(place.x), unit(place.y)};
    }

  private:
    static std::int64_t origin(std::uint32_t at) { return std::int64_t{at} * MvtLayer::extent; }
    std::int64_t nearest_unit(std::uint32_t at) const {
        const unsigned shift = grid_bits - tile_.z();
        const std::uint64_t half = std::uint64_t{1} << (shift - 1);
        return static_cast<std::int64_t>(((std::uint64_t{at} << extent_bits) + half) >> shift);
    }

    Tile tile_;
};

std::string labels_of(AreaLevel level) { return std::string(plural(level)) + "_labels"; }

void describe(MvtLayer& mvt, const Shape& shape) {
    mvt.begin_feature(shape.fid).attribute("code", shape.code);
    mvt.attribute("name", shape.name);
    mvt.attribute("level", to_string(shape.level));
    if (!shape.parent.empty()) {
        mvt.attribute("parent", shape.parent);
    }
}

}  // namespace

struct AreaLayer::Shapes {
    std::vector<Shape> areas;  ///< in code order
    GridRings rings;
    std::vector<std::uint8_t> detail;  ///< per vertex: the lowest zoom that shows it
    Bounds bounds;
    std::array<bool, area_levels.size()> has_polygons{};
    std::array<bool, area_levels.size()> has_labels{};

    void add(const Area& area) {
        Shape shape{area.fid, area.code.str(), area.name, area.parent.str(), area.level, {}, 0, 0, {}};
        if (!area.bounds.empty()) {
            bounds.add(area.bounds);
            shape.label = to_grid(area.label);
        }
        shape.first_ring = rings.size();
        for (const Polygon& polygon : area.boundary.polygons) {
            for (const Ring& ring : polygon.rings) {
                add_ring(ring, shape.box);
            }
        }
        shape.end_ring = rings.size();
        const auto level = static_cast<std::size_t>(area.level);
        has_polygons.at(level) |= shape.end_ring > shape.first_ring;
        has_labels.at(level) |= shape.label.has_value();
        areas.push_back(std::move(shape));
    }

    std::string level_in(AreaLevel level, const Window& window, unsigned zoom) const {
        MvtLayer polygons{std::string(plural(level))};
        MvtLayer labels{labels_of(level)};
        const GridBox box = window.box();
        for (const Shape& shape : areas) {
            if (shape.level != level) {
                continue;
            }
            if (shape.box.meets(box)) {
                draw(polygons, shape, window, zoom);
            }
            if (const auto at = shape.label ? window.holds(*shape.label) : std::nullopt) {
                describe(labels, shape);
                labels.point(*at);
                labels.end_feature();
            }
        }
        return polygons.encoded() + labels.encoded();
    }

  private:
    void add_ring(const Ring& ring, GridBox& box) {
        const std::size_t begin = rings.vertices.size();
        for (const LonLat position : ring) {
            const GridPoint place = to_grid(position);
            if (rings.vertices.size() == begin || rings.vertices.back() != place) {
                rings.vertices.push_back(place);
                box.add(place);
            }
        }
        while (rings.vertices.size() > begin + 1 && rings.vertices.back() == rings.vertices[begin]) {
            rings.vertices.pop_back();
        }
        rings.starts.push_back(static_cast<std::uint32_t>(rings.vertices.size()));
    }

    void draw(MvtLayer& mvt, const Shape& shape, const Window& window, unsigned zoom) const {
        std::vector<TileRing> visible;
        for (std::size_t ring = shape.first_ring; ring < shape.end_ring; ++ring) {
            if (TileRing part = clipped(thinned(ring, window, zoom)); part.size() >= 3) {
                visible.push_back(std::move(part));
            }
        }
        const std::vector<TilePolygon> polygons = valid_polygons(visible);
        if (polygons.empty()) {
            return;
        }
        describe(mvt, shape);
        for (const TilePolygon& polygon : polygons) {
            mvt.polygon(polygon);
        }
        mvt.end_feature();
    }

    std::vector<FarPoint> thinned(std::size_t ring, const Window& window, unsigned zoom) const {
        std::vector<FarPoint> kept;
        for (std::uint32_t i = rings.starts[ring]; i < rings.starts[ring + 1]; ++i) {
            if (detail[i] > zoom) {
                continue;
            }
            const FarPoint at = window.nearest(rings.vertices[i]);
            if (kept.empty() || kept.back() != at) {
                kept.push_back(at);
            }
        }
        return kept;
    }
};

AreaLayer::AreaLayer() : shapes_(std::make_shared<const Shapes>()) {}

AreaLayer::AreaLayer(const AreaTree& tree) {
    auto shapes = std::make_shared<Shapes>();
    for (const Area& area : tree.areas()) {
        shapes->add(area);
    }
    shapes->detail = border_detail(shapes->rings);
    shapes_ = std::move(shapes);
}

AreaLayer::~AreaLayer() = default;
AreaLayer::AreaLayer(AreaLayer&&) noexcept = default;
AreaLayer& AreaLayer::operator=(AreaLayer&&) noexcept = default;

Bounds AreaLayer::bounds() const { return shapes_->bounds; }

std::vector<std::string> AreaLayer::layer_names() const {
    std::vector<std::string> names;
    for (const AreaLevel level : area_levels) {
        const auto number = static_cast<std::size_t>(level);
        if (shapes_->has_polygons.at(number)) {
            names.emplace_back(plural(level));
        }
        if (shapes_->has_labels.at(number)) {
            names.push_back(labels_of(level));
        }
    }
    return names;
}

std::string AreaLayer::tile(Tile tile) const {
    const Window window(tile);
    std::string bytes;
    for (const AreaLevel level : area_levels) {
        bytes += shapes_->level_in(level, window, tile.z());
    }
    return bytes;
}

}  // namespace courtyard

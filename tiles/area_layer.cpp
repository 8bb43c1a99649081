// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "tiles/area_layer.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <limits>
#include <memory>
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

/// An area as all tiles of a zoom show it that show it whole, in units from the corner of the world.
struct WholeShape {
    PolygonGeometry geometry;
    std::int64_t west = 0;
    std::int64_t north = 0;
    std::int64_t east = 0;
    std::int64_t south = 0;
};

/// From this zoom on no area with a boundary is missing: what is too small for a polygon is a point.
constexpr unsigned first_collapsed_zoom = 6;

/// Zooms for which whole shapes are kept once drawn; beyond, a tile shows few shapes and those in part.
constexpr unsigned kept_zooms = 15;

/// What was drawn of an area, by zoom; filled in by whichever thread comes first.
class WholeShapes {
  public:
    const WholeShape* find(unsigned zoom) const { return by_zoom_.at(zoom).load(std::memory_order_acquire); }
    const WholeShape* keep(unsigned zoom, WholeShape shape) {
        auto fresh = std::make_unique<const WholeShape>(std::move(shape));
        const WholeShape* there = nullptr;
        if (by_zoom_.at(zoom).compare_exchange_strong(there, fresh.get(), std::memory_order_acq_rel)) {
            return fresh.release();
        }
        return there;
    }

    WholeShapes() = default;
    WholeShapes(const WholeShapes&) = delete;
    WholeShapes& operator=(const WholeShapes&) = delete;
    ~WholeShapes() {
        for (const auto& shape : by_zoom_) {
            delete shape.load();  // NOLINT(cppcoreguidelines-owning-memory)
        }
    }

  private:
    std::array<std::atomic<const WholeShape*>, kept_zooms> by_zoom_{};
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
    std::unique_ptr<WholeShapes> whole = std::make_unique<WholeShapes>();
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

    /// To the nearest unit from the corner of the world: the same for all areas that share a vertex, and for
    /// all tiles that show it.
    FarPoint nearest(GridPoint place) const { return {nearest_unit(place.x), nearest_unit(place.y)}; }
    /// From units of the world to those of the tile.
    FarPoint inside(FarPoint place) const {
        return {place.x - origin(tile_.x()), place.y - origin(tile_.y())};
    }
    /// Whether the tile and its buffer show all of it.
    bool shows_whole(const WholeShape& shape) const {
        const FarPoint low = inside({shape.west, shape.north});
        const FarPoint high = inside({shape.east, shape.south});
        constexpr std::int64_t most = std::int64_t{MvtLayer::extent} + tile_buffer;
        return low.x >= -tile_buffer && low.y >= -tile_buffer && high.x <= most && high.y <= most;
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

/// The areas of one level in one MVT layer. What neighbours in code order say alike is looked up once.
class AreaFeatures {
  public:
    explicit AreaFeatures(std::string name) : mvt_(std::move(name)) {}

    /// Begins the feature of an area; its geometry and `end_feature` follow.
    MvtLayer& describe(const Shape& shape) {
        if (!known_) {
            known_ = {mvt_.key("code"), mvt_.key("name"), mvt_.key("level"),
                      mvt_.value(to_string(shape.level))};
        }
        mvt_.begin_feature(shape.fid).tag(known_->code, mvt_.value(shape.code));
        mvt_.tag(known_->name, mvt_.value(shape.name)).tag(known_->level, known_->level_value);
        if (!shape.parent.empty()) {
            if (parent_ == nullptr || *parent_ != shape.parent) {
                parent_ = &shape.parent;
                parent_key_ = mvt_.key("parent");
                parent_value_ = mvt_.value(shape.parent);
            }
            mvt_.tag(parent_key_, parent_value_);
        }
        return mvt_;
    }

    void append_to(std::string& tile) const { mvt_.append_to(tile); }

  private:
    struct Known {
        std::uint32_t code = 0;
        std::uint32_t name = 0;
        std::uint32_t level = 0;
        std::uint32_t level_value = 0;
    };

    MvtLayer mvt_;
    std::optional<Known> known_;
    const std::string* parent_ = nullptr;
    std::uint32_t parent_key_ = 0;
    std::uint32_t parent_value_ = 0;
};

/// Nothing is left out of a large tile; it says that it is one.
void say_large(std::string& tile) {
    constexpr auto middle = static_cast<std::int32_t>(MvtLayer::extent / 2);
    MvtLayer note("areas_large");
    note.begin_feature(1).attribute("bytes", std::uint64_t{tile.size()});
    note.point({middle, middle});
    note.end_feature();
    note.append_to(tile);
}

}  // namespace

struct AreaLayer::Shapes {
    std::array<std::vector<Shape>, area_levels.size()> areas;  ///< by level, in code order
    GridRings rings;
    std::vector<std::uint8_t> detail;  ///< per vertex: the lowest zoom that shows it
    Bounds bounds;
    std::array<bool, area_levels.size()> has_polygons{};
    std::array<bool, area_levels.size()> has_labels{};

    void add(const Area& area) {
        Shape shape;
        shape.fid = area.fid;
        shape.code = area.code.str();
        shape.name = area.name;
        shape.parent = area.parent.str();
        shape.level = area.level;
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
        areas.at(level).push_back(std::move(shape));
    }

    void append_level(std::string& tile, AreaLevel level, const Window& window, unsigned zoom) const {
        AreaFeatures polygons{std::string(plural(level))};
        AreaFeatures labels{labels_of(level)};
        const GridBox box = window.box();
        for (const Shape& shape : areas.at(static_cast<std::size_t>(level))) {
            if (shape.box.meets(box)) {
                draw(polygons, shape, window, zoom);
            }
            if (const auto at = shape.label ? window.holds(*shape.label) : std::nullopt) {
                MvtLayer& mvt = labels.describe(shape);
                mvt.point(*at);
                mvt.end_feature();
            }
        }
        polygons.append_to(tile);
        labels.append_to(tile);
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

    void draw(AreaFeatures& features, const Shape& shape, const Window& window, unsigned zoom) const {
        const WholeShape* whole = zoom < kept_zooms ? whole_shape(shape, window, zoom) : nullptr;
        if (whole != nullptr && window.shows_whole(*whole)) {
            draw_whole(features, shape, *whole, window, zoom);
            return;
        }
        std::vector<TileRing> visible;
        for (std::size_t ring = shape.first_ring; ring < shape.end_ring; ++ring) {
            std::vector<FarPoint> kept = thinned(ring, window, zoom);
            std::ranges::transform(kept, kept.begin(), [&](FarPoint p) { return window.inside(p); });
            if (TileRing part = clipped(std::move(kept)); part.size() >= 3) {
                visible.push_back(std::move(part));
            }
        }
        const std::vector<TilePolygon> polygons = valid_polygons(visible);
        if (polygons.empty()) {
            draw_collapsed(features, shape, window, zoom);
            return;
        }
        MvtLayer& mvt = features.describe(shape);
        for (const TilePolygon& polygon : polygons) {
            mvt.polygon(polygon);
        }
        mvt.end_feature();
    }

    static void draw_whole(AreaFeatures& features, const Shape& shape, const WholeShape& whole,
                           const Window& window, unsigned zoom) {
        if (whole.geometry.commands.empty()) {
            draw_collapsed(features, shape, window, zoom);
            return;
        }
        MvtLayer& mvt = features.describe(shape);
        const auto [x, y] = window.inside({whole.geometry.first.x, whole.geometry.first.y});
        mvt.polygon(whole.geometry, {static_cast<std::int32_t>(x), static_cast<std::int32_t>(y)});
        mvt.end_feature();
    }

    /// What is too small for a polygon is a point in the tile that holds its label.
    static void draw_collapsed(AreaFeatures& features, const Shape& shape, const Window& window,
                               unsigned zoom) {
        const auto at = shape.label ? window.holds(*shape.label) : std::nullopt;
        if (at && zoom >= first_collapsed_zoom) {
            MvtLayer& mvt = features.describe(shape);
            mvt.point(*at);
            mvt.end_feature();
        }
    }

    /// Null for shapes of so many vertices that they are better cut to the tile first.
    const WholeShape* whole_shape(const Shape& shape, const Window& window, unsigned zoom) const {
        constexpr std::uint32_t most_vertices = 20'000;
        if (rings.starts[shape.end_ring] - rings.starts[shape.first_ring] > most_vertices) {
            return nullptr;
        }
        if (const WholeShape* kept = shape.whole->find(zoom)) {
            return kept;
        }
        WholeShape whole;
        std::vector<TileRing> all;
        bool first = true;
        for (std::size_t number = shape.first_ring; number < shape.end_ring; ++number) {
            TileRing& ring = all.emplace_back();
            for (const FarPoint p : thinned(number, window, zoom)) {
                whole.west = first ? p.x : std::min(whole.west, p.x);
                whole.north = first ? p.y : std::min(whole.north, p.y);
                whole.east = first ? p.x : std::max(whole.east, p.x);
                whole.south = first ? p.y : std::max(whole.south, p.y);
                first = false;
                ring.push_back({static_cast<std::int32_t>(p.x), static_cast<std::int32_t>(p.y)});
            }
        }
        whole.geometry = polygon_geometry(valid_polygons(all));
        return shape.whole->keep(zoom, std::move(whole));
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
        shapes_->append_level(bytes, level, window, tile.z());
    }
    if (bytes.size() > usual_tile_bytes) {
        say_large(bytes);
    }
    return bytes;
}

}  // namespace courtyard

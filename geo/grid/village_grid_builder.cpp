// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "geo/grid/covering.h"
#include "geo/grid/edges_by_part.h"
#include "geo/grid/village_grid.h"

#include <cassert>
#include <cmath>
#include <numbers>
#include <tuple>

namespace courtyard {
namespace {

/// Coarse cells: so many that they stay in a core's cache for a county, so few that most hold no border.
constexpr double coarse_cells_per_village = 48;
constexpr double edges_per_coarse_cell = 6;
constexpr double most_coarse_cells = 1 << 24;
/// A cell with at most so many edges is quick enough to answer.
constexpr std::size_t few_edges = 4;
/// A block is cut so fine that its parts hold about this many times the edges that it has: each edge is
/// crossed once or twice.
constexpr double wanted_growth = 2.5;
/// All cuts within one coarse cell together multiply its edges by no more than this.
constexpr double most_growth = 4;
constexpr unsigned most_part_bits = 6;

BorderEdge border_edge(LonLat a, LonLat b, AreaIndex village) {
    const bool upward = std::tie(a.lat, a.lon) < std::tie(b.lat, b.lon);
    return {upward ? a : b, upward ? b : a, {village, no_area}};
}

auto ends_of(const BorderEdge& edge) {
    return std::tie(edge.low.lat, edge.low.lon, edge.high.lat, edge.high.lon);
}

/// Two villages that share an edge become one edge of both.
void merge_shared(std::vector<BorderEdge>& edges) {
    std::ranges::sort(edges, [](const BorderEdge& a, const BorderEdge& b) {
        return std::tuple_cat(ends_of(a), std::tie(a.villages[0])) <
               std::tuple_cat(ends_of(b), std::tie(b.villages[0]));
    });
    std::size_t kept = 0;
    for (std::size_t i = 0; i < edges.size(); ++i) {
        auto* const before = kept > 0 ? &edges[kept - 1] : nullptr;
        const bool shared = before != nullptr && ends_of(*before) == ends_of(edges[i]) &&
                            before->villages[1] == no_area && before->villages[0] != edges[i].villages[0];
        if (shared) {
            before->villages[1] = edges[i].villages[0];
        } else {
            edges[kept++] = edges[i];
        }
    }
    edges.resize(kept);
}

/// An edge as the tree holds it: from a vertex to the next.
struct RingEdge {
    const LonLat* from = nullptr;
    AreaIndex village = no_area;
};

class Builder {
  public:
    explicit Builder(const AreaTree& tree) {
        for (AreaIndex index = 0; index < tree.size(); ++index) {
            if (tree[index].level == tree.lowest_level()) take(tree[index].boundary, index);
        }
        assert(tree.size() < GridCell::most_villages);
    }

    VillageGrid build() {
        if (edges_.empty()) {
            grid_.coarse.resize(1);
            return std::move(grid_);
        }
        rule();
        file_edges();
        grid_.coarse.resize(std::size_t{grid_.frame.columns()} * grid_.frame.rows());
        // Room that is not used costs no memory, only addresses; growing would copy all.
        grid_.blocks.reserve(5 * edges_.size());
        grid_.borders.reserve(edges_.size());
        for (std::uint32_t row = 0; row < grid_.frame.rows(); ++row) build_row(row);
        return std::move(grid_);
    }

  private:
    struct Shape {
        unsigned column_bits = 0;
        unsigned row_bits = 0;
    };

    void take(const Boundary& boundary, AreaIndex village);
    void rule();
    void file_edges();
    Ruling coarse_ruling() const;
    void build_row(std::uint32_t row);
    std::vector<BorderEdge> coarse_edges(std::size_t cell) const;

    GridCell build_cell(const GridPlace& place, std::span<const BorderEdge> edges, const Covering& covering,
                        double growth);
    GridCell plain_cell(const GridPlace& place, const Covering& covering);
    GridCell build_block(const GridPlace& place, const Shape& shape, const EdgesByPart& parts,
                         Covering covering, double growth);
    Ruling ruling_of(const GridPlace& place, const Shape& shape) const;
    Shape shape_of(const GridPlace& place, std::span<const BorderEdge> edges) const;
    BorderCells::Corner corner_of(const GridPlace& place) const {
        return {grid_.frame.line_of_column(place.south_west.column + (1U << place.column_bits)),
                grid_.frame.line_of_row(place.south_west.row + (1U << place.row_bits))};
    }

    VillageGrid grid_;
    std::vector<RingEdge> edges_;
    Bounds bounds_;
    double run_east_deg_ = 0;   ///< how far all edges together lead east or west
    double run_north_deg_ = 0;  ///< and north or south
    std::size_t villages_ = 0;
    std::vector<std::uint32_t> first_;  ///< of each coarse cell in `filed_`
    std::vector<std::uint32_t> filed_;
};

void Builder::take(const Boundary& boundary, AreaIndex village) {
    if (boundary.empty()) return;
    ++villages_;
    for (const auto& polygon : boundary.polygons) {
        for (const auto& ring : polygon.rings) {
            for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
                if (ring[i] == ring[i + 1]) continue;
                edges_.push_back({&ring[i], village});
                bounds_.add(ring[i]);
                run_east_deg_ += std::abs(ring[i + 1].lon - ring[i].lon);
                run_north_deg_ += std::abs(ring[i + 1].lat - ring[i].lat);
            }
        }
    }
}

void Builder::rule() {
    const auto edges = static_cast<double>(edges_.size());
    const double wanted = std::min(
        most_coarse_cells,
        std::max(coarse_cells_per_village * static_cast<double>(villages_), edges / edges_per_coarse_cell));
    const double width = bounds_.east - bounds_.west;
    const double height = bounds_.north - bounds_.south;
    const double squeeze = std::cos((bounds_.south + bounds_.north) / 2 * std::numbers::pi / 180);
    const double aspect = std::clamp(width * squeeze / std::max(height, 1e-12), 1e-6, 1e6);
    double columns = std::sqrt(wanted * aspect);
    double rows = std::sqrt(wanted / aspect);
    // Long edges are filed in each cell that they cross: no more than twice the edges and the cells.
    const double crossings = run_east_deg_ / width * columns + run_north_deg_ / height * rows;
    const double coarser = std::min(1.0, 2 * (edges + wanted) / crossings);
    grid_.frame = FineFrame(bounds_, columns * coarser, rows * coarser);
}

Ruling Builder::coarse_ruling() const {
    const auto& frame = grid_.frame;
    return {{bounds_.west, bounds_.south},
            std::ldexp(frame.column_deg(), static_cast<int>(frame.bits())),
            std::ldexp(frame.row_deg(), static_cast<int>(frame.bits())),
            frame.columns(),
            frame.rows()};
}

/// Counted first, then filed: no list grows.
void Builder::file_edges() {
    const auto ruling = coarse_ruling();
    first_.assign(std::size_t{ruling.columns} * ruling.rows + 1, 0);
    const auto cell = [&](std::uint32_t column, std::uint32_t row) {
        return std::size_t{row} * ruling.columns + column;
    };
    for (const auto& edge : edges_) {
        ruling.for_each_reached(edge.from[0], edge.from[1],
                                [&](auto column, auto row) { ++first_[cell(column, row)]; });
    }
    std::uint32_t end = 0;
    for (auto& count : first_) count = end += count;
    filed_.resize(end);
    for (std::uint32_t i = 0; i < edges_.size(); ++i) {
        ruling.for_each_reached(edges_[i].from[0], edges_[i].from[1],
                                [&](auto column, auto row) { filed_[--first_[cell(column, row)]] = i; });
    }
}

std::vector<BorderEdge> Builder::coarse_edges(std::size_t cell) const {
    std::vector<BorderEdge> edges;
    edges.reserve(first_[cell + 1] - first_[cell]);
    for (auto i = first_[cell]; i < first_[cell + 1]; ++i) {
        const auto& edge = edges_[filed_[i]];
        edges.push_back(border_edge(edge.from[0], edge.from[1], edge.village));
    }
    merge_shared(edges);
    return edges;
}

/// The north-east corner of the last column lies east of every village: nothing covers it.
void Builder::build_row(std::uint32_t row) {
    Covering covering;
    for (auto column = grid_.frame.columns(); column-- > 0;) {
        const auto place = grid_.coarse_place(column, row);
        const auto cell = std::size_t{row} * grid_.frame.columns() + column;
        const auto edges = coarse_edges(cell);
        grid_.coarse[cell] = build_cell(place, edges, covering, 1);
        covering.walk_west(corner_of(place), grid_.frame.line_of_column(place.south_west.column), edges);
    }
}

GridCell Builder::plain_cell(const GridPlace& place, const Covering& covering) {
    const auto villages = covering.villages();
    if (villages.empty()) return {};
    if (villages.size() == 1) return GridCell::of_village(villages[0]);
    return GridCell::of_border(grid_.borders.add(corner_of(place), villages, {}));
}

GridCell Builder::build_cell(const GridPlace& place, std::span<const BorderEdge> edges,
                             const Covering& covering, double growth) {
    if (edges.empty()) return plain_cell(place, covering);
    const auto shape = shape_of(place, edges);
    if (shape.column_bits + shape.row_bits > 0) {
        const EdgesByPart parts(ruling_of(place, shape), edges);
        growth *= static_cast<double>(parts.total()) / static_cast<double>(edges.size());
        if (growth <= most_growth) return build_block(place, shape, parts, covering, growth);
    }
    return GridCell::of_border(grid_.borders.add(corner_of(place), covering.villages(), edges));
}

/// Walks the corners from the north-east one: down the east side, and from there west along each row.
GridCell Builder::build_block(const GridPlace& place, const Shape& shape, const EdgesByPart& parts,
                              Covering covering, double growth) {
    const auto unit = GridCell::block_unit;
    const auto at = (grid_.blocks.size() + unit - 1) / unit;
    const auto cell = GridCell::of_block(static_cast<std::uint32_t>(at), shape.column_bits, shape.row_bits);
    const auto columns = 1U << shape.column_bits;
    grid_.blocks.resize(at * unit + (std::size_t{1} << (shape.column_bits + shape.row_bits)));
    const auto part_at = [&](std::uint32_t column, std::uint32_t row) {
        GridPlace part{
            {}, place.south_west, place.column_bits - shape.column_bits, place.row_bits - shape.row_bits};
        part.south_west.column += column << part.column_bits;
        part.south_west.row += row << part.row_bits;
        return part;
    };
    for (auto row = 1U << shape.row_bits; row-- > 0;) {
        auto along = covering;
        for (auto column = columns; column-- > 0;) {
            const auto part = part_at(column, row);
            const auto edges = parts.of(column, row);
            const auto built = build_cell(part, edges, along, growth);
            grid_.blocks[at * unit + (std::size_t{row} << shape.column_bits | column)] = built;
            along.walk_west(corner_of(part), grid_.frame.line_of_column(part.south_west.column), edges);
        }
        const auto east = part_at(columns - 1, row);
        covering.walk_south(corner_of(east), grid_.frame.line_of_row(east.south_west.row),
                            parts.of(columns - 1, row));
    }
    return cell;
}

Ruling Builder::ruling_of(const GridPlace& place, const Shape& shape) const {
    const auto& frame = grid_.frame;
    return {{frame.line_of_column(place.south_west.column), frame.line_of_row(place.south_west.row)},
            std::ldexp(frame.column_deg(), static_cast<int>(place.column_bits - shape.column_bits)),
            std::ldexp(frame.row_deg(), static_cast<int>(place.row_bits - shape.row_bits)),
            1U << shape.column_bits,
            1U << shape.row_bits};
}

/// Halves the side whose halving crosses fewer edges, again and again, as long as edges are not crossed too
/// often.
Builder::Shape Builder::shape_of(const GridPlace& place, std::span<const BorderEdge> edges) const {
    Shape shape;
    if (edges.size() <= few_edges ||
        grid_.blocks.size() / GridCell::block_unit >= GridCell::most_blocks - 1024)
        return shape;
    const double width = std::ldexp(grid_.frame.column_deg(), static_cast<int>(place.column_bits));
    const double height = std::ldexp(grid_.frame.row_deg(), static_cast<int>(place.row_bits));
    double columns_run = 0;
    double rows_run = 0;
    for (const auto& edge : edges) {
        columns_run += std::min(1.0, std::abs(edge.high.lon - edge.low.lon) / width);
        rows_run += std::min(1.0, (edge.high.lat - edge.low.lat) / height);
    }
    const double most_crossings = (wanted_growth - 1) * static_cast<double>(edges.size());
    while (true) {
        const auto crossings = [&](unsigned column_bits, unsigned row_bits) {
            return columns_run * ((1U << column_bits) - 1) + rows_run * ((1U << row_bits) - 1);
        };
        const double wider = crossings(shape.column_bits + 1, shape.row_bits);
        const double taller = crossings(shape.column_bits, shape.row_bits + 1);
        const bool may_widen = shape.column_bits < place.column_bits;
        const bool may_rise = shape.row_bits < place.row_bits;
        if (shape.column_bits + shape.row_bits >= most_part_bits) return shape;
        if (may_widen && (wider <= taller || !may_rise) && wider <= most_crossings) {
            ++shape.column_bits;
        } else if (may_rise && taller <= most_crossings) {
            ++shape.row_bits;
        } else {
            return shape;
        }
    }
}

}  // namespace

VillageGrid village_grid(const AreaTree& tree) { return Builder(tree).build(); }

}  // namespace courtyard

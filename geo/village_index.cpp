// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "geo/village_index.h"

#include <cassert>
#include <cmath>

#include "geo/border_distance.h"
#include "geo/cell_frame.h"

namespace courtyard {
namespace {

/// Enough that most cells lie wholly inside a village; 5,000 villages take 20 MB, and more than 64 MB no grid
/// takes.
constexpr double cells_per_village = 1024;
constexpr double most_cells = 1 << 24;

/// What a cell says: nothing, a village (its area), or, with the top bit, where its list of claims begins.
using Cell = std::uint32_t;
constexpr Cell nobody = no_area;
constexpr Cell listed = Cell{1} << 31;

/// One village's claim on a cell: wholly inside it, or to be tested. A list is its length, then its claims.
struct Claim {
    std::uint32_t bits = 0;

    static Claim of(std::uint32_t village, Side side) {
        return {village << 1 | (side == Side::inside ? 1U : 0U)};
    }
    std::uint32_t village() const { return bits >> 1; }
    bool wholly_inside() const { return (bits & 1) != 0; }
};

struct CellClaim {
    std::uint32_t cell = 0;
    Claim claim;
};

/// Below this, two distances are the same and the lower code decides.
constexpr double same_distance_m = 1e-3;

/// A distance that no position of the rectangle falls below; a tenth is kept back for the curvature of the
/// ground.
double at_least_m(const Bounds& bounds, LonLat p) {
    const double north_deg = std::max({0.0, bounds.south - p.lat, p.lat - bounds.north});
    const double east_deg = std::max({0.0, bounds.west - p.lon, p.lon - bounds.east});
    const double polar_lat = std::max({std::abs(p.lat), std::abs(bounds.south), std::abs(bounds.north)});
    return 0.9 * std::max(north_deg * degree_length(0).north_m, east_deg * degree_length(polar_lat).east_m);
}

}  // namespace

struct VillageIndex::Grid {
    CellFrame frame;
    std::vector<Cell> cells;
    std::vector<std::uint32_t> lists;
    std::vector<EdgeStrips> villages;  ///< in code order
    std::vector<AreaIndex> areas;      ///< of each village

    explicit Grid(const AreaTree& tree);

    std::vector<CellClaim> claims_of_all() const;
    void claim_cells(std::uint32_t village, std::vector<CellClaim>& claims) const;
    void settle(const std::vector<CellClaim>& claims);
    Cell settled(std::span<const Claim> claims);
    std::span<const std::uint32_t> list_of(Cell cell) const {
        const auto at = cell & ~listed;
        return {lists.data() + at + 1, lists[at]};
    }
    std::size_t cell_at(std::int64_t column, std::int64_t row) const {
        return static_cast<std::size_t>(row * frame.columns() + column);
    }
    Located find_in_list(Cell cell, LonLat position) const;
    Metres distance_to(std::uint32_t village, LonLat position) const;
};

VillageIndex::Grid::Grid(const AreaTree& tree) {
    Bounds bounds;
    for (AreaIndex index = 0; index < tree.size(); ++index) {
        const Area& area = tree[index];
        if (area.level != tree.lowest_level() || area.boundary.empty()) continue;
        villages.emplace_back(area.boundary);
        areas.push_back(index);
        bounds.add(villages.back().bounds());
    }
    if (villages.empty()) return;
    frame = CellFrame(bounds, std::min(most_cells, cells_per_village * static_cast<double>(villages.size())));
    settle(claims_of_all());
}

std::vector<CellClaim> VillageIndex::Grid::claims_of_all() const {
    std::vector<CellClaim> claims;
    for (std::uint32_t village = 0; village < villages.size(); ++village) claim_cells(village, claims);
    return claims;
}

void VillageIndex::Grid::claim_cells(std::uint32_t village, std::vector<CellClaim>& claims) const {
    const auto& edges = villages[village];
    MarkedCells marks(frame, edges.bounds());
    for (const auto& edge : edges.edges()) marks.mark(edge);
    const auto& window = marks.window();
    for (auto row = window.south; row <= window.north; ++row) {
        auto run = Side::border;
        for (auto column = window.west; column <= window.east; ++column) {
            if (marks.marked(column, row)) {
                run = Side::border;
            } else if (run == Side::border) {
                run = edges.side(frame.middle_of(column, row));
                assert(run != Side::border);
            }
            if (run == Side::outside) continue;
            claims.push_back({static_cast<std::uint32_t>(cell_at(column, row)), Claim::of(village, run)});
        }
    }
}

/// Claims arrive village by village in code order; filed by cell they keep it.
void VillageIndex::Grid::settle(const std::vector<CellClaim>& claims) {
    const auto count = static_cast<std::size_t>(frame.columns() * frame.rows());
    std::vector<std::uint32_t> first(count + 1);
    for (const auto& claim : claims) ++first[claim.cell + 1];
    for (std::size_t cell = 0; cell < count; ++cell) first[cell + 1] += first[cell];
    std::vector<Claim> by_cell(claims.size());
    auto next = first;
    for (const auto& claim : claims) by_cell[next[claim.cell]++] = claim.claim;
    cells.resize(count);
    for (std::size_t cell = 0; cell < count; ++cell) {
        cells[cell] = settled({by_cell.data() + first[cell], first[cell + 1] - first[cell]});
    }
}

Cell VillageIndex::Grid::settled(std::span<const Claim> claims) {
    if (claims.empty()) return nobody;
    if (claims.size() == 1 && claims[0].wholly_inside()) return areas[claims[0].village()];
    const auto at = static_cast<Cell>(lists.size());
    lists.push_back(static_cast<std::uint32_t>(claims.size()));
    for (const auto& claim : claims) lists.push_back(claim.bits);
    return listed | at;
}

Located VillageIndex::Grid::find_in_list(Cell cell, LonLat position) const {
    Located located;
    int interiors = 0;
    for (const auto bits : list_of(cell)) {
        const Claim claim{bits};
        const auto side = claim.wholly_inside() ? Side::inside : villages[claim.village()].side(position);
        if (side == Side::outside) continue;
        if (located.village == no_area) located.village = areas[claim.village()];
        interiors += side == Side::inside ? 1 : 0;
    }
    located.overlap = interiors > 1;
    return located;
}

Metres VillageIndex::Grid::distance_to(std::uint32_t village, LonLat position) const {
    const auto& edges = villages[village];
    return edges.side(position) == Side::outside ? border_distance(edges.edges(), position) : Metres{0};
}

/// Visits cells ring by ring outwards and measures each village met, once.
class VillageIndex::Search {
  public:
    Search(const Grid& grid, LonLat position, Metres radius)
        : grid_(grid), position_(position), limit_m_(radius.value) {}

    Nearest run() {
        const auto column = grid_.frame.column(position_.lon);
        const auto row = grid_.frame.row(position_.lat);
        const auto last_ring = std::max(grid_.frame.columns(), grid_.frame.rows());
        for (std::int64_t ring = 0; ring <= last_ring && may_reach(ring); ++ring)
            visit_ring(column, row, ring);
        return best_;
    }

  private:
    /// A cell k rings away has k - 1 whole cells between; a tenth is kept back for the curvature of the
    /// ground and for positions a little outside the frame.
    bool may_reach(std::int64_t ring) const {
        return static_cast<double>(ring - 1) * grid_.frame.narrowest().value * 0.9 <=
               limit_m_ + same_distance_m;
    }

    void visit_ring(std::int64_t column, std::int64_t row, std::int64_t ring) {
        const auto north = std::min(row + ring, grid_.frame.rows() - 1);
        const auto east = std::min(column + ring, grid_.frame.columns() - 1);
        for (auto r = std::max<std::int64_t>(row - ring, 0); r <= north; ++r) {
            const bool whole_row = r == row - ring || r == row + ring;
            const auto step = whole_row || ring == 0 ? 1 : 2 * ring;
            for (auto c = column - ring; c <= east; c += step) {
                if (c >= 0) visit(grid_.cells[grid_.cell_at(c, r)]);
            }
        }
    }

    void visit(Cell cell) {
        if (cell == nobody || (cell & listed) == 0) return;
        for (const auto bits : grid_.list_of(cell)) {
            const auto village = Claim{bits}.village();
            if (std::ranges::find(seen_, village) != seen_.end()) continue;
            seen_.push_back(village);
            if (at_least_m(grid_.villages[village].bounds(), position_) > limit_m_ + same_distance_m)
                continue;
            consider(grid_.areas[village], grid_.distance_to(village, position_));
        }
    }

    void consider(AreaIndex area, Metres distance) {
        if (distance.value > limit_m_ + same_distance_m) return;
        if (best_.village == no_area && distance.value > limit_m_) return;
        const bool closer =
            best_.village == no_area || distance.value < best_.distance.value - same_distance_m;
        const bool tied = !closer && distance.value <= best_.distance.value + same_distance_m;
        if (!closer && !(tied && area < best_.village)) return;
        best_ = {area, distance};
        limit_m_ = std::min(limit_m_, distance.value);
    }

    const Grid& grid_;
    LonLat position_;
    double limit_m_;
    Nearest best_;
    std::vector<std::uint32_t> seen_;
};

VillageIndex::VillageIndex(const AreaTree& tree) : grid_(std::make_unique<const Grid>(tree)) {}
VillageIndex::~VillageIndex() = default;
VillageIndex::VillageIndex(VillageIndex&&) noexcept = default;
VillageIndex& VillageIndex::operator=(VillageIndex&&) noexcept = default;

Located VillageIndex::find(LonLat position) const {
    assert(std::isfinite(position.lon) && std::isfinite(position.lat));
    const auto& frame = grid_->frame;
    if (!frame.bounds().contains(position)) return {};
    const auto cell = grid_->cells[grid_->cell_at(frame.column(position.lon), frame.row(position.lat))];
    if ((cell & listed) == 0) return {cell, false};
    return cell == nobody ? Located{} : grid_->find_in_list(cell, position);
}

VillageIndex::Nearest VillageIndex::nearest(LonLat position, Metres radius) const {
    if (grid_->villages.empty()) return {};
    if (const auto located = find(position); located.village != no_area) return {located.village, {}};
    if (at_least_m(grid_->frame.bounds(), position) > radius.value) return {};
    return Search(*grid_, position, radius).run();
}

Metres VillageIndex::distance_to(AreaIndex village, LonLat position) const {
    const auto found = std::ranges::lower_bound(grid_->areas, village);
    assert(found != grid_->areas.end() && *found == village);
    return grid_->distance_to(static_cast<std::uint32_t>(found - grid_->areas.begin()), position);
}

}  // namespace courtyard

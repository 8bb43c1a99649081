// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "data/sample/sample_land.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "data/sample/county_outline.h"
#include "data/sample/township_growth.h"
#include "data/sample/value_noise.h"

namespace courtyard {

namespace {

using Cell = HexGrid::Cell;

constexpr double cells_per_village = 700;
constexpr double side_m = 43.9;
constexpr double hexagon_area = 2.598076211353316;
constexpr std::uint32_t dearest = 255;

/// What it costs to grow into a cell: rough ground bends borders, and the rivers' beds attract them.
std::vector<std::uint8_t> roughness(const HexGrid& grid, std::uint64_t seed) {
    const ValueNoise ground(mix(seed, 21));
    const ValueNoise rivers(mix(seed, 22));
    std::vector<std::uint8_t> cost(grid.size(), 0);
    for (Cell cell = 0; cell < grid.size(); ++cell) {
        const GroundPoint at = grid.centre(cell);
        const double rough = ground.layered(at.x / 1000, at.y / 1000, 4);
        const double bed = rivers.layered(at.x / 16000, at.y / 16000, 4) / 0.012;
        const double river = bed * bed < 1 ? 110 * (1 - bed * bed) : 0;
        const double grain = 42 * unit_of(mix(mix(seed, 23), cell));
        cost[cell] =
            static_cast<std::uint8_t>(std::clamp(60 + 90 * rough + grain + river, 9.0, dearest - 1.0));
    }
    return cost;
}

/// Grows all seats at once over the county's cells: each cell goes to the seat that reaches it most cheaply.
/// Costs are small whole numbers, so the open cells wait in a ring of buckets.
std::vector<std::uint32_t> grow(const HexGrid& grid, const std::vector<bool>& county,
                                const std::vector<std::uint8_t>& cost, const std::vector<Cell>& seats) {
    struct Open {
        Cell cell;
        std::uint32_t village;
    };
    std::vector<std::uint32_t> village_of(grid.size(), no_village);
    std::array<std::vector<Open>, dearest + 1> buckets;
    for (std::uint32_t i = 0; i < seats.size(); ++i) buckets[0].push_back({seats[i], i});
    std::size_t waiting = seats.size();
    std::vector<Open> now;
    for (std::size_t turn = 0; waiting > 0; turn = (turn + 1) % buckets.size()) {
        now.clear();
        now.swap(buckets[turn]);
        waiting -= now.size();
        for (const auto [cell, village] : now) {
            if (village_of[cell] != no_village) continue;
            village_of[cell] = village;
            for (const Cell next : grid.neighbours(cell)) {
                if (!county[next] || village_of[next] != no_village) continue;
                buckets[(turn + cost[next]) % buckets.size()].push_back({next, village});
                ++waiting;
            }
        }
    }
    return village_of;
}

/// Random cells of the county, closer together around the county's middle, where the town is.
std::vector<Cell> first_seats(const HexGrid& grid, const std::vector<bool>& county, unsigned villages,
                              std::uint64_t seed) {
    std::vector<Cell> cells;
    for (Cell cell = 0; cell < grid.size(); ++cell) {
        if (county[cell]) cells.push_back(cell);
    }
    RandomStream random(mix(seed, 31));
    std::vector<bool> taken(grid.size(), false);
    std::vector<Cell> seats;
    while (seats.size() < villages) {
        const Cell cell = cells[random.below(static_cast<std::uint32_t>(cells.size()))];
        const GroundPoint at = grid.centre(cell);
        const double town = 1 / (1 + (at.x * at.x + at.y * at.y) / (4000.0 * 4000.0));
        if (taken[cell] || !random.chance(0.4 + 0.6 * town)) continue;
        taken[cell] = true;
        seats.push_back(cell);
    }
    return seats;
}

void gather_cells(SampleLand& land, std::size_t villages) {
    land.first_cell.assign(villages + 1, 0);
    for (const std::uint32_t village : land.village_of) {
        if (village != no_village) ++land.first_cell[village + 1];
    }
    for (std::size_t i = 0; i < villages; ++i) land.first_cell[i + 1] += land.first_cell[i];
    land.cells.resize(land.first_cell[villages]);
    land.middle.assign(villages, {});
    std::vector<std::size_t> next(land.first_cell.begin(), land.first_cell.end() - 1);
    for (Cell cell = 0; cell < land.grid.size(); ++cell) {
        const std::uint32_t village = land.village_of[cell];
        if (village == no_village) continue;
        land.cells[next[village]++] = cell;
        const GroundPoint at = land.grid.centre(cell);
        land.middle[village].x += at.x;
        land.middle[village].y += at.y;
    }
    for (std::size_t i = 0; i < villages; ++i) {
        const auto count = static_cast<double>(land.first_cell[i + 1] - land.first_cell[i]);
        land.middle[i] = {land.middle[i].x / count, land.middle[i].y / count};
    }
}

/// Seats move to the middle of what grew from them, so that sizes even out without becoming equal.
void settle_seats(const SampleLand& land, std::vector<Cell>& seats) {
    for (std::uint32_t i = 0; i < seats.size(); ++i) {
        const Cell cell = land.grid.cell_at(land.middle[i]);
        if (land.village_of[cell] == i) seats[i] = cell;
    }
}

void measure_depth(SampleLand& land) {
    constexpr std::uint16_t unknown = 0xFFFF;
    land.depth.assign(land.grid.size(), unknown);
    std::vector<Cell> ring;
    for (const Cell cell : land.cells) {
        for (const Cell next : land.grid.neighbours(cell)) {
            if (land.village_of[next] == land.village_of[cell]) continue;
            land.depth[cell] = 0;
            ring.push_back(cell);
            break;
        }
    }
    for (std::uint16_t depth = 1; !ring.empty(); ++depth) {
        std::vector<Cell> inner;
        for (const Cell cell : ring) {
            for (const Cell next : land.grid.neighbours(cell)) {
                if (land.depth[next] != unknown || land.village_of[next] == no_village) continue;
                land.depth[next] = depth;
                inner.push_back(next);
            }
        }
        ring.swap(inner);
    }
}

void find_neighbours(SampleLand& land, std::size_t villages) {
    land.neighbours.assign(villages, {});
    for (const Cell cell : land.cells) {
        if (land.depth[cell] != 0) continue;
        const std::uint32_t own = land.village_of[cell];
        for (const Cell next : land.grid.neighbours(cell)) {
            const std::uint32_t other = land.village_of[next];
            if (other != own && other != no_village) land.neighbours[own].push_back(other);
        }
    }
    for (auto& list : land.neighbours) {
        std::sort(list.begin(), list.end());
        list.erase(std::unique(list.begin(), list.end()), list.end());
    }
}

}  // namespace

SampleLand grow_land(unsigned villages, unsigned townships, std::uint64_t seed) {
    const double wanted = villages * cells_per_village;
    const double radius = std::sqrt(wanted * hexagon_area * side_m * side_m / 3.141592653589793);
    SampleLand land{HexGrid(radius * 4.2, radius * 3.6, side_m), {}, {}, {}, {}, {}, {}, {}, {}};
    const auto county = county_outline(land.grid, static_cast<std::size_t>(wanted), radius, seed);
    // On flat ground the seats spread evenly; the rough ground then shapes what grows from them.
    const std::vector<std::uint8_t> flat(land.grid.size(), 60);
    const auto rough = roughness(land.grid, seed);
    std::vector<Cell> seats = first_seats(land.grid, county, villages, seed);
    constexpr int settlings = 3;
    for (int round = 0; round <= settlings; ++round) {
        land.village_of = grow(land.grid, county, round < settlings ? flat : rough, seats);
        gather_cells(land, villages);
        if (round < settlings) settle_seats(land, seats);
    }
    measure_depth(land);
    find_neighbours(land, villages);
    grow_townships(land, townships, mix(seed, 41));
    return land;
}

}  // namespace courtyard

// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "data/sample/sample_places.h"
#include "data/sample/value_noise.h"

namespace courtyard {

namespace {

constexpr double plot_width_m = 23;
constexpr double lane_pitch_m = 37;

HexGrid::Cell random_cell(const SampleLand& land, std::uint32_t village, RandomStream& random) {
    const std::size_t first = land.first_cell[village];
    const auto count = static_cast<std::uint32_t>(land.first_cell[village + 1] - first);
    return land.cells[first + random.below(count)];
}

/// Of some random cells, the one that lies deepest in the village and away from the other settlements.
GroundPoint settlement_middle(const SampleLand& land, std::uint32_t village,
                              const std::vector<GroundPoint>& others, RandomStream& random) {
    GroundPoint best{};
    double best_merit = -1e300;
    for (int attempt = 0; attempt < 14; ++attempt) {
        const HexGrid::Cell cell = random_cell(land, village, random);
        const GroundPoint at = land.grid.centre(cell);
        double merit = std::min<double>(land.depth[cell], 7);
        for (const GroundPoint& other : others) {
            const double off =
                std::sqrt((at.x - other.x) * (at.x - other.x) + (at.y - other.y) * (at.y - other.y));
            merit -= off < 650 ? (650 - off) / 60 : 0;
        }
        if (merit <= best_merit) continue;
        best_merit = merit;
        best = at;
    }
    return best;
}

/// Fills plots along lanes, ring by ring from the middle, where the ground lets a settlement grow.
void fill_plots(const SampleLand& land, std::uint32_t village, GroundPoint middle, std::size_t wanted,
                const ValueNoise& ground, RandomStream& random, std::vector<GroundPoint>& homes) {
    double east = random.between(-1.0, 1.0);
    double north = random.between(0.2, 1.0);
    const double length = std::sqrt(east * east + north * north);
    east /= length;
    north /= length;
    constexpr int furthest = 40;
    for (int ring = 0; ring <= furthest && homes.size() < wanted; ++ring) {
        for (int lane = -ring; lane <= ring; ++lane) {
            const int step = std::abs(lane) == ring ? 1 : std::max(1, 2 * ring);
            for (int plot = -ring; plot <= ring && homes.size() < wanted; plot += step) {
                const double along = plot * plot_width_m + random.between(-4.0, 4.0);
                const double across = lane * lane_pitch_m + random.between(-5.0, 5.0);
                const GroundPoint at{middle.x + along * east - across * north,
                                     middle.y + along * north + across * east};
                const bool empty = random.chance(0.14) || ground.at(at.x / 130, at.y / 130) < -0.3;
                if (empty) continue;
                const HexGrid::Cell cell = land.grid.cell_at(at);
                if (land.village_of[cell] != village || land.depth[cell] == 0) continue;
                homes.push_back(at);
            }
        }
    }
}

}  // namespace

GroundPoint point_inside(const SampleLand& land, std::uint32_t village, RandomStream& random) {
    HexGrid::Cell cell = random_cell(land, village, random);
    for (int attempt = 0; attempt < 60 && land.depth[cell] == 0; ++attempt)
        cell = random_cell(land, village, random);
    const GroundPoint at = land.grid.centre(cell);
    // A cell at the border keeps its very middle, which its moved corners never reach.
    if (land.depth[cell] == 0) return at;
    return {at.x + random.between(-14.0, 14.0), at.y + random.between(-14.0, 14.0)};
}

std::vector<GroundPoint> homes_of(const SampleLand& land, std::uint32_t village, unsigned count,
                                  std::uint64_t seed) {
    RandomStream random(mix(mix(seed, 61), village));
    const ValueNoise ground(mix(seed, 62));
    const std::size_t settlements = count < 110 ? 1 : count < 240 ? 2 : 3;
    std::vector<GroundPoint> homes;
    std::vector<GroundPoint> middles;
    homes.reserve(count);
    for (std::size_t i = 0; i < settlements; ++i) {
        middles.push_back(settlement_middle(land, village, middles, random));
        const std::size_t wanted = i + 1 == settlements ? count : count * (i + 1) * 5 / (settlements * 5 - 1);
        fill_plots(land, village, middles.back(), std::min<std::size_t>(wanted, count), ground, random,
                   homes);
    }
    while (homes.size() < count) homes.push_back(point_inside(land, village, random));
    return homes;
}

}  // namespace courtyard

// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "data/sample/county_outline.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "data/sample/value_noise.h"

namespace courtyard {

namespace {

constexpr float far_away = std::numeric_limits<float>::max();

/// Lower is more central; bumps of all sizes make bays and headlands.
std::vector<float> centrality(const HexGrid& grid, double radius, std::uint64_t seed) {
    const ValueNoise noise(mix(seed, 11));
    std::vector<float> value(grid.size(), far_away);
    for (HexGrid::Cell cell = 0; cell < grid.size(); ++cell) {
        if (grid.on_frame(cell)) continue;
        const GroundPoint at = grid.centre(cell);
        const double x = at.x / (radius * 1.12);
        const double y = at.y / (radius * 0.92);
        const double bays = noise.layered(x * 1.7 + 5, y * 1.7 + 5, 2);
        const double crags = noise.layered(at.x / 5200, at.y / 5200, 5);
        value[cell] =
            static_cast<float>(std::sqrt(x * x + y * y) + 0.48 * bays + 0.2 * crags * 20000 / radius);
    }
    return value;
}

/// The cells of one kind that can be walked to from any of `open`, which are of that kind.
std::vector<bool> walked(const HexGrid& grid, const std::vector<bool>& inside,
                         std::vector<HexGrid::Cell> open) {
    std::vector<bool> seen(grid.size(), false);
    const bool kind = inside[open.front()];
    for (const HexGrid::Cell cell : open) seen[cell] = true;
    while (!open.empty()) {
        const HexGrid::Cell cell = open.back();
        open.pop_back();
        if (grid.on_frame(cell)) continue;
        for (const HexGrid::Cell next : grid.neighbours(cell)) {
            if (seen[next] || inside[next] != kind) continue;
            seen[next] = true;
            open.push_back(next);
        }
    }
    return seen;
}

/// The cells outside the county that touch the frame.
std::vector<HexGrid::Cell> shores(const HexGrid& grid, const std::vector<bool>& county) {
    std::vector<HexGrid::Cell> found;
    for (HexGrid::Cell cell = 0; cell < grid.size(); ++cell) {
        if (grid.on_frame(cell) || county[cell]) continue;
        for (const HexGrid::Cell next : grid.neighbours(cell)) {
            if (!grid.on_frame(next)) continue;
            found.push_back(cell);
            break;
        }
    }
    return found;
}

}  // namespace

std::vector<bool> county_outline(const HexGrid& grid, std::size_t wanted, double radius, std::uint64_t seed) {
    const std::vector<float> value = centrality(grid, radius, seed);
    std::vector<float> sorted = value;
    const auto cut = sorted.begin() + static_cast<std::ptrdiff_t>(std::min(wanted, sorted.size() - 1));
    std::nth_element(sorted.begin(), cut, sorted.end());
    const float limit = std::min(*cut, far_away / 2);
    std::vector<bool> inside(grid.size());
    for (std::size_t i = 0; i < value.size(); ++i) inside[i] = value[i] < limit;
    const auto heart =
        static_cast<HexGrid::Cell>(std::min_element(value.begin(), value.end()) - value.begin());
    const std::vector<bool> piece = walked(grid, inside, {heart});

    // What cannot be reached from the frame is a hole: fill it.
    const std::vector<bool> sea = walked(grid, piece, shores(grid, piece));
    std::vector<bool> county(grid.size());
    for (HexGrid::Cell cell = 0; cell < grid.size(); ++cell)
        county[cell] = !grid.on_frame(cell) && !sea[cell];
    return county;
}

}  // namespace courtyard

// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <numeric>
#include <optional>
#include <random>
#include <span>

#include "geo/village_index.h"
#include "tests/geo/wiggly_county.h"

namespace courtyard {

/// How many villages and how many positions a bench takes: about a county, a city, a province.
struct SampleSize {
    std::string_view name;
    int columns = 0;
    int rows = 0;
    std::size_t positions = 0;
};
inline constexpr SampleSize sample_sizes[] = {
    {"S", 20, 25, 200'000}, {"M", 50, 100, 2'000'000}, {"L", 200, 250, 20'000'000}};

/// By its name, which must be one of `sample_sizes`.
inline const SampleSize& sample_size(std::string_view name) {
    return *std::ranges::find(sample_sizes, name, &SampleSize::name);
}

/// Villages of 264 vertices, always the same ones.
inline AreaTree sample_county(const SampleSize& size) {
    return wiggly_county({.columns = size.columns, .rows = size.rows, .seed = 42});
}

/// Even over the county's bounds, in random order, always the same ones.
inline std::vector<LonLat> random_positions(const AreaTree& county, std::size_t count) {
    Bounds bounds;
    for (const auto& area : county.areas()) bounds.add(area.bounds);
    std::mt19937_64 random(7);
    std::uniform_real_distribution<double> lon(bounds.west, bounds.east);
    std::uniform_real_distribution<double> lat(bounds.south, bounds.north);
    std::vector<LonLat> positions(count);
    for (auto& p : positions) p = {lon(random), lat(random)};
    return positions;
}

/// The positions of the first village first, those of no village last. `located`: the village of each.
inline std::vector<LonLat> in_village_order(std::span<const LonLat> positions,
                                            std::span<const Located> located, std::size_t villages) {
    const auto place = [&](std::size_t i) { return std::min<std::size_t>(located[i].village, villages); };
    std::vector<std::size_t> next(villages + 2);
    for (std::size_t i = 0; i < positions.size(); ++i) ++next[place(i) + 1];
    std::partial_sum(next.begin(), next.end(), next.begin());
    std::vector<LonLat> ordered(positions.size());
    for (std::size_t i = 0; i < positions.size(); ++i) ordered[next[place(i)]++] = positions[i];
    return ordered;
}

}  // namespace courtyard

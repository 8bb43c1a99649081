// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "geo/village_index.h"

#include <benchmark/benchmark.h>

#include <random>

#include "tests/geo/wiggly_county.h"

namespace courtyard {
namespace {

// 70 x 72 = 5,040 villages of 265 vertices, as in docs/PERFORMANCE.md.
const AreaTree& county() {
    static const AreaTree tree = wiggly_county({.columns = 70, .rows = 72, .seed = 42});
    return tree;
}

const std::vector<LonLat>& random_positions() {
    static const std::vector<LonLat> positions = [] {
        std::mt19937_64 random(7);
        Bounds bounds;
        for (const auto& area : county().areas()) bounds.add(area.bounds);
        std::uniform_real_distribution<double> lon(bounds.west, bounds.east);
        std::uniform_real_distribution<double> lat(bounds.south, bounds.north);
        std::vector<LonLat> result(2'000'000);
        for (auto& p : result) p = {lon(random), lat(random)};
        return result;
    }();
    return positions;
}

void report_rate(benchmark::State& state, std::size_t count) {
    state.counters["Mpoints/s"] =
        benchmark::Counter(static_cast<double>(count) / 1e6, benchmark::Counter::kIsIterationInvariantRate);
}

void village_index_build(benchmark::State& state) {
    county();
    for (auto _ : state) benchmark::DoNotOptimize(VillageIndex(county()));
}
BENCHMARK(village_index_build)->Unit(benchmark::kMillisecond);

void village_index_random(benchmark::State& state) {
    const VillageIndex index(county());
    std::vector<Located> found(random_positions().size());
    for (auto _ : state) index.find(random_positions(), found);
    report_rate(state, random_positions().size());
    state.counters["MB"] = static_cast<double>(index.memory_bytes()) / 1e6;
}
BENCHMARK(village_index_random)->Unit(benchmark::kMillisecond);

void village_index_one_by_one(benchmark::State& state) {
    const VillageIndex index(county());
    for (auto _ : state) {
        for (const auto& p : random_positions()) benchmark::DoNotOptimize(index.find(p));
    }
    report_rate(state, random_positions().size());
}
BENCHMARK(village_index_one_by_one)->Unit(benchmark::kMillisecond);

/// Positions up to 5 km outside the county.
void nearest_village(benchmark::State& state) {
    const VillageIndex index(county());
    std::mt19937_64 random(9);
    std::uniform_real_distribution<double> lat(34.1, 35.3);
    std::uniform_real_distribution<double> lon(112.94, 112.99);
    std::vector<LonLat> positions(10'000);
    for (auto& p : positions) p = {lon(random), lat(random)};
    for (auto _ : state) {
        for (const auto& p : positions) benchmark::DoNotOptimize(index.nearest(p, Metres{5000}));
    }
    report_rate(state, positions.size());
}
BENCHMARK(nearest_village)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace courtyard

BENCHMARK_MAIN();

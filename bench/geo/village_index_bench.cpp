// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "geo/village_index.h"

#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include <cstdlib>
#include <ctime>
#include <random>

#include "bench/geo/geos_peer.h"
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

/// By the processor's clock, so that a busy machine does not spoil the ratio.
template <class Find>
double measured_rate(std::size_t count, Find find) {
    const auto start = std::clock();
    std::uint64_t sum = 0;
    for (std::size_t i = 0; i < count; ++i) sum += find(random_positions()[i]);
    benchmark::DoNotOptimize(sum);
    const auto seconds = static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
    return static_cast<double>(count) / seconds / 1e6;
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
    for (auto _ : state) {
        for (const auto& p : random_positions()) benchmark::DoNotOptimize(index.find(p));
    }
    report_rate(state, random_positions().size());
}
BENCHMARK(village_index_random)->Unit(benchmark::kMillisecond);

void geos_prepared_random(benchmark::State& state) {
    const GeosPeer index(county());
    constexpr std::size_t count = 300'000;
    for (std::size_t i = 0; i < 50'000; ++i) benchmark::DoNotOptimize(index.find(random_positions()[i]));
    for (auto _ : state) {
        for (std::size_t i = 0; i < count; ++i) benchmark::DoNotOptimize(index.find(random_positions()[i]));
    }
    report_rate(state, count);
}
BENCHMARK(geos_prepared_random)->Unit(benchmark::kMillisecond);

/// The same positions through both; exits when one answer differs.
void print_ratio() {
    const VillageIndex ours(county());
    const GeosPeer geos(county());
    constexpr std::size_t count = 500'000;
    for (std::size_t i = 0; i < count; ++i) {
        if (ours.find(random_positions()[i]).village == geos.find(random_positions()[i])) continue;
        fmt::print(stderr, "position {} differs\n", i);
        std::exit(1);
    }
    const double our_rate = measured_rate(random_positions().size(),
                                          [&](LonLat p) { return std::uint64_t{ours.find(p).village}; });
    const double geos_rate = measured_rate(count, [&](LonLat p) { return std::uint64_t{geos.find(p)}; });
    fmt::print(
        "{} villages, random points: ours {:.2f} M/s, GEOS prepared + STRtree {:.2f} M/s, ratio {:.1f}, "
        "{} answers equal\n",
        county().size(), our_rate, geos_rate, our_rate / geos_rate, count);
}

}  // namespace
}  // namespace courtyard

int main(int argc, char** argv) {
    benchmark::Initialize(&argc, argv);
    benchmark::RunSpecifiedBenchmarks();
    courtyard::print_ratio();
}

// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include <random>

#include "geo/coordinate_text.h"
#include "geo/datum_detective.h"
#include "tests/geo/wiggly_county.h"

namespace courtyard {
namespace {

void report_rate(benchmark::State& state, std::size_t count, const char* what) {
    state.counters[what] =
        benchmark::Counter(static_cast<double>(count) / 1e6, benchmark::Counter::kIsIterationInvariantRate);
}

std::vector<LonLat> positions(std::size_t count, const Bounds& bounds, std::uint64_t seed = 7) {
    std::mt19937_64 random(seed);
    std::uniform_real_distribution<double> lon(bounds.west, bounds.east);
    std::uniform_real_distribution<double> lat(bounds.south, bounds.north);
    std::vector<LonLat> result(count);
    for (LonLat& p : result) p = {lon(random), lat(random)};
    return result;
}

void to_wgs84_from(benchmark::State& state, const char* said) {
    const Datum datum = parse_datum(said).value();
    std::vector<LonLat> given = positions(100'000, {112.5, 33.5, 114.5, 35.5});
    for (LonLat& p : given) p = from_wgs84(p, datum);
    for (auto _ : state)
        for (const LonLat& p : given) benchmark::DoNotOptimize(to_wgs84(p, datum));
    report_rate(state, given.size(), "Mpoints/s");
}
BENCHMARK_CAPTURE(to_wgs84_from, gcj02, "gcj02")->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(to_wgs84_from, bd09, "bd09")->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(to_wgs84_from, bd09mc, "bd09mc")->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(to_wgs84_from, web_mercator, "EPSG:3857")->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(to_wgs84_from, gauss_kruger, "EPSG:4547")->Unit(benchmark::kMillisecond);

void coordinate_text(benchmark::State& state, bool sexagesimal) {
    std::vector<std::string> texts;
    for (const LonLat& p : positions(100'000, {112.5, 33.5, 114.5, 35.5}))
        texts.push_back(sexagesimal
                            ? fmt::format("{}°{}′{:.2f}″E", int(p.lon), int(p.lat), 59 * (p.lon - int(p.lon)))
                            : fmt::format("{:.7f}", p.lon));
    for (auto _ : state)
        for (const std::string& text : texts)
            benchmark::DoNotOptimize(parse_coordinate(text, Axis::longitude).value());
    report_rate(state, texts.size(), "Mtexts/s");
}
BENCHMARK_CAPTURE(coordinate_text, decimal, false)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(coordinate_text, degrees_minutes_seconds, true)->Unit(benchmark::kMillisecond);

/// Households all over a county, 8 m off, a tenth of them with a wrong village, a share of them in GCJ-02.
struct Batch {
    Batch(const WigglyCounty& drawing, std::size_t count, double share_in_gcj02)
        : tree(wiggly_county(drawing)), villages(tree) {
        Bounds bounds;
        for (const Area& area : tree.areas()) bounds.add(area.bounds);
        std::mt19937_64 random(drawing.seed);
        std::normal_distribution<double> off(0, 8e-5);
        std::uniform_real_distribution<double> chance;
        for (const LonLat& home : positions(count, bounds, drawing.seed)) {
            const AreaIndex village = villages.find(home).village;
            const bool wrong = village == no_area || chance(random) < 0.1;
            const auto declared = wrong ? static_cast<AreaIndex>(random() % tree.size()) : village;
            const Datum datum = chance(random) < share_in_gcj02 ? Datum::gcj02 : Datum::wgs84;
            const LonLat seen{home.lon + off(random), home.lat + off(random)};
            rows.push_back({from_wgs84(seen, datum), tree[declared].code, {}, rows.size() + 2});
        }
    }
    DatumEvidence evidence() const { return datum_evidence(rows, tree, villages); }

    AreaTree tree;
    VillageIndex villages;
    std::vector<Witness> rows;
};

void detective(benchmark::State& state) {
    const Batch batch({.columns = 20, .rows = 16, .seed = 3}, static_cast<std::size_t>(state.range(0)), 1);
    for (auto _ : state) {
        if (batch.evidence().verdict != DatumReading{Datum::gcj02})
            state.SkipWithError("the verdict is wrong");
    }
}
BENCHMARK(detective)->Arg(1'000)->Arg(1'000'000)->Unit(benchmark::kMillisecond);

/// The worst batch: every row must be looked at, for there is one witness in all.
void detective_on_one_spot(benchmark::State& state) {
    Batch batch({.columns = 20, .rows = 16, .seed = 3}, 1, 1);
    const std::vector<Witness> rows(1'000'000, batch.rows[0]);
    for (auto _ : state) benchmark::DoNotOptimize(datum_evidence(rows, batch.tree, batch.villages));
}
BENCHMARK(detective_on_one_spot)->Unit(benchmark::kMillisecond);

/// What becomes of 60 batches of so many rows, in villages of so many hundred metres, so many per cent of
/// them in GCJ-02: per cent of the batches with each finding. `wrong` must be 0.
void trials(benchmark::State& state) {
    constexpr std::uint64_t batches = 60;
    double clear = 0;
    double mixed = 0;
    double wrong = 0;
    for (auto _ : state) {
        for (std::uint64_t seed = 1; seed <= batches; ++seed) {
            const Batch batch({.columns = 8,
                               .rows = 8,
                               .vertices_per_side = 12,
                               .seed = seed,
                               .village_deg = static_cast<double>(state.range(0)) / 1'000},
                              static_cast<std::size_t>(state.range(1)),
                              static_cast<double>(state.range(2)) / 100);
            const DatumEvidence evidence = batch.evidence();
            const Datum most = state.range(2) > 50 ? Datum::gcj02 : Datum::wgs84;
            clear += evidence.finding == DatumFinding::clear;
            mixed += evidence.finding == DatumFinding::mixed;
            wrong += evidence.verdict && *evidence.verdict != DatumReading{most};
        }
    }
    state.counters["clear_%"] = 100 * clear / batches;
    state.counters["mixed_%"] = 100 * mixed / batches;
    state.counters["wrong_%"] = 100 * wrong / batches;
}
BENCHMARK(trials)
    ->ArgsProduct({{5, 10, 20, 60}, {30, 100, 300, 1'000, 3'000}, {0, 5, 30, 50, 100}})
    ->Iterations(1)
    ->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace courtyard

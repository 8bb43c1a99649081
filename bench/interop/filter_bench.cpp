// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
// Filters in CQL2 text over two million households: every one of them is asked, and the matches are counted.
#include <benchmark/benchmark.h>

#include <string>

#include "api/cql2/filter.h"
#include "api/layer_fields.h"
#include "api/layer_view.h"
#include "tests/tiles/sample_areas.h"

namespace courtyard {
namespace {

const Day day = Day::of(2026, 6, 30);
const LayerName layer{PointKind::courtyards};
const sample::CountyPlan city{100, 50, 8, 0.0125, {112.6, 35.4}, 1};

const Moment& moment() {
    static const Moment made = [] {
        static const AreaTree areas = sample::county(city);
        auto edition = std::make_shared<EditionPicture>();
        edition->areas = {std::shared_ptr<void>(), &areas};
        auto snapshot = std::make_shared<Snapshot>();
        snapshot->editions.push_back(edition);
        const PointLayer households =
            sample::courtyards().rebuilt_with(sample::households(sample::county_bounds(city), 2'000'000, 1));
        for ([[maybe_unused]] const PointKind kind : point_kinds)
            snapshot->layers.push_back({households, std::make_shared<TileRevisions>()});
        return Moment{day, snapshot, edition.get()};
    }();
    return made;
}

Result<Filter> read(const std::string& cql2) {
    return Filter::parse(cql2, fields_of(layer), [](double lon, double lat) {
        return Result<LonLat>(LonLat{lon, lat});
    });
}

void count_matches(benchmark::State& state, const std::string& cql2) {
    static ScopedLayers scoped;
    auto filter = read(cql2);
    if (!filter) return state.SkipWithError(filter.error().detail.en.c_str());
    LayerQuery query;
    query.filter = std::make_shared<const Filter>(std::move(*filter));
    const LayerView view = LayerView::of(layer, query, moment(), scoped, {});
    std::uint64_t matched = 0;
    for (auto _ : state) matched = view.count();
    state.counters["matched"] = static_cast<double>(matched);
    state.counters["rows"] = benchmark::Counter(2e6, benchmark::Counter::kIsIterationInvariantRate);
}

/// From text to condition.
void read_filter(benchmark::State& state, const std::string& cql2) {
    for (auto _ : state) benchmark::DoNotOptimize(read(cql2));
}

const std::string qgis = "(((\"status\" = 'accepted') AND (\"completed_on\" >= DATE('2023-01-01'))))";

/// A polygon of sixteen positions around the middle of the county.
std::string polygon() {
    return "S_INTERSECTS(geometry,POLYGON((112.7 34.80,112.8 34.75,112.9 34.74,113.0 34.76,113.1 34.80,"
           "113.15 34.90,113.14 35.00,113.1 35.10,113.0 35.15,112.9 35.16,112.8 35.14,112.7 35.10,"
           "112.66 35.00,112.65 34.90,112.67 34.85,112.7 34.80)))";
}

BENCHMARK_CAPTURE(read_filter, qgis, qgis)->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(read_filter, polygon, polygon())->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(count_matches, everything, "TRUE")->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(count_matches, status, "status = 'accepted'")->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(count_matches, qgis, qgis)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(count_matches, like, "id LIKE '%77%'")->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(count_matches, casei, "CASEI(area_name) = CASEI('X')")->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(count_matches, days, "completed_on IS NULL OR revoked_on > completed_on")
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(count_matches, box,
                  "S_INTERSECTS(geometry,BBOX(112.7,34.8,112.75,34.85)) AND status = 'accepted'")
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(count_matches, polygon, polygon())->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace courtyard

BENCHMARK_MAIN();

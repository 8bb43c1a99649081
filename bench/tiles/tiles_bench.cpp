// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include <benchmark/benchmark.h>

#include "tests/tiles/sample_areas.h"
#include "tiles/area_layer.h"
#include "tiles/mvt.h"
#include "tiles/point_tiles.h"

namespace courtyard {
namespace {

// 5,000 villages of about 260 vertices each on one z8 tile; 200,000 households of one county.
const sample::CountyPlan city{100, 50, 64, 0.0125, {112.6, 35.4}, 1};
const sample::CountyPlan one_county{20, 16, 20, 0.02, {113.4, 34.9}, 1};

const AreaTree& city_tree() {
    static const AreaTree tree = sample::county(city);
    return tree;
}

const AreaLayer& city_areas() {
    static const AreaLayer layer(city_tree());
    return layer;
}

const PointLayer& courtyards() {
    static const PointLayer layer =
        sample::courtyards().rebuilt_with(sample::households(sample::county_bounds(one_county), 200'000, 1));
    return layer;
}

/// Of all tiles of a zoom, the one with the most households.
Tile busiest(unsigned z) {
    const Bounds bounds = courtyards().bounds();
    const Tile north_west = tile_at({bounds.west, bounds.north}, z);
    const Tile south_east = tile_at({bounds.east, bounds.south}, z);
    Tile best = north_west;
    std::uint32_t most = 0;
    for (std::uint32_t x = north_west.x(); x <= south_east.x(); ++x) {
        for (std::uint32_t y = north_west.y(); y <= south_east.y(); ++y) {
            const Tile tile = Tile::of(z, x, y).value();
            const std::uint32_t count = courtyards().counts_in(tile, never).count;
            if (count > most) {
                most = count;
                best = tile;
            }
        }
    }
    return best;
}

void household_tile(benchmark::State& state, Day day) {
    const Tile tile = busiest(static_cast<unsigned>(state.range(0)));
    std::size_t bytes = 0;
    for (auto _ : state) {
        const std::string packed = gzip(point_tile(courtyards(), tile, day, LowZooms::cells).mvt, 1);
        bytes = packed.size();
        benchmark::DoNotOptimize(packed.data());
    }
    state.counters["households"] = courtyards().counts_in(tile, day).count;
    state.counters["gzip_bytes"] = static_cast<double>(bytes);
}

void area_tile(benchmark::State& state) {
    const Tile tile = tile_at({113.0, 35.2}, static_cast<unsigned>(state.range(0)));
    const AreaLayer& areas = city_areas();
    std::size_t bytes = 0;
    for (auto _ : state) {
        const std::string mvt = areas.tile(tile);
        bytes = mvt.size();
        benchmark::DoNotOptimize(mvt.data());
    }
    state.counters["bytes"] = static_cast<double>(bytes);
    state.counters["gzip_bytes"] = static_cast<double>(gzip(areas.tile(tile), 1).size());
}

void area_layer_build(benchmark::State& state) {
    const AreaTree& tree = city_tree();
    for (auto _ : state) {
        const AreaLayer layer(tree);
        benchmark::DoNotOptimize(&layer);
    }
}

void change_of_one_point(benchmark::State& state) {
    PointLayer layer = courtyards();
    std::uint64_t fid = 1;
    for (auto _ : state) {
        MapPoint point = layer.find(fid)->copy();
        fid = fid % 200'000 + 1;
        layer = layer.changed({std::move(point)}, {});
        benchmark::DoNotOptimize(layer.size());
    }
}

BENCHMARK_CAPTURE(household_tile, today, never)->Arg(14)->Arg(11)->Arg(8)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(household_tile, past_day, Day{19'000})
    ->Arg(14)
    ->Arg(11)
    ->Arg(8)
    ->Unit(benchmark::kMillisecond);
BENCHMARK(area_tile)->Arg(8)->Arg(11)->Arg(14)->Unit(benchmark::kMillisecond);
BENCHMARK(area_layer_build)->Unit(benchmark::kMillisecond);
BENCHMARK(change_of_one_point)->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace courtyard

BENCHMARK_MAIN();

// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "geo/reach.h"

#include <benchmark/benchmark.h>

#include <random>

#include "geo/distance_raster.h"
#include "geo/reach_polygons.h"
#include "tests/geo/wiggly_county.h"

namespace courtyard {
namespace {

/// 5,040 villages of 265 vertices in one county without a boundary of its own.
const std::shared_ptr<const AreaTree>& county() {
    static const auto tree = [] {
        const AreaTree villages = wiggly_county({.columns = 70, .rows = 72, .seed = 42});
        std::vector<Area> areas(villages.areas().begin(), villages.areas().end());
        Area top;
        top.code = AreaCode::parse("410199").value();
        top.level = AreaLevel::county;
        areas.push_back(top);
        return std::make_shared<const AreaTree>(AreaTree::of(std::move(areas)).value());
    }();
    return tree;
}

std::vector<LonLat> some_points(std::size_t count) {
    const Bounds& bounds = (*county())[county()->roots().front()].bounds;
    std::mt19937_64 random(5);
    std::uniform_real_distribution<double> lon(bounds.west, bounds.east);
    std::uniform_real_distribution<double> lat(bounds.south, bounds.north);
    std::vector<LonLat> points(count);
    for (auto& p : points) p = {lon(random), lat(random)};
    return points;
}

const std::vector<LonLat>& points() {
    static const std::vector<LonLat> all = some_points(2000);
    return all;
}

Metres radius_of(const benchmark::State& state) { return {static_cast<double>(state.range(0))}; }

void reach_from_nothing(benchmark::State& state) {
    county();
    AreaReach total;
    for (auto _ : state) {
        const auto ground = std::make_shared<const ReachGround>(county());
        const Reach reach = Reach::of(ground, ServicePoints(points()), radius_of(state));
        total = reach.of_area(county()->roots().front());
    }
    state.counters["share"] = *total.area_share();
    state.counters["within"] = total.villages_within;
}
BENCHMARK(reach_from_nothing)->Arg(500)->Arg(3000)->Arg(20000)->Unit(benchmark::kMillisecond);

/// Of every kind of answer: the new reach, and all its rows.
void reach_one_point_more(benchmark::State& state) {
    const auto ground = std::make_shared<const ReachGround>(county());
    const Reach reach = Reach::of(ground, ServicePoints(points()), radius_of(state));
    const auto more = some_points(2100);
    std::size_t next = 2000;
    for (auto _ : state) {
        const Reach changed = reach.with(more[next]);
        benchmark::DoNotOptimize(changed.by_level(county()->roots().front(), AreaLevel::village));
        next = next + 1 == more.size() ? 2000 : next + 1;
    }
}
BENCHMARK(reach_one_point_more)->Arg(500)->Arg(3000)->Arg(20000)->Unit(benchmark::kMillisecond);

void reach_one_point_less(benchmark::State& state) {
    const auto ground = std::make_shared<const ReachGround>(county());
    const Reach reach = Reach::of(ground, ServicePoints(points()), radius_of(state));
    std::size_t next = 0;
    for (auto _ : state) {
        auto fewer = points();
        fewer.erase(fewer.begin() + static_cast<std::ptrdiff_t>(next));
        benchmark::DoNotOptimize(reach.changed(ServicePoints(std::move(fewer))));
        next = (next + 1) % points().size();
    }
}
BENCHMARK(reach_one_point_less)->Arg(500)->Arg(3000)->Arg(20000)->Unit(benchmark::kMillisecond);

/// Everybody in one town: 2,000 points within 2 km.
void reach_of_a_crowd(benchmark::State& state) {
    const auto ground = std::make_shared<const ReachGround>(county());
    std::mt19937_64 random(6);
    std::uniform_real_distribution<double> noise(-0.01, 0.01);
    std::vector<LonLat> crowd(2000);
    for (auto& p : crowd) p = {113.7 + noise(random), 34.7 + noise(random)};
    for (auto _ : state) benchmark::DoNotOptimize(Reach::of(ground, ServicePoints(crowd), radius_of(state)));
}
BENCHMARK(reach_of_a_crowd)->Arg(500)->Arg(3000)->Unit(benchmark::kMillisecond);

void reach_polygons_of_the_county(benchmark::State& state) {
    const ServicePoints service(points());
    for (auto _ : state)
        benchmark::DoNotOptimize(
            reach_polygons(*county(), county()->roots().front(), service, radius_of(state)));
}
BENCHMARK(reach_polygons_of_the_county)->Arg(500)->Arg(3000)->Arg(20000)->Unit(benchmark::kMillisecond);

void distances_to_the_nearest(benchmark::State& state) {
    const ServicePoints service(points());
    const auto places = some_points(100'000);
    for (auto _ : state)
        for (const LonLat place : places) benchmark::DoNotOptimize(service.nearest(place));
    state.counters["Mpositions/s"] = benchmark::Counter(static_cast<double>(places.size()) / 1e6,
                                                        benchmark::Counter::kIsIterationInvariantRate);
}
BENCHMARK(distances_to_the_nearest)->Unit(benchmark::kMillisecond);

void distance_raster_of_a_million_cells(benchmark::State& state) {
    const ServicePoints service(points());
    const VillageIndex villages(*county());
    for (auto _ : state)
        benchmark::DoNotOptimize(distance_raster(*county(), villages, county()->roots().front(), service, 0));
}
BENCHMARK(distance_raster_of_a_million_cells)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace courtyard

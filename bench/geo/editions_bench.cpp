// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include <benchmark/benchmark.h>

#include "bench/geo/sample_county.h"
#include "geo/code_successors.h"
#include "geo/edition_changes.h"

namespace courtyard {
namespace {

const AreaTree& county_of_5000() {
    static const AreaTree county = sample_county(sample_size("M"));
    return county;
}

/// The county with every `stride`-th village merged into its western neighbour's code and drawn as two parts.
AreaTree with_mergers(const AreaTree& county, std::size_t stride) {
    std::vector<Area> areas;
    for (std::size_t i = 0; i < county.size(); ++i) {
        const Area& area = county[static_cast<AreaIndex>(i)];
        if (i % stride == 1) {
            areas.back().boundary.polygons.push_back(area.boundary.polygons.front());
            areas.back().bounds.add(area.bounds);
        } else {
            areas.push_back(area);
        }
    }
    return AreaTree::of(std::move(areas)).value();
}

/// The county drawn anew: every vertex about 2 m from where it was, in its own direction.
AreaTree redrawn(const AreaTree& county) {
    std::vector<Area> areas(county.areas().begin(), county.areas().end());
    for (Area& area : areas) {
        for (Ring& ring : area.boundary.polygons.front().rings) {
            for (LonLat& p : ring) {
                const double turn = 1e7 * (p.lon + 3 * p.lat);
                p = {p.lon + 2e-5 * std::sin(turn), p.lat + 2e-5 * std::cos(turn)};
            }
        }
        area.bounds = bounds_of(area.boundary);
    }
    return AreaTree::of(std::move(areas)).value();
}

void compare(benchmark::State& state, const AreaTree& after) {
    const AreaTree& before = county_of_5000();
    std::size_t links = 0;
    for (auto _ : state) links = compare_editions(before, after).links.size();
    state.counters["villages"] = static_cast<double>(before.size());
    state.counters["links"] = static_cast<double>(links);
}

void edition_unchanged(benchmark::State& state) { compare(state, county_of_5000()); }
void edition_one_in_fifty_merged(benchmark::State& state) {
    compare(state, with_mergers(county_of_5000(), 50));
}
void edition_every_vertex_redrawn(benchmark::State& state) { compare(state, redrawn(county_of_5000())); }

/// Every `stride`-th village has another code on the same ground.
AreaTree recoded(const AreaTree& county, std::size_t stride) {
    std::vector<Area> areas(county.areas().begin(), county.areas().end());
    std::size_t villages = 0;
    for (Area& area : areas)
        if (area.level == AreaLevel::village && villages++ % stride == 0)
            area.code = AreaCode::parse("999" + std::to_string(100'000'000 + villages)).value();
    return AreaTree::of(std::move(areas)).value();
}

void follow(benchmark::State& state, const AreaTree& after) {
    const auto unowned = [](const AreaTree& areas) {
        return CodeSuccessors::Areas(CodeSuccessors::Areas(), &areas);
    };
    std::size_t codes = 0;
    for (auto _ : state) codes = CodeSuccessors({unowned(county_of_5000())}, unowned(after)).all().size();
    state.counters["codes"] = static_cast<double>(codes);
}

void edition_codes_of_one_in_fifty_merged(benchmark::State& state) {
    follow(state, with_mergers(county_of_5000(), 50));
}
void edition_codes_of_one_in_fifty_changed(benchmark::State& state) {
    follow(state, recoded(county_of_5000(), 50));
}
void edition_codes_all_changed(benchmark::State& state) { follow(state, recoded(county_of_5000(), 1)); }

BENCHMARK(edition_unchanged)->Unit(benchmark::kMillisecond);
BENCHMARK(edition_one_in_fifty_merged)->Unit(benchmark::kMillisecond);
BENCHMARK(edition_every_vertex_redrawn)->Unit(benchmark::kMillisecond);
BENCHMARK(edition_codes_of_one_in_fifty_merged)->Unit(benchmark::kMillisecond);
BENCHMARK(edition_codes_of_one_in_fifty_changed)->Unit(benchmark::kMillisecond);
BENCHMARK(edition_codes_all_changed)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace courtyard

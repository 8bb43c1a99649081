// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0

// Whole pyramids and single tiles of a city of 5,000 villages and two million households (or as many as the
// first argument says), on two threads: seconds, percentiles and memory, not means. With `--write FOLDER`:
// only the city as tables for its peers (bench/tiles/peers.sh).
#include <fmt/format.h>
#include <malloc.h>

#include <unistd.h>
#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdlib>
#include <fstream>
#include <functional>
#include <limits>
#include <thread>

#include "bench/tiles/peer_tables.h"
#include "tests/tiles/sample_areas.h"
#include "tiles/area_layer.h"
#include "tiles/mvt.h"
#include "tiles/point_tiles.h"

namespace courtyard {
namespace {

using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point start) {
    return std::chrono::duration<double>(Clock::now() - start).count();
}

/// Memory in use, after what the allocator keeps for later is given back.
double resident_mb() {
    malloc_trim(0);
    std::ifstream statm("/proc/self/statm");
    double pages = 0;
    statm >> pages >> pages;
    return pages * static_cast<double>(sysconf(_SC_PAGESIZE)) / 1e6;
}

std::vector<Tile> tiles_of(const Bounds& bounds, unsigned z) {
    const Tile north_west = tile_at({bounds.west, bounds.north}, z);
    const Tile south_east = tile_at({bounds.east, bounds.south}, z);
    std::vector<Tile> tiles;
    for (std::uint32_t x = north_west.x(); x <= south_east.x(); ++x) {
        for (std::uint32_t y = north_west.y(); y <= south_east.y(); ++y) {
            tiles.push_back(Tile::of(z, x, y).value());
        }
    }
    return tiles;
}

using Draw = std::function<std::string(Tile)>;

std::vector<Tile> pyramid_of(const Bounds& bounds) {
    std::vector<Tile> tiles;
    for (unsigned z = 8; z <= 14; ++z) {
        std::ranges::copy(tiles_of(bounds, z), std::back_inserter(tiles));
    }
    return tiles;
}

/// Every tile of z8 to z14 with gzip at level 1, by two threads.
void pyramid(std::string_view what, const Bounds& bounds, const Draw& draw) {
    const std::vector<Tile> tiles = pyramid_of(bounds);
    std::atomic<std::size_t> next = 0;
    std::atomic<std::size_t> raw = 0;
    std::atomic<std::size_t> packed = 0;
    std::atomic<std::size_t> written = 0;
    std::atomic<std::int64_t> packing_ns = 0;
    const auto start = Clock::now();
    const auto work = [&] {
        for (std::size_t i = next++; i < tiles.size(); i = next++) {
            const std::string mvt = draw(tiles[i]);
            if (!mvt.empty()) {
                const auto drawn = Clock::now();
                raw += mvt.size();
                packed += gzip(mvt, 1).size();
                ++written;
                packing_ns += std::chrono::nanoseconds(Clock::now() - drawn).count();
            }
        }
    };
    std::thread other(work);
    work();
    other.join();
    const double seconds = seconds_since(start);
    fmt::print("{:<52} {:6.2f} s  {} tiles, {:.0f} MB, {:.0f} MB packed in {:.0f} % of the time\n", what,
               seconds, written.load(), static_cast<double>(raw) / 1e6, static_cast<double>(packed) / 1e6,
               static_cast<double>(packing_ns) / 1e9 / 2 / seconds * 100);
}

/// One tile after the other, each drawn and packed anew.
void single_tiles(std::string_view what, const Bounds& bounds, unsigned z, const Draw& draw) {
    constexpr std::size_t wanted = 400;
    const std::vector<Tile> tiles = tiles_of(bounds, z);
    std::vector<double> times;
    for (std::size_t i = 0; times.size() < wanted; ++i) {
        const auto start = Clock::now();
        const std::string mvt = draw(tiles[i * 7919 % tiles.size()]);
        const std::string packed = gzip(mvt, 1);
        if (!mvt.empty()) {
            times.push_back(seconds_since(start) * 1e3);
        }
        if (i > 100 * wanted) {
            return;
        }
    }
    std::ranges::sort(times);
    fmt::print("{:<40} z{:<2} p50 {:7.3f} ms  p99 {:7.3f} ms  worst {:7.3f} ms\n", what, z, times[wanted / 2],
               times[wanted * 99 / 100], times.back());
}

const sample::CountyPlan city{100, 50, 64, 0.0125, {112.6, 35.4}, 1};

void write(const std::filesystem::path& folder, std::size_t households) {
    const Bounds bounds = sample::county_bounds(city);
    write_peer_tables(folder, sample::county(city), sample::households(bounds, households, 1),
                      sample::courtyards().statuses(), pyramid_of(bounds));
}

void run(std::size_t households) {
    const Bounds bounds = sample::county_bounds(city);
    const AreaTree tree = sample::county(city);

    const double before_points = resident_mb();
    const PointLayer courtyards =
        sample::courtyards().rebuilt_with(sample::households(bounds, households, 1));
    const double points_mb = resident_mb() - before_points;
    fmt::print("{} households in the point layer: {:.0f} MB, {:.0f} bytes each\n", households, points_mb,
               points_mb * 1e6 / static_cast<double>(households));
    const double before_areas = resident_mb();
    const AreaLayer areas(tree);
    fmt::print("{} areas in the area layer: {:.0f} MB\n", tree.size(), resident_mb() - before_areas);

    {
        const Tile all = tile_at({(bounds.west + bounds.east) / 2, (bounds.south + bounds.north) / 2}, 8);
        const AreaLayer fresh(tree);
        const auto start = Clock::now();
        const std::string first = gzip(fresh.tile(all), 1);
        fmt::print("the first area tile of z8 of a new edition: {:.0f} ms, {} bytes packed\n",
                   seconds_since(start) * 1e3, first.size());
    }
    const Draw area_tile = [&](Tile tile) { return areas.tile(tile); };
    pyramid("area tiles z8-z14, nothing kept yet", bounds, area_tile);
    pyramid("area tiles z8-z14, again", bounds, area_tile);
    const double areas_mb = resident_mb() - before_areas;
    fmt::print("area layer with its kept shapes: {:.0f} MB; all layers: {:.0f} MB\n", areas_mb,
               points_mb + areas_mb);

    constexpr PointLimits no_limits{std::numeric_limits<std::size_t>::max(),
                                    std::numeric_limits<std::size_t>::max()};
    pyramid("household tiles z8-z14, every point kept", bounds,
            [&](Tile tile) { return point_tile(courtyards, tile, never, LowZooms::points, no_limits).mvt; });
    const auto on_day = [&](Day day) {
        return [&, day](Tile tile) { return point_tile(courtyards, tile, day, LowZooms::cells).mvt; };
    };
    pyramid("household tiles z8-z14, as served", bounds, on_day(never));

    for (const unsigned z : {14U, 11U, 8U}) {
        single_tiles("households, today", bounds, z, on_day(never));
    }
    for (const unsigned z : {14U, 11U, 8U}) {
        single_tiles("households, one past day", bounds, z, on_day(Day::of(2022, 6, 30)));
    }
    int day = 0;
    for (const unsigned z : {14U, 11U, 8U}) {
        single_tiles("households, another past day every time", bounds, z, [&](Tile tile) {
            return point_tile(courtyards, tile, Day::of(2021, 6, 30) + day++ % 700, LowZooms::cells).mvt;
        });
    }
    for (const unsigned z : {14U, 11U, 8U}) {
        single_tiles("areas", bounds, z, area_tile);
    }
}

}  // namespace
}  // namespace courtyard

int main(int argc, char** argv) {
    const std::size_t households = argc > 1 ? std::strtoull(argv[1], nullptr, 10) : 2'000'000;
    if (argc == 4 && std::string_view(argv[2]) == "--write") {
        courtyard::write(argv[3], households);
    } else {
        courtyard::run(households);
    }
    return 0;
}

// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "tiles/point_tiles.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fmt/format.h>

#include <array>
#include <map>
#include <numeric>
#include <random>
#include <set>
#include <thread>

#include "tests/tiles/mvt_checker.h"
#include "tests/tiles/sample_areas.h"
#include "tiles/mvt.h"

namespace courtyard {
namespace {

using mvt_check::Path;
using mvt_check::Value;
using testing::ElementsAre;
using testing::Pair;
using testing::UnorderedElementsAre;

mvt_check::Report checked(const TileContent& content) {
    mvt_check::Report report = mvt_check::check(content.mvt);
    EXPECT_TRUE(report.spotless()) << report.text();
    return report;
}

std::uint64_t number(const mvt_check::Feature& feature, const std::string& key) {
    const auto found = feature.attributes.find(key);
    return found == feature.attributes.end() ? 0 : std::get<std::uint64_t>(found->second);
}

Tile tile(unsigned z, std::uint64_t x, std::uint64_t y) { return Tile::of(z, x, y).value(); }

const Bounds& county() {
    static const Bounds bounds = sample::county_bounds({});
    return bounds;
}

const PointLayer& courtyards() {
    static const PointLayer layer =
        sample::courtyards().rebuilt_with(sample::households(county(), 20'000, 7));
    return layer;
}

/// Calls `visit` for every tile of a zoom that touches the county.
template <class Visit>
void each_tile(unsigned z, Visit visit) {
    const Tile north_west = tile_at({county().west, county().north}, z);
    const Tile south_east = tile_at({county().east, county().south}, z);
    for (std::uint32_t x = north_west.x(); x <= south_east.x(); ++x) {
        for (std::uint32_t y = north_west.y(); y <= south_east.y(); ++y) visit(tile(z, x, y));
    }
}

TEST(PointTile, IsEmptyWhereThereIsNothing) {
    for (const unsigned z : {0U, 5U, 13U, 14U, 22U}) {
        const TileContent content = point_tile(courtyards(), tile(z, 0, (1U << z) - 1), {0}, LowZooms::cells);
        EXPECT_EQ(content.mvt, "");
        EXPECT_EQ(content.points, 0U);
    }
}

TEST(PointTile, SaysWhatAPointIsOnTheDay) {
    MapPoint point;
    point.fid = 42;
    point.id = "JG-017";
    point.name = "Peony embroidery base";
    point.position = {113.65, 34.75};
    point.area = AreaCode::parse("410199100201").value();
    point.timeline = {{{18000}, sample::registered, false},
                      {{18100}, sample::accepted, true},
                      {{18200}, sample::revoked, false}};
    const PointLayer layer = sample::courtyards().rebuilt_with({point});
    const Tile at = tile_at(point.position, 14);

    EXPECT_EQ(point_tile(layer, at, {17999}, LowZooms::cells).mvt, "");
    const auto early = checked(point_tile(layer, at, {18050}, LowZooms::cells));
    EXPECT_THAT(early.find("courtyards")->find(42)->attributes,
                UnorderedElementsAre(Pair("id", Value(std::string("JG-017"))),
                                     Pair("name", Value(std::string("Peony embroidery base"))),
                                     Pair("status", Value(std::string("registered"))),
                                     Pair("area", Value(std::string("410199100201")))));
    const auto late = checked(point_tile(layer, at, {18300}, LowZooms::cells));
    EXPECT_THAT(late.find("courtyards")->find(42)->attributes,
                testing::IsSupersetOf({Pair(std::string("status"), Value(std::string("revoked"))),
                                       Pair(std::string("completed_on"), Value(std::uint64_t{18100})),
                                       Pair(std::string("revoked_on"), Value(std::uint64_t{18200}))}));
}

TEST(PointTile, PutsAPointWhereItLies) {
    MapPoint point;
    point.fid = 1;
    point.id = "a";
    point.timeline = {{{0}, 0, false}};
    const Bounds bounds = tile(14, 13370, 6511).bounds();
    point.position = {std::lerp(bounds.west, bounds.east, 0.25), (bounds.north + bounds.south) / 2};
    const PointLayer layer = sample::courtyards().rebuilt_with({point});
    const auto report = checked(point_tile(layer, tile(14, 13370, 6511), {0}, LowZooms::cells));
    const auto& path = report.find("courtyards")->features.at(0).paths.at(0);
    EXPECT_NEAR(static_cast<double>(path.at(0).x), 1024, 1);
    EXPECT_NEAR(static_cast<double>(path.at(0).y), 2048, 2);
}

TEST(PointTile, ShowsEveryPointInExactlyOneTile) {
    for (const unsigned z : {14U, 15U, 17U}) {
        std::set<std::uint64_t> seen;
        std::size_t features = 0;
        each_tile(z, [&](Tile t) {
            const TileContent content = point_tile(courtyards(), t, never, LowZooms::cells);
            const auto report = checked(content);
            EXPECT_EQ(content.dropped, 0U);
            if (report.layers.empty()) return;
            EXPECT_EQ(content.points, report.layers[0].features.size());
            for (const auto& feature : report.layers[0].features) {
                ++features;
                seen.insert(*feature.id);
                const auto at = feature.paths[0][0];
                EXPECT_TRUE(at.x >= 0 && at.x < 4096 && at.y >= 0 && at.y < 4096);
            }
        });
        EXPECT_EQ(features, 20'000U);
        EXPECT_EQ(seen.size(), 20'000U);
    }
}

std::set<std::uint64_t> fids(const mvt_check::Report& report) {
    std::set<std::uint64_t> found;
    for (const auto& feature : report.find("courtyards")->features) found.insert(*feature.id);
    return found;
}

TEST(PointTile, SaysWhatItLeavesOut) {
    const PointLayer layer = sample::courtyards().rebuilt_with(sample::households(county(), 6000, 9));
    const TileContent content = point_tile(layer, tile(0, 0, 0), never, LowZooms::points);
    EXPECT_EQ(content.points, 5000U);
    EXPECT_EQ(content.dropped, 1000U);
    const auto report = checked(content);
    EXPECT_EQ(fids(report).size(), 5000U);
    EXPECT_THAT(report.find("courtyards_dropped")->features.at(0).attributes,
                UnorderedElementsAre(Pair("shown", Value(std::uint64_t{5000})),
                                     Pair("dropped", Value(std::uint64_t{1000})),
                                     Pair("limit", Value(std::string("points")))));
    EXPECT_EQ(layer.counts_in(tile(0, 0, 0), never).count, 6000U);
}

TEST(PointTile, LeavesOutTheSameShareEverywhere) {
    // Fids that count up from west to east: what was drawn first is no measure of what is shown.
    auto points = sample::households(county(), 40'000, 9);
    std::ranges::sort(points, {}, [](const MapPoint& p) { return p.position.lon; });
    for (std::size_t i = 0; i < points.size(); ++i) points[i].fid = i + 1;
    const PointLayer layer = sample::courtyards().rebuilt_with(points);
    const auto shown = fids(checked(point_tile(layer, tile(0, 0, 0), never, LowZooms::points)));
    for (std::uint64_t slice = 0; slice < 10; ++slice) {
        const auto in_slice =
            std::ranges::count_if(shown, [&](auto fid) { return (fid - 1) / 4000 == slice; });
        // 500 of 4,000 are expected; five standard deviations are 99.
        EXPECT_NEAR(static_cast<double>(in_slice), 500, 100) << slice;
    }
    std::set<std::uint64_t> beneath;
    std::size_t dropped = 0;
    each_tile(12, [&](Tile t) {
        const TileContent content = point_tile(layer, t, never, LowZooms::points);
        dropped += content.dropped;
        if (content.points > 0) beneath.merge(fids(checked(content)));
    });
    EXPECT_TRUE(std::ranges::includes(beneath, shown)) << "who is shown above is shown beneath";
    EXPECT_EQ(beneath.size() + dropped, 40'000U);
}

TEST(PointTile, StaysBelowItsBytes) {
    auto points = sample::households(county(), 4000, 9);
    std::mt19937_64 random(5);
    for (MapPoint& point : points) {
        point.id.clear();
        for (int i = 0; i < 12; ++i) point.id += fmt::format("{:016x}", random());
    }
    const PointLayer layer = sample::courtyards().rebuilt_with(points);
    const TileContent content = point_tile(layer, tile(0, 0, 0), never, LowZooms::points);
    EXPECT_LE(gzip(content.mvt, 1).size(), 200'000U + 200U) << "with the note";
    EXPECT_GT(gzip(content.mvt, 1).size(), 150'000U);
    EXPECT_EQ(content.points + content.dropped, 4000U);
    EXPECT_EQ(std::get<std::string>(
                  checked(content).find("courtyards_dropped")->features.at(0).attributes.at("limit")),
              "bytes");
}

TEST(PointTile, AMillionPointsOnOneSpotAreCountedAndSampled) {
    std::vector<MapPoint> points(1'000'000);
    for (std::size_t i = 0; i < points.size(); ++i) {
        points[i].fid = i + 1;
        points[i].id = std::to_string(i);
        points[i].position = {113.65, 34.75};
        points[i].timeline = {{{static_cast<std::int32_t>(i % 1000)}, sample::registered, false}};
    }
    PointLayer layer = sample::courtyards().rebuilt_with(std::move(points));
    for (const unsigned z : {0U, 13U, 14U, 16U, 22U}) {
        const Tile t = tile_at({113.65, 34.75}, z);
        const auto today = checked(point_tile(layer, t, never, LowZooms::cells));
        const auto past = checked(point_tile(layer, t, {499}, LowZooms::cells));
        if (z < first_point_zoom) {
            EXPECT_EQ(number(today.find("courtyards_cells")->features.at(0), "count"), 1'000'000U);
            EXPECT_EQ(number(past.find("courtyards_cells")->features.at(0), "count"), 500'000U);
        } else {
            EXPECT_EQ(fids(today).size(), 5000U);
            EXPECT_EQ(number(today.find("courtyards_dropped")->features.at(0), "dropped"), 995'000U);
            EXPECT_EQ(number(past.find("courtyards_dropped")->features.at(0), "dropped"), 495'000U);
        }
    }
    const std::vector<std::uint64_t> removed{500'000};
    layer = layer.changed({}, removed);
    EXPECT_FALSE(layer.find(500'000));
    EXPECT_EQ(layer.counts_in(tile(0, 0, 0), never).count, 999'999U);
}

TEST(PointTile, TheEdgesOfTheWorldAreInOneTileEach) {
    std::vector<MapPoint> points(4);
    const LonLat corners[] = {{-180, 0.1}, {180, 0.1}, {179.9999999, -85.2}, {-179.9999999, 89.9}};
    for (std::size_t i = 0; i < 4; ++i) {
        points[i].fid = i + 1;
        points[i].id = std::to_string(i);
        points[i].position = corners[i];
        points[i].timeline = {{{0}, sample::registered, false}};
    }
    const PointLayer layer = sample::courtyards().rebuilt_with(points);
    for (const unsigned z : {1U, 3U, 6U}) {
        std::size_t shown = 0;
        std::size_t counted = 0;
        for (std::uint64_t x = 0; x < 1U << z; ++x) {
            for (std::uint64_t y = 0; y < 1U << z; ++y) {
                shown += checked(point_tile(layer, tile(z, x, y), {0}, LowZooms::points)).layers.empty()
                             ? 0
                             : point_tile(layer, tile(z, x, y), {0}, LowZooms::points).points;
                counted += layer.counts_in(tile(z, x, y), {0}).count;
            }
        }
        EXPECT_EQ(shown, 4U);
        EXPECT_EQ(counted, 4U);
    }
}

TEST(PointTile, ALayerWithoutRecordsIsEmptyEverywhere) {
    const PointLayer nothing = sample::courtyards();
    const PointLayer emptied = courtyards().changed({}, [] {
        std::vector<std::uint64_t> all(20'000);
        std::iota(all.begin(), all.end(), 1U);
        return all;
    }());
    for (const PointLayer* layer : {&nothing, &emptied}) {
        for (const unsigned z : {0U, 9U, 14U, 22U}) {
            const TileContent content = point_tile(*layer, tile_at({113.5, 34.8}, z), never, LowZooms::cells);
            EXPECT_EQ(content.mvt, "");
            EXPECT_EQ(content.points + content.dropped, 0U);
        }
    }
}

TEST(PointTile, CellsOfEveryZoomAddUpToTheWhole) {
    const Day day = Day::of(2023, 6, 30);
    const PointCounts whole = courtyards().counts_in(tile(0, 0, 0), day);
    for (unsigned z = 0; z < first_point_zoom; ++z) {
        PointCounts sum{0, 0, {0, 0, 0}};
        std::set<std::uint64_t> cells;
        each_tile(z, [&](Tile t) {
            const auto report = checked(point_tile(courtyards(), t, day, LowZooms::cells));
            if (report.layers.empty()) return;
            for (const auto& cell : report.find("courtyards_cells")->features) {
                EXPECT_TRUE(cells.insert(*cell.id).second) << "a cell in two tiles";
                sum.count += static_cast<std::uint32_t>(number(cell, "count"));
                sum.completed += static_cast<std::uint32_t>(number(cell, "completed"));
                sum.per_status[0] += static_cast<std::uint32_t>(number(cell, "registered"));
                sum.per_status[1] += static_cast<std::uint32_t>(number(cell, "accepted"));
                sum.per_status[2] += static_cast<std::uint32_t>(number(cell, "revoked"));
            }
        });
        EXPECT_EQ(sum.count, whole.count) << z;
        EXPECT_EQ(sum.completed, whole.completed) << z;
        EXPECT_EQ(sum.per_status, whole.per_status) << z;
    }
}

TEST(PointTile, ACellCountsWhatALookAtEveryPointCounts) {
    for (const Day day : {Day::of(2021, 3, 1), Day::of(2022, 12, 31), never}) {
        const Tile t = tile_at({113.5, 34.8}, 11);
        std::map<Path, std::uint64_t> slow;
        courtyards().each_in({}, [&](const PointView& point) {
            const Tile cell = tile_at(point.position, 16);
            if (cell.x() / 32 == t.x() && cell.y() / 32 == t.y() && status_on(point.timeline, day)) {
                const std::int64_t x = (cell.x() % 32) * 128;
                const std::int64_t y = (cell.y() % 32) * 128;
                ++slow[Path{{x, y}, {x + 128, y}, {x + 128, y + 128}, {x, y + 128}}];
            }
            return true;
        });
        std::map<Path, std::uint64_t> fast;
        const auto report = checked(point_tile(courtyards(), t, day, LowZooms::cells));
        for (const auto& cell : report.find("courtyards_cells")->features) {
            fast[cell.paths.at(0)] = number(cell, "count");
        }
        EXPECT_EQ(fast, slow);
        EXPECT_GT(fast.size(), 50U);
    }
}

TEST(PointTile, ACellIsTheSumOfTheCellsBeneathIt) {
    const Day day = Day::of(2022, 6, 1);
    std::map<std::uint64_t, std::uint64_t> coarse;
    std::map<std::uint64_t, std::uint64_t> fine;
    const auto collect = [&](unsigned z, unsigned shift, std::map<std::uint64_t, std::uint64_t>& into) {
        each_tile(z, [&](Tile t) {
            const auto report = checked(point_tile(courtyards(), t, day, LowZooms::cells));
            if (report.layers.empty()) return;
            for (const auto& cell : report.layers[0].features)
                into[*cell.id >> shift] += number(cell, "count");
        });
    };
    collect(9, 0, coarse);
    collect(11, 4, fine);
    EXPECT_EQ(coarse, fine);
    EXPECT_GT(coarse.size(), 100U);
}

TEST(PointTile, ManyMayAskForManyDaysAtOnce) {
    const PointLayer layer = courtyards();
    const PointLayer alone = sample::courtyards().rebuilt_with(sample::households(county(), 20'000, 7));
    const Day first = Day::of(2021, 1, 1);
    std::array<std::vector<std::string>, 4> drawn;
    std::vector<std::thread> threads;
    for (std::size_t number = 0; number < drawn.size(); ++number) {
        threads.emplace_back([&, number] {
            for (int i = 0; i < 60; ++i) {
                const Day day = first + (i * 37 + static_cast<int>(number) * 11) % 300;
                drawn.at(number).push_back(point_tile(layer, tile(0, 0, 0), day, LowZooms::cells).mvt);
            }
        });
    }
    for (std::thread& thread : threads) thread.join();
    for (std::size_t number = 0; number < drawn.size(); ++number) {
        for (int i = 0; i < 60; ++i) {
            const Day day = first + (i * 37 + static_cast<int>(number) * 11) % 300;
            ASSERT_EQ(drawn.at(number)[static_cast<std::size_t>(i)],
                      point_tile(alone, tile(0, 0, 0), day, LowZooms::cells).mvt);
        }
    }
}

TEST(PointTile, DrawsBasesAtEveryZoom) {
    const PointLayer bases = sample::courtyards().rebuilt_with(sample::households(county(), 40, 4));
    const TileContent content = point_tile(bases, tile_at({113.5, 34.8}, 6), never, LowZooms::points);
    EXPECT_EQ(checked(content).find("courtyards")->features.size(), 40U);
}

TEST(PointTile, IsTheSameWhicheverWayTheLayerCameAbout) {
    const std::vector<MapPoint> points = sample::households(county(), 5000, 12);
    const PointLayer at_once = sample::courtyards().rebuilt_with(points);
    PointLayer step_by_step = sample::courtyards();
    for (std::size_t i = 0; i < points.size(); i += 50) {
        step_by_step = step_by_step.changed({points.begin() + static_cast<std::ptrdiff_t>(i),
                                             points.begin() + static_cast<std::ptrdiff_t>(i + 50)},
                                            {});
    }
    for (const unsigned z : {8U, 11U, 13U, 14U, 16U}) {
        each_tile(z, [&](Tile t) {
            EXPECT_EQ(point_tile(at_once, t, never, LowZooms::cells).mvt,
                      point_tile(step_by_step, t, never, LowZooms::cells).mvt);
        });
    }
}

}  // namespace
}  // namespace courtyard

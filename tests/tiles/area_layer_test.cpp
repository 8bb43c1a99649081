// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "tiles/area_layer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <functional>
#include <numbers>
#include <random>
#include <set>
#include <thread>

#include "tests/tiles/mvt_checker.h"
#include "tests/tiles/sample_areas.h"

namespace courtyard {
namespace {

using mvt_check::Value;
using testing::ElementsAre;
using testing::Pair;
using testing::UnorderedElementsAre;

mvt_check::Report checked(const AreaLayer& layer, Tile tile) {
    mvt_check::Report report = mvt_check::check(layer.tile(tile));
    EXPECT_TRUE(report.spotless()) << tile.str() << "\n" << report.text();
    return report;
}

/// All tiles of a zoom that touch a rectangle.
std::vector<Tile> tiles_of(const Bounds& bounds, unsigned z) {
    const Tile north_west = tile_at({bounds.west, bounds.north}, z);
    const Tile south_east = tile_at({bounds.east, bounds.south}, z);
    std::vector<Tile> tiles;
    for (std::uint32_t x = north_west.x(); x <= south_east.x(); ++x) {
        for (std::uint32_t y = north_west.y(); y <= south_east.y(); ++y)
            tiles.push_back(Tile::of(z, x, y).value());
    }
    return tiles;
}

std::int64_t doubled_area(const mvt_check::Layer* layer) {
    std::int64_t area = 0;
    if (layer != nullptr) {
        for (const auto& feature : layer->features) {
            for (const auto& ring : feature.paths) area += mvt_check::doubled_area(ring);
        }
    }
    return area;
}

/// Twice the area, in a tile's units, of a rectangle of degrees as far as the tile and its buffer show it.
std::int64_t doubled_area_in(const Bounds& bounds, Tile tile) {
    const auto units = [&](double share, std::uint32_t at) {
        const double far =
            std::floor(share * 4294967296.0) / std::ldexp(1.0, 20 - static_cast<int>(tile.z()));
        return std::clamp<std::int64_t>(std::llround(far) - std::int64_t{at} * 4096, -64, 4160);
    };
    const Mercator low = to_mercator({bounds.west, bounds.north});
    const Mercator high = to_mercator({bounds.east, bounds.south});
    return 2 * (units(high.x, tile.x()) - units(low.x, tile.x())) *
           (units(high.y, tile.y()) - units(low.y, tile.y()));
}

const sample::CountyPlan plan{15, 10, 24, 0.02, {113.4, 34.9}, 5};

const AreaLayer& county() {
    static const AreaLayer layer(sample::county(plan));
    return layer;
}

TEST(AreaLayer, IsEmptyWithoutAreas) {
    const AreaLayer layer;
    EXPECT_TRUE(layer.bounds().empty());
    EXPECT_THAT(layer.layer_names(), testing::IsEmpty());
    EXPECT_EQ(layer.tile(Tile::of(0, 0, 0).value()), "");
}

TEST(AreaLayer, NamesALayerOfPolygonsAndOneOfLabelsForEveryLevel) {
    EXPECT_THAT(county().layer_names(), ElementsAre("counties", "counties_labels", "townships",
                                                    "townships_labels", "villages", "villages_labels"));
    EXPECT_EQ(county().bounds(), sample::county_bounds(plan));
}

TEST(AreaLayer, SaysCodeNameLevelAndParentAndNothingElse) {
    const auto report = checked(county(), tile_at({113.5, 34.8}, 9));
    const auto* village = report.find("villages")->find(3);
    ASSERT_NE(village, nullptr);
    EXPECT_THAT(village->attributes,
                UnorderedElementsAre(Pair("code", Value(std::string("410199100200"))),
                                     Pair("name", Value(std::string("示例410199100200"))),
                                     Pair("level", Value(std::string("village"))),
                                     Pair("parent", Value(std::string("410199100")))));
    const auto* top = report.find("counties")->find(1);
    ASSERT_NE(top, nullptr);
    EXPECT_FALSE(top->attributes.contains("parent"));
}

TEST(AreaLayer, LabelsSayTheSameAsTheirAreas) {
    const auto report = checked(county(), tile_at({113.5, 34.8}, 9));
    ASSERT_FALSE(report.find("villages_labels")->features.empty());
    for (const auto& label : report.find("villages_labels")->features) {
        const auto* area = report.find("villages")->find(*label.id);
        ASSERT_NE(area, nullptr);
        EXPECT_EQ(label.attributes, area->attributes);
    }
}

TEST(AreaLayer, EveryLabelStandsInOneTileOnly) {
    for (const unsigned z : {0U, 8U, 11U, 13U, 16U}) {
        std::multiset<std::uint64_t> seen;
        for (const Tile tile :
             z == 16 ? tiles_of({113.4, 34.86, 113.44, 34.9}, z) : tiles_of(county().bounds(), z)) {
            const auto report = checked(county(), tile);
            if (const auto* labels = report.find("villages_labels")) {
                for (const auto& label : labels->features) {
                    seen.insert(*label.id);
                    EXPECT_TRUE(label.paths[0][0].x >= 0 && label.paths[0][0].x < 4096);
                }
            }
        }
        EXPECT_EQ(std::set(seen.begin(), seen.end()).size(), seen.size());
        EXPECT_EQ(seen.size(), z == 16 ? 4U : 150U) << z;
    }
}

TEST(AreaLayer, NeighboursLeaveNoGapAndNoOverlapAtAnyZoom) {
    for (unsigned z = 0; z <= 13; ++z) {
        for (const Tile tile : tiles_of(county().bounds(), z)) {
            const auto report = checked(county(), tile);
            const std::int64_t villages = doubled_area(report.find("villages"));
            EXPECT_EQ(villages, doubled_area(report.find("townships"))) << tile.str();
            EXPECT_EQ(villages, doubled_area(report.find("counties"))) << tile.str();
            // From z5 on the county's own corners show and it is the rectangle that it was drawn as.
            if (z >= 5) {
                EXPECT_EQ(villages, doubled_area_in(sample::county_bounds(plan), tile)) << tile.str();
            }
        }
    }
}

TEST(AreaLayer, DrawsValidTilesDeepInsideToo) {
    for (const unsigned z : {14U, 15U, 16U, 18U, 22U}) {
        const Tile tile = tile_at({113.4401, 34.8599}, z);
        for (const auto& near : tiles_of(tile.bounds(), z)) {
            EXPECT_EQ(doubled_area(checked(county(), near).find("villages")), 2 * 4224LL * 4224)
                << near.str();
        }
    }
}

TEST(AreaLayer, LowZoomsAreSmall) {
    // 150 villages, 15,000 vertices: at z6 the county is 55 units high, at z9 440.
    EXPECT_LT(county().tile(tile_at({113.5, 34.8}, 6)).size(), 45'000U);
    EXPECT_LT(county().tile(tile_at({113.5, 34.8}, 0)).size(), 30'000U);
}

TEST(AreaLayer, WhatCollapsesKeepsItsLabel) {
    const auto report = checked(county(), Tile::of(0, 0, 0).value());
    EXPECT_EQ(report.find("villages_labels")->features.size(), 150U);
    const auto* villages = report.find("villages");
    EXPECT_LT(villages == nullptr ? 0 : villages->features.size(), 20U);
}

Area square(std::string code, AreaLevel level, std::uint64_t fid, const Bounds& b,
            std::vector<Bounds> holes) {
    const auto ring = [](const Bounds& r) {
        return Ring{
            {r.west, r.south}, {r.east, r.south}, {r.east, r.north}, {r.west, r.north}, {r.west, r.south}};
    };
    Area area;
    area.code = AreaCode::parse(code).value();
    area.name = code;
    area.level = level;
    area.fid = fid;
    Polygon polygon{{ring(b)}};
    for (const Bounds& hole : holes) polygon.rings.push_back(ring(hole));
    area.boundary.polygons.push_back(std::move(polygon));
    return area;
}

TEST(AreaLayer, AnEnclaveFillsTheHoleItLiesIn) {
    const Bounds outer{113.0, 34.0, 113.3, 34.3};
    const Bounds inner{113.1, 34.1, 113.2, 34.2};
    const AreaLayer layer(AreaTree::of({square("410199100201", AreaLevel::village, 1, outer, {inner}),
                                        square("410199100202", AreaLevel::village, 2, inner, {})})
                              .value());
    for (const unsigned z : {6U, 9U, 12U}) {
        for (const Tile tile : tiles_of(outer, z)) {
            const auto report = checked(layer, tile);
            EXPECT_EQ(doubled_area(report.find("villages")), doubled_area_in(outer, tile)) << tile.str();
        }
    }
    const auto report = checked(layer, tile_at({113.15, 34.15}, 9));
    EXPECT_EQ(report.find("villages")->find(1)->paths.size(), 2U);
}

TEST(AreaLayer, AnAreaKnownByCodeOnlyHasNeitherPolygonNorLabel) {
    Area area;
    area.code = AreaCode::parse("410199100201").value();
    area.name = "x";
    area.fid = 1;
    const AreaLayer layer(AreaTree::of({area}).value());
    EXPECT_THAT(layer.layer_names(), testing::IsEmpty());
    EXPECT_EQ(layer.tile(Tile::of(0, 0, 0).value()), "");
}

TEST(AreaLayer, NoVillageIsLostFromZoomSixOn) {
    // At z6 a unit is 0.0014 degrees: many of these villages have no polygon left there.
    const sample::CountyPlan tiny{20, 20, 8, 0.0008, {113.4, 34.9}, 3};
    const AreaTree tree = sample::county(tiny);
    const AreaLayer layer(tree);
    std::size_t collapsed = 0;
    for (unsigned z = 6; z <= 12; ++z) {
        std::set<std::uint64_t> seen;
        for (const Tile tile : tiles_of(layer.bounds(), z)) {
            const auto report = checked(layer, tile);
            const auto* villages = report.find("villages");
            if (villages == nullptr) continue;
            for (const auto& feature : villages->features) {
                seen.insert(*feature.id);
                EXPECT_EQ(feature.attributes.size(), 4U);
                collapsed += feature.type == mvt_check::GeometryType::point ? 1 : 0;
            }
        }
        EXPECT_EQ(seen.size(), 400U) << z;
    }
    EXPECT_GT(collapsed, 0U);
}

TEST(AreaLayer, ATileIsTheSameBeforeAndAfterItsShapesAreKept) {
    const AreaLayer fresh(sample::county(plan));
    for (unsigned z = 5; z <= 15; z += 2) {
        for (const Tile tile : tiles_of({113.4, 34.8, 113.5, 34.9}, z)) {
            const std::string first = fresh.tile(tile);
            EXPECT_EQ(first, fresh.tile(tile)) << tile.str();
        }
    }
}

TEST(AreaLayer, ManyMayDrawANewLayerAtOnce) {
    const AreaTree tree = sample::county(plan);
    const AreaLayer alone(tree);
    const AreaLayer shared(tree);
    std::array<std::vector<std::string>, 4> drawn;
    std::vector<std::thread> threads;
    for (auto& mine : drawn) {
        threads.emplace_back([&] {
            for (unsigned z = 4; z <= 12; ++z)
                for (const Tile tile : tiles_of(shared.bounds(), z)) mine.push_back(shared.tile(tile));
        });
    }
    for (std::thread& thread : threads) thread.join();
    std::vector<std::string> expected;
    for (unsigned z = 4; z <= 12; ++z)
        for (const Tile tile : tiles_of(alone.bounds(), z)) expected.push_back(alone.tile(tile));
    for (const auto& mine : drawn) EXPECT_EQ(mine, expected);
}

TEST(AreaLayer, AVillageOfAMillionVerticesMakesValidTiles) {
    constexpr int count = 1'000'000;
    Area area = square("410199100201", AreaLevel::village, 1, {113.4, 34.6, 113.6, 34.8}, {});
    Ring& ring = area.boundary.polygons[0].rings[0];
    ring.clear();
    std::mt19937 random(11);
    std::uniform_real_distribution<double> rough(0.0999, 0.1);
    for (int i = 0; i < count; ++i) {
        const double angle = 2 * std::numbers::pi * i / count;
        const double radius = rough(random);
        ring.push_back({113.5 + radius * std::cos(angle), 34.7 + radius * std::sin(angle)});
    }
    ring.push_back(ring.front());
    area.label = {113.5, 34.7};
    const AreaLayer layer(AreaTree::of({area}).value());
    for (const unsigned z : {0U, 6U, 8U, 10U, 12U}) {
        for (const Tile tile : tiles_of({113.45, 34.65, 113.65, 34.75}, z)) checked(layer, tile);
    }
    const auto whole = checked(layer, tile_at({113.5, 34.7}, 8));
    const double area_in_units = static_cast<double>(doubled_area(whole.find("villages"))) / 2;
    // A circle of 0.1 degrees, half of the roughness taken off, at 34.7 degrees north.
    const double unit = 360.0 / 256 / 4096;
    const double expected =
        std::numbers::pi * 0.09995 * 0.09995 / unit / unit / std::cos(34.7 / 180 * std::numbers::pi);
    EXPECT_NEAR(area_in_units / expected, 1, 0.05);
}

TEST(AreaLayer, AreasAtTheAntimeridianAndThePoleMakeValidTiles) {
    const AreaLayer layer(
        AreaTree::of({square("410199100201", AreaLevel::village, 1, {179.9, -0.1, 180, 0.1}, {}),
                      square("410199100202", AreaLevel::village, 2, {-180, -0.1, -179.9, 0.1}, {}),
                      square("410199100203", AreaLevel::village, 3, {10, 84, 11, 90}, {})})
            .value());
    std::set<std::uint64_t> seen;
    for (const unsigned z : {0U, 4U, 7U}) {
        const std::uint64_t last = (1U << z) - 1;
        for (const std::uint64_t x : {std::uint64_t{0}, last, (last + 1) * 190 / 360}) {
            for (const std::uint64_t y : {std::uint64_t{0}, last / 2, last - last / 2}) {
                const auto report = checked(layer, Tile::of(z, x, y).value());
                if (const auto* villages = report.find("villages"))
                    for (const auto& feature : villages->features) seen.insert(*feature.id);
            }
        }
    }
    EXPECT_THAT(seen, ElementsAre(1U, 2U, 3U));
}

TEST(AreaLayer, BrokenBoundariesStillMakeValidTiles) {
    std::mt19937 random(41);
    std::normal_distribution<double> wander(0, 0.02);
    for (int round = 0; round < 20; ++round) {
        Area area = square("410199100201", AreaLevel::village, 1, {113.4, 34.6, 113.6, 34.8}, {});
        area.label = {113.5, 34.7};
        for (Ring& ring : {std::ref(area.boundary.polygons[0].rings.emplace_back()),
                           std::ref(area.boundary.polygons.emplace_back().rings.emplace_back())}) {
            LonLat at{113.5, 34.7};
            for (int i = 0; i < 200; ++i) {
                ring.push_back(at);
                at = {at.lon + wander(random), at.lat + wander(random)};
            }
            ring.push_back(ring.front());
        }
        const AreaLayer layer(AreaTree::of({area}).value());
        for (const unsigned z : {0U, 6U, 9U, 11U, 12U}) {
            for (const Tile tile : tiles_of(layer.bounds(), z)) checked(layer, tile);
        }
    }
}

TEST(AreaLayer, CrookedCountiesOfManySeedsStayValidAndGlued) {
    int unequal = 0;
    for (std::uint32_t seed = 1; seed <= 12; ++seed) {
        const sample::CountyPlan other{10, 10, 60, 0.02, {113.4, 34.9}, seed};
        const AreaLayer layer(sample::county(other));
        for (unsigned z = 3; z <= 11; ++z) {
            for (const Tile tile : tiles_of(layer.bounds(), z)) {
                const auto report = checked(layer, tile);
                unequal += doubled_area(report.find("villages")) != doubled_area(report.find("counties"));
            }
        }
    }
    EXPECT_EQ(unequal, 0);
}

}  // namespace
}  // namespace courtyard

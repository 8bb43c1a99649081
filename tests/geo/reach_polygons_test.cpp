// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "geo/reach_polygons.h"

#include <gtest/gtest.h>

#include <numbers>
#include <random>

#include "geo/reach.h"
#include "tests/geo/grid_county.h"
#include "tests/geo/wiggly_county.h"

namespace courtyard {
namespace {

AreaTree county_of(AreaTree villages) {
    std::vector<Area> areas(villages.areas().begin(), villages.areas().end());
    Area county;
    county.code = area_code("410199");
    county.level = AreaLevel::county;
    areas.push_back(county);
    return AreaTree::of(std::move(areas)).value();
}

TEST(ReachPolygons, ACircleIsRoundOnTheGround) {
    for (const double radius : {100.0, 3000.0, 20'000.0, 500'000.0}) {
        const LonLat middle{113.4, 34.2};
        const Ring ring = reach_circle(middle, Metres{radius});
        EXPECT_EQ(ring.front(), ring.back());
        for (const LonLat corner : ring) EXPECT_NEAR(distance(middle, corner).value, radius, 1e-6);
        const double circle = std::numbers::pi * radius * radius;
        EXPECT_NEAR(area_m2(one_ring(ring)) / circle, 1, 0.005);
        EXPECT_TRUE(check_boundary(one_ring(ring)));
    }
}

TEST(ReachPolygons, ReachedAndUnreachedMakeUpTheArea) {
    const AreaTree county = grid("AABB\nAABB\nCCDD");
    const AreaIndex top = county.roots().front();
    const auto parts = reach_polygons(county, top, ServicePoints({position_at(1_km, 1_km)}), 800_m);
    EXPECT_NEAR(parts.reached_m2, std::numbers::pi * 640'000, 2'000);
    EXPECT_NEAR(parts.reached_m2 + parts.unreached_m2, area_m2(county[top].boundary), 1);
    ASSERT_EQ(parts.unreached.polygons.size(), 1U);
    EXPECT_EQ(parts.unreached.polygons[0].rings.size(), 2U);
}

TEST(ReachPolygons, WithoutAPointEverythingIsUnreached) {
    const AreaTree county = grid("AB");
    const auto parts = reach_polygons(county, county.roots().front(), ServicePoints(), 1_km);
    EXPECT_TRUE(parts.reached.empty());
    EXPECT_EQ(parts.unreached.polygons.size(), 1U);
    EXPECT_EQ(parts.reached_m2, 0);
}

TEST(ReachPolygons, AgreeWithTheExactSharesOnSeededCounties) {
    for (const std::uint64_t seed : {1U, 2U, 3U, 4U}) {
        const auto county = std::make_shared<const AreaTree>(
            county_of(wiggly_county({.columns = 7, .rows = 6, .vertices_per_side = 30, .seed = seed})));
        const AreaIndex top = county->roots().front();
        const Bounds& bounds = (*county)[top].bounds;
        std::mt19937_64 random(seed);
        std::uniform_real_distribution<double> lon(bounds.west, bounds.east);
        std::uniform_real_distribution<double> lat(bounds.south, bounds.north);
        std::vector<LonLat> positions(10 * seed);
        for (auto& p : positions) p = {lon(random), lat(random)};
        const ServicePoints points(positions);
        for (const double radius : {400.0, 1500.0, 4000.0}) {
            const auto parts = reach_polygons(*county, top, points, Metres{radius});
            const auto exact =
                Reach::of(std::make_shared<const ReachGround>(county), points, Metres{radius}).of_area(top);
            EXPECT_NEAR(parts.reached_m2 / exact.reached_m2, 1, 0.0005) << seed << ' ' << radius;
            EXPECT_LE(parts.reached_m2, exact.reached_m2 * (1 + 1e-6)) << seed << ' ' << radius;
            EXPECT_NEAR((parts.reached_m2 + parts.unreached_m2) / exact.area_m2, 1, 1e-6);
            EXPECT_TRUE(check_boundary(parts.reached));
            EXPECT_TRUE(check_boundary(parts.unreached));
        }
    }
}

TEST(ReachPolygons, VillagesThatOverlapAreNotCountedTwice) {
    // Two squares of 2 x 1 km that share 1 x 1 km, and no township.
    const auto rectangle = [](Metres west) {
        return one_ring({position_at(west, 0_km), position_at(Metres{west.value + 2000}, 0_km),
                         position_at(Metres{west.value + 2000}, 1_km), position_at(west, 1_km),
                         position_at(west, 0_km)});
    };
    const AreaTree county = county_of(villages_of({rectangle(0_km), rectangle(1_km)}));
    const auto parts =
        reach_polygons(county, county.roots().front(), ServicePoints({position_at(1_km, 0.5_km)}), 10_km);
    EXPECT_NEAR(parts.reached_m2, 3e6, 3e3);
    EXPECT_NEAR(parts.unreached_m2, 0, 1e-3);
}

}  // namespace
}  // namespace courtyard

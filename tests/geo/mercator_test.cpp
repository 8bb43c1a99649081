// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "geo/mercator.h"

#include <gtest/gtest.h>

#include <random>

namespace courtyard {
namespace {

TEST(Mercator, PutsTheOriginInTheMiddleAndTheCornersInTheCorners) {
    EXPECT_DOUBLE_EQ(to_mercator({0, 0}).x, 0.5);
    EXPECT_DOUBLE_EQ(to_mercator({0, 0}).y, 0.5);
    EXPECT_NEAR(to_mercator({-180, 85.0511287798066}).x, 0, 1e-15);
    EXPECT_NEAR(to_mercator({-180, 85.0511287798066}).y, 0, 1e-15);
    EXPECT_NEAR(to_mercator({180, -85.0511287798066}).y, 1, 1e-15);
}

// echo 28.25 113.08 | cs2cs -f %.6f EPSG:4326 EPSG:3857 (PROJ 9.1.1)
TEST(Mercator, AgreesWithProj) {
    constexpr double half_world_m = 20037508.342789244;
    const auto square = to_mercator({113.08, 28.25});
    EXPECT_NEAR((square.x * 2 - 1) * half_world_m, 12588008.018903, 1e-5);
    EXPECT_NEAR((1 - square.y * 2) * half_world_m, 3280529.789619, 1e-5);
}

TEST(Mercator, ClampsThePoles) {
    EXPECT_EQ(to_mercator({0, 90}).y, 0);
    EXPECT_EQ(to_mercator({0, -90}).y, 1);
    EXPECT_EQ(to_grid({180, -90}), (GridPoint{0xFFFFFFFF, 0xFFFFFFFF}));
    EXPECT_EQ(to_grid({-180, 90}), (GridPoint{0, 0}));
}

TEST(Mercator, LeadsThereAndBack) {
    std::mt19937_64 random(7);
    std::uniform_real_distribution<double> lon(-180, 180);
    std::uniform_real_distribution<double> lat(-85, 85);
    for (int i = 0; i < 10'000; ++i) {
        const LonLat p{lon(random), lat(random)};
        const auto back = from_mercator(to_mercator(p));
        EXPECT_NEAR(back.lon, p.lon, 1e-12);
        EXPECT_NEAR(back.lat, p.lat, 1e-12);
    }
}

TEST(Mercator, CountsMetresFromTheEquator) {
    // cs2cs EPSG:4326 EPSG:3857 of 28.25 113.08 (PROJ 9.1.1).
    const LonLat metres = to_web_mercator({113.08, 28.25});
    EXPECT_NEAR(metres.lon, 12588008.019, 0.001);
    EXPECT_NEAR(metres.lat, 3280529.790, 0.001);
    EXPECT_NEAR(to_web_mercator({180, 90}).lon, web_mercator_side_m / 2, 1e-6);
    EXPECT_NEAR(to_web_mercator({180, 90}).lat, web_mercator_side_m / 2, 1e-6);
    for (const LonLat p : {LonLat{0, 0}, LonLat{-179.5, -84.9}, LonLat{113.08, 28.25}}) {
        const LonLat back = from_web_mercator(to_web_mercator(p));
        EXPECT_NEAR(back.lon, p.lon, 1e-12);
        EXPECT_NEAR(back.lat, p.lat, 1e-12);
    }
}

TEST(Mercator, HasTheTileOfAPositionInTheTopBitsOfItsGridPoint) {
    // The slippy-map tile 13/6669/3425 holds 113.08 E 28.25 N.
    const auto point = to_grid({113.08, 28.25});
    EXPECT_EQ(point.x >> (32 - 13), 6669U);
    EXPECT_EQ(point.y >> (32 - 13), 3425U);
}

TEST(Morton, InterleavesTheBits) {
    EXPECT_EQ(morton({0, 0}), 0U);
    EXPECT_EQ(morton({1, 0}), 1U);
    EXPECT_EQ(morton({0, 1}), 2U);
    EXPECT_EQ(morton({3, 5}), 0b100111U);
    EXPECT_EQ(morton({0xFFFFFFFF, 0}), 0x5555555555555555U);
    EXPECT_EQ(morton({0, 0xFFFFFFFF}), 0xAAAAAAAAAAAAAAAAU);
}

TEST(Morton, GivesPositionsOfOneTileOnePrefix) {
    std::mt19937 random(3);
    for (int i = 0; i < 1'000; ++i) {
        const GridPoint a{static_cast<std::uint32_t>(random()), static_cast<std::uint32_t>(random())};
        const GridPoint b{a.x ^ (static_cast<std::uint32_t>(random()) >> 14),
                          a.y ^ (static_cast<std::uint32_t>(random()) >> 14)};
        EXPECT_EQ(morton(a) >> 36, morton(b) >> 36);
    }
}

}  // namespace
}  // namespace courtyard

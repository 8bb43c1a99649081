// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "geo/datum/baidu_mercator.h"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <random>

namespace courtyard {
namespace {

struct Reference {
    LonLat bd09;
    EastNorth metres;
};

// npm gcoord 1.0.7: transform(p, BD09, BD09MC).
constexpr std::array<Reference, 8> references{{
    {{113.08, 28.25}, {12588144.988338891, 3260121.039925019}},
    {{113.653, 34.757}, {12651931.748989167, 4106321.948992164}},
    {{104.0668, 30.5728}, {11584789.235276293, 3555459.9299155665}},
    {{116.397451, 39.909187}, {12957445.960971164, 4825083.481718734}},
    {{87.6168, 43.8256}, {9753563.687032277, 5408624.662537712}},
    {{110.3312, 20.0311}, {12282146.642522724, 2261948.690465409}},
    {{124.3, 50.4}, {13837163.26448686, 6482600.747281494}},
    {{117.5, 14.9}, {13080182.492922163, 1666593.8725430188}},
}};

TEST(BaiduMercator, AgreesWithGcoord) {
    for (const auto& [bd09, metres] : references) {
        EXPECT_NEAR(to_baidu_mercator(bd09).east_m, metres.east_m, 1e-6);
        EXPECT_NEAR(to_baidu_mercator(bd09).north_m, metres.north_m, 1e-6);
    }
}

/// The polynomial above 60 degrees cancels thirteen digits.
double tolerance_at(double lat) { return std::abs(lat) < 60 ? 1e-12 : 1e-10; }

TEST(BaiduMercator, LeadsThereAndBackFromPoleToPoleNearly) {
    std::mt19937_64 random(7);
    std::uniform_real_distribution<double> lon(-180, 180);
    std::uniform_real_distribution<double> lat(-74, 74);
    for (int i = 0; i < 300'000; ++i) {
        const LonLat p{lon(random), lat(random)};
        const LonLat back = from_baidu_mercator(to_baidu_mercator(p));
        ASSERT_NEAR(back.lon, p.lon, 1e-12) << p.lon << ' ' << p.lat;
        ASSERT_NEAR(back.lat, p.lat, tolerance_at(p.lat)) << p.lon << ' ' << p.lat;
    }
}

TEST(BaiduMercator, TheSeamsOfItsBandsLeadThereAndBackToo) {
    for (const double seam : {15.0, 30.0, 45.0, 60.0}) {
        for (const double offset : {0.0, 1e-12, -1e-12, 1e-9, -1e-9, 1e-6, -1e-6}) {
            const LonLat back = from_baidu_mercator(to_baidu_mercator({113, seam + offset}));
            EXPECT_NEAR(back.lat, seam + offset, tolerance_at(seam + offset)) << seam << ' ' << offset;
        }
    }
}

// Between the bands below and above 45 degrees 0.41 m are nobody's.
TEST(BaiduMercator, AGapBetweenTwoBandsAnswersWithTheSeam) {
    EXPECT_NEAR(from_baidu_mercator({12.5e6, 5591021.1}).lat, 45, 1e-9);
}

}  // namespace
}  // namespace courtyard

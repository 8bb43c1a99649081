// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "geo/service_points.h"

#include <gtest/gtest.h>

#include <random>

namespace courtyard {
namespace {

TEST(ServicePoints, NamesNoneWhenThereIsNone) {
    const ServicePoints none;
    EXPECT_EQ(none.nearest({113, 34}).point, ServicePoints::no_point);
    EXPECT_TRUE(none.about_within({113, 34}, Metres{1e6}).empty());
}

TEST(ServicePoints, TheNearestIsTheNearestOnTheEllipsoid) {
    // One degree north is 110.9 km, one east 92.4 km at 34 degrees.
    const ServicePoints points({{113, 35}, {114, 34}, {113, 34.9}});
    const auto nearest = points.nearest({113, 34});
    EXPECT_EQ(nearest.point, 1U);
    EXPECT_NEAR(nearest.distance.value, 92'384, 10);
}

TEST(ServicePoints, OfPointsOnOneSpotTheFirstIsTaken) {
    const ServicePoints points({{114, 34}, {113, 34}, {113, 34}});
    EXPECT_EQ(points.nearest({113.001, 34}).point, 1U);
}

TEST(ServicePoints, AgreeWithTheSlowTwinNearAndFar) {
    for (const double spread : {0.001, 0.5, 5.0, 30.0}) {
        SCOPED_TRACE(spread);
        std::mt19937_64 random(20230630);
        std::uniform_real_distribution<double> noise(-spread, spread);
        std::vector<LonLat> positions(300);
        for (auto& p : positions) p = {113 + noise(random), 34 + noise(random)};
        const ServicePoints points(positions);
        for (int i = 0; i < 500; ++i) {
            const LonLat from{113 + noise(random), 34 + noise(random)};
            double shortest = 1e9;
            for (const LonLat p : positions) shortest = std::min(shortest, distance(from, p).value);
            ASSERT_DOUBLE_EQ(points.nearest(from).distance.value, shortest) << from.lon << ' ' << from.lat;
            const Metres within{spread * 50'000};
            const auto found = points.about_within(from, within);
            for (std::uint32_t point = 0; point < positions.size(); ++point) {
                const double far = distance(from, positions[point]).value;
                const bool is_found = std::ranges::binary_search(found, point);
                ASSERT_TRUE(is_found || far > within.value);
                ASSERT_TRUE(!is_found || far <= within.value * 1.01);
            }
        }
    }
}

TEST(ServicePoints, AreAsFarFromAFarPlaceAsTheGeodesicSays) {
    // A cluster 2,000 km away: many chords are nearly equal.
    std::mt19937_64 random(5);
    std::uniform_real_distribution<double> noise(-0.05, 0.05);
    std::vector<LonLat> positions(200);
    for (auto& p : positions) p = {90 + noise(random), 44 + noise(random)};
    const ServicePoints points(positions);
    double shortest = 1e9;
    for (const LonLat p : positions) shortest = std::min(shortest, distance({113, 34}, p).value);
    EXPECT_DOUBLE_EQ(points.nearest({113, 34}).distance.value, shortest);
}

}  // namespace
}  // namespace courtyard

// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "geo/reach/local_plane.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

namespace courtyard {
namespace {

TEST(LocalPlane, DistancesFromTheOriginAreGeodesicTo2Centimetres) {
    std::mt19937_64 random(1);
    std::uniform_real_distribution<double> noise(-0.2, 0.2);
    for (const double lat : {0.0, 18.3, 34.0, 53.5, -42.0}) {
        const LonLat origin{113.4, lat};
        const LocalPlane plane(origin);
        for (int i = 0; i < 1000; ++i) {
            const LonLat position{113.4 + noise(random), lat + noise(random)};
            const PlaneSpot spot = plane.spot(position);
            const double far = distance(origin, position).value;
            ASSERT_NEAR(std::sqrt(dot(spot, spot)), far, far < 20'000 ? 0.02 : 0.05) << lat;
        }
    }
}

TEST(LocalPlane, NearAndFarFormulasMeet) {
    for (const double lat : {3.0, 34.0, 53.0}) {
        const LocalPlane plane({113.4, lat});
        for (const double step : {-0.2, 0.2}) {
            const PlaneSpot inner = plane.spot({113.4 + step * (1 - 1e-12), lat + 0.1});
            const PlaneSpot outer = plane.spot({113.4 + step * (1 + 1e-12), lat + 0.1});
            EXPECT_NEAR(inner.east, outer.east, 0.02);
            EXPECT_NEAR(inner.north, outer.north, 0.02);
        }
    }
}

TEST(LocalPlane, DistancesBetweenPlacesOfAVillageAreTrueToAMillimetre) {
    std::mt19937_64 random(2);
    std::uniform_real_distribution<double> noise(-0.02, 0.02);
    const LocalPlane plane({113.4, 34.2});
    for (int i = 0; i < 1000; ++i) {
        const LonLat a{113.4 + noise(random), 34.2 + noise(random)};
        const LonLat b{113.4 + noise(random), 34.2 + noise(random)};
        const PlaneSpot way = plane.spot(b) - plane.spot(a);
        ASSERT_NEAR(std::sqrt(dot(way, way)), distance(a, b).value, 0.001);
    }
}

TEST(LocalPlane, EastIsEastAndNorthIsNorth) {
    const LocalPlane plane({113.4, 34.2});
    EXPECT_NEAR(plane.spot({113.4, 34.21}).north, 1109.2, 0.5);
    EXPECT_NEAR(plane.spot({113.41, 34.2}).east, 921.7, 0.5);
    EXPECT_DOUBLE_EQ(plane.spot({113.4, 34.21}).east, 0);
}

}  // namespace
}  // namespace courtyard

// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "geo/projection.h"

#include <gmock/gmock.h>

namespace courtyard {
namespace {

constexpr LonLat place{113.08, 28.25};

// cs2cs EPSG:4490 EPSG:4526 / EPSG:4547 / EPSG:3857 of 28.25 113.08 (PROJ 9.1.1).
TEST(Projection, PutsAPlaceWhereProjPutsIt) {
    const LonLat prefixed = Projection(Crs{4526}).forward(place);
    EXPECT_NEAR(prefixed.lon, 38409714.633, 0.001);
    EXPECT_NEAR(prefixed.lat, 3126490.223, 0.001);
    const LonLat plain = Projection(Crs{4547}).forward(place);
    EXPECT_NEAR(plain.lon, 409714.633, 0.001);
    EXPECT_NEAR(plain.lat, 3126490.223, 0.001);
    const LonLat mercator = Projection(Crs{3857}).forward(place);
    EXPECT_NEAR(mercator.lon, 12588008.019, 0.001);
    EXPECT_NEAR(mercator.lat, 3280529.790, 0.001);
}

TEST(Projection, LeavesDegreesAsTheyAre) {
    for (const int epsg : {4326, 4490}) {
        EXPECT_TRUE(Projection(Crs{epsg}).in_degrees());
        EXPECT_EQ(Projection(Crs{epsg}).forward(place), place);
    }
}

TEST(Projection, LeadsBackToWhereItCameFrom) {
    for (const int epsg : {3857, 4526, 4547, 4508, 4513, 4554}) {
        const Projection projection(Crs{epsg});
        const LonLat near{epsg == 4513 ? 75.3 : epsg == 4554 ? 134.6 : 113.7, 31.5};
        const LonLat back = projection.back(projection.forward(near));
        EXPECT_NEAR(back.lon, near.lon, 1e-10) << epsg;
        EXPECT_NEAR(back.lat, near.lat, 1e-10) << epsg;
    }
}

TEST(Crs, NamesTheAxesAsItsRegisterDoes) {
    for (const int epsg : {4326, 4490, 4513, 4526, 4547, 4554})
        EXPECT_EQ(authority_order(Crs{epsg}), AxisOrder::north_east) << epsg;
    EXPECT_EQ(authority_order(Crs{3857}), AxisOrder::east_north);
}

TEST(Crs, HasAZoneWhereCgcs2000Has) {
    EXPECT_EQ(gauss_kruger_zone(113.08), 38);
    EXPECT_EQ(gauss_kruger_zone(112.4), 37);
    EXPECT_EQ(gauss_kruger_zone(0), std::nullopt);
    EXPECT_EQ(gauss_kruger_zone(150), std::nullopt);
}

}  // namespace
}  // namespace courtyard

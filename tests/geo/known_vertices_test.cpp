// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "geo/known_vertices.h"

#include <gtest/gtest.h>

#include <random>

#include "geo/editions/ground.h"
#include "tests/geo/grid_county.h"

namespace courtyard {
namespace {

class KnownVerticesOfACounty : public testing::Test {
  protected:
    KnownVerticesOfACounty() : county(grid("AAB\nAAB\nCCB")) {
        for (const Area& area : county.areas()) known.add(area.boundary);
        known.prepare();
    }
    const Boundary& boundary(char letter) const { return county[county.find(village_code(letter))].boundary; }

    AreaTree county;
    KnownVertices known;
};

TEST_F(KnownVerticesOfACounty, APositionAHairOffIsTheVertex) {
    const LonLat corner = position_of({2, 1});
    const LonLat near{corner.lon + 0.006 / 1000 * lon_deg_per_km, corner.lat - 0.006 / 1000 * lat_deg_per_km};
    EXPECT_EQ(known.settled(near), corner);
    const LonLat far{corner.lon + 0.012 / 1000 * lon_deg_per_km, corner.lat};
    EXPECT_EQ(known.settled(far), far);
}

TEST_F(KnownVerticesOfACounty, AWholeBorderThatTrembledIsTheOneItWas) {
    std::mt19937_64 random(20261128);
    std::uniform_real_distribution<double> metres(-0.005, 0.005);
    for (const char letter : {'A', 'B', 'C'}) {
        Boundary moved = boundary(letter);
        for (LonLat& p : moved.polygons[0].rings[0]) {
            p.lon += metres(random) / 1000 * lon_deg_per_km;
            p.lat += metres(random) / 1000 * lat_deg_per_km;
        }
        moved.polygons[0].rings[0].back() = moved.polygons[0].rings[0].front();
        EXPECT_FALSE(same_edges(moved, boundary(letter)));
        EXPECT_TRUE(same_edges(known.settled(moved), boundary(letter)));
    }
}

TEST_F(KnownVerticesOfACounty, APositionAtAPoleIsLeftAsItIs) {
    for (const double lat : {90.0, -90.0, 89.9999999}) {
        const LonLat pole{113.2, lat};
        EXPECT_EQ(known.settled(pole), pole);
    }
}

TEST_F(KnownVerticesOfACounty, WhatWouldNotBeABoundaryAnyMoreStaysAsItCame) {
    const LonLat corner = position_of({1, 1});
    const double step = 0.004 / 1000 * lat_deg_per_km;
    const Ring speck{corner, {corner.lon, corner.lat + step}, {corner.lon + step, corner.lat}, corner};
    const Boundary given = one_ring(speck);
    EXPECT_TRUE(same_edges(known.settled(given), given));
}

}  // namespace
}  // namespace courtyard

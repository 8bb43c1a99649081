// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "geo/edge_strips.h"

#include <gtest/gtest.h>

#include <random>

#include "tests/geo/exact_twin.h"
#include "tests/geo/grid_county.h"

namespace courtyard {
namespace {

TEST(EdgeStrips, CountVerticesAndEdgesAsBorder) {
    const EdgeStrips square(one_ring({{113, 34}, {114, 34}, {114, 35}, {113, 35}, {113, 34}}));
    EXPECT_EQ(square.side({113.5, 34.5}), Side::inside);
    for (const LonLat p :
         {LonLat{113, 34}, {114, 34}, {114, 35}, {113, 35}, {113.5, 34}, {114, 34.5}, {113.25, 35}}) {
        EXPECT_EQ(square.side(p), Side::border) << p.lon << " " << p.lat;
    }
    for (const LonLat p :
         {LonLat{112, 34}, {115, 34}, {112, 34.5}, {113.5, 36}, {std::nextafter(114.0, 200.0), 34.5}}) {
        EXPECT_EQ(square.side(p), Side::outside) << p.lon << " " << p.lat;
    }
}

TEST(EdgeStrips, DoNotTakeTheLineThroughALevelEdgeForTheEdge) {
    const EdgeStrips stairs(one_ring(
        {{113, 34}, {116, 34}, {116, 36}, {115, 36}, {115, 35}, {114, 35}, {114, 36}, {113, 36}, {113, 34}}));
    EXPECT_EQ(stairs.side({113.5, 35}), Side::inside);
    EXPECT_EQ(stairs.side({114.5, 35}), Side::border);
    EXPECT_EQ(stairs.side({115.5, 35}), Side::inside);
    EXPECT_EQ(stairs.side({114.5, 36}), Side::outside);
    EXPECT_EQ(stairs.side({113.5, 36}), Side::border);
}

TEST(EdgeStrips, KnowHolesAndParts) {
    const auto county = grid("AAA..\nABA.A\nAAA..");
    const EdgeStrips village(county[county.find(village_code('A'))].boundary);
    EXPECT_EQ(village.side(position_at(0.5_km, 0.5_km)), Side::inside);
    EXPECT_EQ(village.side(position_at(1.5_km, 1.5_km)), Side::outside);
    EXPECT_EQ(village.side(position_at(3.5_km, 1.5_km)), Side::outside);
    EXPECT_EQ(village.side(position_at(4.5_km, 1.5_km)), Side::inside);
    EXPECT_EQ(village.side(position_of({1, 1})), Side::border);
}

TEST(EdgeStrips, LeaveOutEdgesWithoutLength) {
    const auto ring = one_ring({{113, 34}, {114, 34}, {114, 34}, {114, 35}, {113, 34}});
    EXPECT_EQ(edges_of(ring).size(), 3U);
    EXPECT_EQ(EdgeStrips(ring).side({114, 34}), Side::border);
    EXPECT_EQ(EdgeStrips(ring).side({113.9, 34.5}), Side::inside);
}

// A comb whose every tooth crosses every strip would cost edges x strips.
TEST(EdgeStrips, StaySmallForAComb) {
    Ring comb{{113, 34}};
    constexpr int teeth = 20'000;
    for (int i = 0; i < teeth; ++i) {
        comb.push_back({113 + (i + 0.25) / teeth, 35});
        comb.push_back({113 + (i + 0.5) / teeth, 34.1});
    }
    comb.push_back({114, 34});
    comb.push_back({113, 34});
    const EdgeStrips strips(one_ring(comb));
    EXPECT_LT(strips.edges().size(), 3 * comb.size());
    EXPECT_EQ(strips.side({113.5, 34.05}), Side::inside);
}

TEST(EdgeStrips, AgreeWithTheSlowTwinAroundARandomStar) {
    constexpr std::uint64_t seed = 11;
    std::mt19937_64 random(seed);
    std::uniform_real_distribution<double> unit(0, 1);
    for (int star = 0; star < 20; ++star) {
        Ring ring;
        for (int i = 0; i < 60; ++i) {
            const double r = 0.1 + 0.4 * unit(random);
            ring.push_back({113.5 + r * std::cos(i * 0.10471975511965977),
                            34.5 + r * std::sin(i * 0.10471975511965977)});
        }
        ring.push_back(ring.front());
        const EdgeStrips strips(one_ring(ring));
        const auto edges = edges_of(one_ring(ring));
        for (int i = 0; i < 5'000; ++i) {
            LonLat p{113 + unit(random), 34 + unit(random)};
            if (i % 3 == 1) p = ring[random() % ring.size()];
            if (i % 3 == 2) {
                const auto at = random() % 60;
                const double t = unit(random);
                p = {ring[at].lon + t * (ring[at + 1].lon - ring[at].lon),
                     ring[at].lat + t * (ring[at + 1].lat - ring[at].lat)};
            }
            if (i % 2 == 1) p.lat = ring[random() % ring.size()].lat;
            ASSERT_EQ(strips.side(p), twin_side(edges, p))
                << "seed " << seed << " star " << star << " point " << i;
        }
    }
}

}  // namespace
}  // namespace courtyard

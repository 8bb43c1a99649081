// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "geo/border_topology.h"

#include <gtest/gtest.h>

#include <random>

#include "tests/geo/given_county.h"
#include "tests/geo/wiggly_county.h"

namespace courtyard {
namespace {

void expect_same(const std::vector<Boundary>& a, const std::vector<Boundary>& b) {
    ASSERT_EQ(a.size(), b.size());
    for (std::size_t i = 0; i < a.size(); ++i) {
        ASSERT_EQ(a[i].polygons.size(), b[i].polygons.size());
        for (std::size_t p = 0; p < a[i].polygons.size(); ++p)
            ASSERT_EQ(a[i].polygons[p].rings, b[i].polygons[p].rings) << "area " << i;
    }
}

void expect_coverage(const BorderTopology& topology) {
    for (const auto& use : topology.uses()) {
        EXPECT_LE(use.forward, 1U);
        EXPECT_LE(use.backward, 1U);
    }
}

std::vector<Boundary> villages(std::string_view drawing) {
    return boundaries_of(grid(drawing), AreaLevel::village);
}

TEST(BorderTopology, StoresTheBorderOfTwoNeighboursOnce) {
    const auto topology = BorderTopology::of(villages("AB"));
    ASSERT_EQ(topology.arcs().size(), 3U);
    std::size_t shared = 0;
    for (const auto& use : topology.uses()) shared += use.forward == 1 && use.backward == 1 ? 1 : 0;
    EXPECT_EQ(shared, 1U);
}

TEST(BorderTopology, AnIslandAndTheHoleAroundItAreOneArc) {
    const auto topology = BorderTopology::of(villages("AAA\nABA\nAAA"));
    EXPECT_EQ(topology.arcs().size(), 2U);
    expect_coverage(topology);
}

TEST(BorderTopology, GivesBackEveryRingAsItWas) {
    for (const auto drawing :
         {"AB\nCD", "AAA\nABA\nAAA", "AAB\nCAB\nCCD\nEEE", "A.A\n.B.\nC.C", "AAAA\nABBA\nABCA\nAAAA"}) {
        const auto boundaries = villages(drawing);
        const auto topology = BorderTopology::of(boundaries);
        expect_same(topology.boundaries(), boundaries);
        EXPECT_TRUE(topology.t_junctions().empty());
        expect_coverage(topology);
    }
}

TEST(BorderTopology, GivesBackRingsThatStartAnywhereAndRunEitherWay) {
    std::mt19937_64 random(11);
    for (std::uint64_t seed = 1; seed <= 5; ++seed) {
        auto boundaries = boundaries_of(wiggly_county({6, 5, 12, seed}), AreaLevel::village);
        for (auto& boundary : boundaries) {
            Ring& ring = boundary.polygons[0].rings[0];
            ring.pop_back();
            std::ranges::rotate(ring, ring.begin() + static_cast<std::ptrdiff_t>(random() % ring.size()));
            if (random() % 2 == 0) std::ranges::reverse(ring);
            ring.push_back(ring.front());
        }
        const auto topology = BorderTopology::of(boundaries);
        // 6 x 5 chessboard: 36 + 35 sides; at each of the 4 outer corners 2 sides are one arc.
        EXPECT_EQ(topology.arcs().size(), 36U + 35U - 4U);
        expect_same(topology.boundaries(), boundaries);
    }
}

TEST(BorderTopology, SharesABorderOnWhichOneNeighbourHasAVertexMore) {
    auto boundaries = villages("AB");
    // Half-way up the shared side, exactly on it.
    for (Ring* ring : {&boundaries[0].polygons[0].rings[0]}) {
        const LonLat low = position_of({1, 0});
        const LonLat high = position_of({1, 1});
        const auto at = std::ranges::find(*ring, low);
        ring->insert(at + 1, {low.lon, (low.lat + high.lat) / 2});
    }
    const auto topology = BorderTopology::of(boundaries);
    ASSERT_EQ(topology.t_junctions().size(), 1U);
    EXPECT_EQ(topology.t_junctions()[0].boundary, 1U);
    EXPECT_EQ(topology.arcs().size(), 3U);
    expect_same(topology.boundaries(), boundaries);
    const auto lent = topology.boundaries_along(topology.arcs());
    EXPECT_EQ(lent[1].polygons[0].rings[0].size(), boundaries[1].polygons[0].rings[0].size() + 1);
}

TEST(BorderTopology, ATJunctionWhereThreeAreasMeetIsANode) {
    Ring wide{{0, 0}, {2, 0}, {2, 1}, {0, 1}, {0, 0}};
    Ring left{{0, 1}, {1, 1}, {1, 2}, {0, 2}, {0, 1}};
    Ring right{{1, 1}, {2, 1}, {2, 2}, {1, 2}, {1, 1}};
    const std::vector<Boundary> boundaries{one_ring(wide), one_ring(left), one_ring(right)};
    const auto topology = BorderTopology::of(boundaries);
    ASSERT_EQ(topology.t_junctions().size(), 1U);
    EXPECT_EQ(topology.t_junctions()[0].where, (LonLat{1, 1}));
    expect_same(topology.boundaries(), boundaries);
    std::size_t shared = 0;
    for (const auto& use : topology.uses()) shared += use.forward + use.backward == 2 ? 1 : 0;
    EXPECT_EQ(shared, 3U);
}

TEST(BorderTopology, EmptyBoundariesStayEmpty) {
    const auto topology = BorderTopology::of(std::vector<Boundary>(3));
    EXPECT_TRUE(topology.arcs().empty());
    EXPECT_EQ(topology.boundaries().size(), 3U);
}

void expect_tight(const std::vector<Boundary>& boundaries, std::size_t gaps) {
    const auto check = check_areas(bare(boundaries));
    EXPECT_EQ(check.count(AreaFault::invalid), 0U);
    EXPECT_EQ(check.count(AreaFault::null_geometry), 0U);
    EXPECT_EQ(check.count(AreaFault::overlap), 0U);
    EXPECT_EQ(check.count(AreaFault::gap), gaps);
    for (const auto& boundary : boundaries) EXPECT_GT(area_m2(boundary), 0);
}

TEST(Simplified, LeavesNoGapNoOverlapAndLosesNoVillageAtAnyTolerance) {
    for (std::uint64_t seed = 1; seed <= 3; ++seed) {
        const auto boundaries = boundaries_of(wiggly_county({7, 6, 30, seed}), AreaLevel::village);
        const auto topology = BorderTopology::of(boundaries);
        std::size_t before = 0;
        for (const auto& arc : topology.arcs()) before += arc.size();
        for (const double tolerance_m : {0.0, 3.0, 30.0, 300.0, 3e3, 1e6}) {
            const auto arcs = simplified(topology, {tolerance_m});
            const auto thinned = topology.boundaries_along(arcs);
            expect_tight(thinned, 0);
            expect_coverage(BorderTopology::of(thinned));
            std::size_t after = 0;
            for (const auto& arc : arcs) after += arc.size();
            EXPECT_LE(after, before) << "seed " << seed;
            before = after;
        }
        // 42 villages on 7 x 6: nothing is left but nodes, and what keeps rings apart.
        EXPECT_LT(before, 200U);
    }
}

TEST(Simplified, KeepsIslandsLakesAndVillagesThatTouchAtACorner) {
    const auto boundaries = villages("AAAAA\nAB.CA\nABDCA\nA..EA\nAAAAA");
    const auto topology = BorderTopology::of(boundaries);
    for (const double tolerance_m : {10.0, 1'500.0, 1e6}) {
        const auto thinned = topology.boundaries_along(simplified(topology, {tolerance_m}));
        for (const auto& boundary : thinned) {
            EXPECT_TRUE(check_boundary(boundary));
            EXPECT_GT(area_m2(boundary), 0);
        }
        EXPECT_EQ(check_areas(bare(thinned)).count(AreaFault::overlap), 0U);
    }
}

TEST(Simplified, ChangesNothingAtToleranceZeroOfABentBorder) {
    const auto boundaries = boundaries_of(wiggly_county({3, 3, 10, 4}), AreaLevel::village);
    const auto topology = BorderTopology::of(boundaries);
    const auto arcs = simplified(topology, {0});
    EXPECT_TRUE(std::ranges::equal(arcs, topology.arcs()));
}

}  // namespace
}  // namespace courtyard

// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "geo/area_repair.h"

#include <gtest/gtest.h>

#include <random>

#include "geo/border_topology.h"
#include "geo/rough_plane.h"
#include "tests/geo/given_county.h"
#include "tests/geo/wiggly_county.h"

namespace courtyard {
namespace {

RepairOptions within(Metres tolerance, double limit_percent = 1) { return {tolerance, limit_percent, {}}; }

std::size_t count(const AreaRepair& repair, RepairOutcome outcome) {
    return static_cast<std::size_t>(std::ranges::count(repair.changes, outcome, &AreaChange::outcome));
}

/// Draws every village again a little differently, as if neighbours had been digitised apart: vertices up to
/// `noise` away in a random direction.
std::vector<Boundary> dirtied(std::vector<Boundary> boundaries, Metres noise, std::uint64_t seed) {
    std::mt19937_64 random(seed);
    std::uniform_real_distribution<double> part(0, 1);
    for (auto& boundary : boundaries) {
        Ring ring = boundary.polygons[0].rings[0];
        ring.pop_back();
        for (auto& p : ring) {
            const auto degree = degree_length(p.lat);
            const double angle = 6.283185307179586 * part(random);
            const double length = noise.value * part(random);
            p.lon += length * std::cos(angle) / degree.east_m;
            p.lat += length * std::sin(angle) / degree.north_m;
        }
        ring.push_back(ring.front());
        boundary.polygons[0].rings[0] = std::move(ring);
    }
    return boundaries;
}

void expect_coverage(const std::vector<Boundary>& boundaries) {
    const auto topology = BorderTopology::of(boundaries);
    EXPECT_TRUE(topology.t_junctions().empty());
    for (const auto& use : topology.uses()) {
        EXPECT_LE(use.forward, 1U);
        EXPECT_LE(use.backward, 1U);
    }
}

TEST(AreaRepair, ChangesNothingInACleanCounty) {
    const auto boundaries = boundaries_of(wiggly_county({5, 5, 20, 1}), AreaLevel::village);
    const auto repair = repair_areas(bare(boundaries), within(1_m));
    EXPECT_EQ(count(repair, RepairOutcome::unchanged), 25U);
    for (std::size_t i = 0; i < boundaries.size(); ++i)
        EXPECT_EQ(repair.boundaries[i].polygons[0].rings, boundaries[i].polygons[0].rings);
}

TEST(AreaRepair, LeavesNoGapAndNoOverlapInADirtiedCountyAndChangesNoVillageMuch) {
    for (std::uint64_t seed = 1; seed <= 6; ++seed) {
        const auto clean = boundaries_of(wiggly_county({6, 6, 20, seed}), AreaLevel::village);
        const auto dirty = dirtied(clean, 0.4_m, seed);
        const auto before = check_areas(bare(dirty));
        EXPECT_GT(before.count(AreaFault::overlap), 20U) << "seed " << seed;
        EXPECT_GT(before.count(AreaFault::gap), 20U) << "seed " << seed;
        const auto repair = repair_areas(bare(dirty), within(1_m));
        EXPECT_TRUE(repair.remaining.clean())
            << "seed " << seed << " " << repair.remaining.findings[0].reason.en;
        EXPECT_EQ(count(repair, RepairOutcome::refused), 0U) << "seed " << seed;
        for (const auto& change : repair.changes) EXPECT_LT(std::abs(change.change_percent), 0.1);
        expect_coverage(repair.boundaries);
        EXPECT_NEAR(ground_of(repair.boundaries) / ground_of(clean), 1, 1e-4);
    }
}

TEST(AreaRepair, JoinsBordersThatNeighboursDrewWithOtherVertices) {
    auto boundaries = boundaries_of(grid("AB"), AreaLevel::village);
    Ring& a = boundaries[0].polygons[0].rings[0];
    const auto low = std::ranges::find(a, position_of({1, 0}));
    const LonLat corner = *low;
    // Every 100 m a vertex, up to 0.5 m off the straight line that B draws.
    Ring wavy;
    for (int i = 1; i < 10; ++i)
        wavy.push_back({corner.lon + (i % 2 == 0 ? 0.5 : -0.5) / 1000 * lon_deg_per_km,
                        corner.lat + 0.1 * i * lat_deg_per_km});
    a.insert(low + 1, wavy.begin(), wavy.end());
    const auto repair = repair_areas(bare(boundaries), within(1_m));
    EXPECT_TRUE(repair.remaining.clean());
    EXPECT_EQ(repair.changes[0].outcome, RepairOutcome::unchanged);
    EXPECT_EQ(repair.changes[1].outcome, RepairOutcome::repaired);
    EXPECT_EQ(repair.boundaries[1].polygons[0].rings[0].size(), 5U + 9U);
}

TEST(AreaRepair, ClosesACrackThatIsOpenToTheOutside) {
    auto boundaries = boundaries_of(grid("AB"), AreaLevel::village);
    for (auto& p : boundaries[1].polygons[0].rings[0])
        if (p.lon == position_of({1, 0}).lon) p.lon += 0.5 / 1000 * lon_deg_per_km;
    const auto repair = repair_areas(bare(boundaries), within(1_m));
    EXPECT_EQ(BorderTopology::of(repair.boundaries).arcs().size(), 3U);
}

TEST(AreaRepair, LeavesWideGapsAndOverlapsToPeople) {
    auto areas = given(grid("AAB\nD.B\nDCC"));
    std::erase_if(areas, [](const GivenArea& area) { return area.level != AreaLevel::village; });
    auto& d = village(areas, 'D').boundary.polygons[0].rings[0];
    for (auto& p : d)
        if (p.lon == position_of({1, 0}).lon && p.lat < position_of({0, 1}).lat)
            p.lon += 0.05 * lon_deg_per_km;
    const auto repair = repair_areas(areas, within(1_m));
    EXPECT_EQ(repair.remaining.count(AreaFault::gap), 1U);
    EXPECT_EQ(repair.remaining.count(AreaFault::overlap), 1U);
    EXPECT_EQ(village(areas, 'D').boundary.polygons[0].rings[0], d) << "the input is not touched";
}

TEST(AreaRepair, MakesABoundaryValidThatOnlyTouchesOrCrossesItselfALittle) {
    auto areas = given(grid("AB"));
    Ring& a = village(areas, 'A').boundary.polygons[0].rings[0];
    // A loop of half a metre in the west side.
    const LonLat west = position_of({0, 1});
    const auto off = [&](double east_m, double north_m) {
        return LonLat{west.lon + east_m / 1000 * lon_deg_per_km,
                      west.lat + (north_m - 500) / 1000 * lat_deg_per_km};
    };
    const auto corner = std::ranges::find(a, west);
    ASSERT_NE(corner, a.end());
    Ring ring;
    for (auto p = a.begin(); p != a.end(); ++p) {
        ring.push_back(*p);
        if (*p == west && p + 1 != a.end())
            ring.insert(ring.end(), {off(0.5, 0.5), off(-0.5, -0.5), off(0.5, -0.5), off(-0.5, 0.5)});
    }
    if (ring.front() == west) ring.back() = west;
    a = ring;
    EXPECT_EQ(check_areas(areas).count(AreaFault::invalid), 1U);
    const auto repair = repair_areas(areas, within(1_m));
    EXPECT_EQ(repair.remaining.count(AreaFault::invalid), 0U);
    EXPECT_EQ(repair.changes[2].outcome, RepairOutcome::repaired);
}

TEST(AreaRepair, RefusesAChangeAboveTheLimitAndSaysSo) {
    auto areas = given(grid("AB"));
    Ring& a = village(areas, 'A').boundary.polygons[0].rings[0];
    std::swap(a[1], a[2]);
    const auto repair = repair_areas(areas, within(1_m));
    EXPECT_EQ(repair.changes[2].outcome, RepairOutcome::refused);
    EXPECT_FALSE(repair.changes[2].reason.en.empty());
    EXPECT_EQ(repair.boundaries[2].polygons[0].rings[0], a);
    EXPECT_EQ(repair.remaining.count(AreaFault::invalid), 1U);
}

TEST(AreaRepair, AVillageThatIsHeldBackKeepsItsGroundAndNeighboursAdapt) {
    auto boundaries = boundaries_of(grid("AB"), AreaLevel::village);
    for (auto& p : boundaries[1].polygons[0].rings[0])
        if (p.lon == position_of({1, 0}).lon) p.lon += 0.8 / 1000 * lon_deg_per_km;
    // 0.8 m of a kilometre are 0.08 %.
    const auto strict = repair_areas(bare(boundaries), within(1_m, 0.01));
    EXPECT_GE(count(strict, RepairOutcome::refused), 1U);
    for (std::size_t i = 0; i < 2; ++i)
        EXPECT_NEAR(area_m2(strict.boundaries[i]) / area_m2(boundaries[i]), 1, 1e-4);
}

TEST(AreaRepair, KeepsRowsWithoutGroundAsTheyAre) {
    auto areas = given(grid("ABC"));
    village(areas, 'B').boundary = {};
    village(areas, 'C').boundary.polygons[0].rings[0].resize(2);
    const auto repair = repair_areas(areas, within(1_m));
    EXPECT_TRUE(repair.boundaries[3].empty());
    EXPECT_EQ(repair.boundaries[4].polygons[0].rings[0].size(), 2U);
    EXPECT_EQ(repair.changes[4].outcome, RepairOutcome::refused);
    EXPECT_EQ(repair.remaining.count(AreaFault::null_geometry), 1U);
    EXPECT_EQ(repair.remaining.count(AreaFault::invalid), 1U);
}

TEST(AreaRepair, RingsRunAsTheyWereDrawn) {
    auto boundaries = boundaries_of(grid("AB"), AreaLevel::village);
    std::ranges::reverse(boundaries[1].polygons[0].rings[0]);
    for (auto& boundary : boundaries)
        for (auto& p : boundary.polygons[0].rings[0])
            if (&boundary == &boundaries[1] && p.lon == position_of({1, 0}).lon) p.lon += 1e-6;
    const auto repair = repair_areas(bare(boundaries), within(1_m));
    EXPECT_EQ(repair.changes[1].outcome, RepairOutcome::repaired);
    // Both along the shared border in one way: A counter-clockwise, B clockwise.
    const auto uses = BorderTopology::of(repair.boundaries).uses();
    EXPECT_TRUE(
        std::ranges::any_of(uses, [](const auto& use) { return use.forward == 2 && use.backward == 0; }));
}

TEST(AreaRepair, GivesTheSameAnswerTwice) {
    const auto dirty = dirtied(boundaries_of(wiggly_county({4, 4, 15, 9}), AreaLevel::village), 0.4_m, 3);
    const auto one = repair_areas(bare(dirty), within(1_m));
    const auto two = repair_areas(bare(dirty), within(1_m));
    for (std::size_t i = 0; i < dirty.size(); ++i)
        EXPECT_EQ(one.boundaries[i].polygons[0].rings, two.boundaries[i].polygons[0].rings);
}

}  // namespace
}  // namespace courtyard

// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "geo/boundary_change.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "geo/editions/ground.h"
#include "tests/geo/grid_county.h"

namespace courtyard {
namespace {

Boundary boundary_in(std::string_view drawing, char letter) {
    const AreaTree county = grid(drawing);
    return county[county.find(village_code(letter))].boundary;
}

const std::string_view drawing = "AAB\nAAB\nCCB";

Boundary shifted(Boundary boundary, Metres east) {
    for (Polygon& polygon : boundary.polygons)
        for (Ring& ring : polygon.rings)
            for (LonLat& p : ring) p.lon += east.value / 1000 * lon_deg_per_km;
    return boundary;
}

TEST(BoundaryChange, GainedAndLostAreTheGroundThatOneOfTheTwoHasAlone) {
    const Boundary before = boundary_in(drawing, 'A');
    const Boundary after = boundary_in("AAA\nAAB\n.CB", 'A');
    const BoundaryChange change = boundary_change(before, after);
    EXPECT_NEAR(change.gained_m2, 1e6, 2'000);
    EXPECT_EQ(change.lost_m2, 0);
    const BoundaryChange back = boundary_change(after, before);
    EXPECT_EQ(back.gained_m2, 0);
    EXPECT_NEAR(back.lost_m2, 1e6, 2'000);
    EXPECT_NEAR(ground_m2(before) + change.gained_m2 - change.lost_m2, ground_m2(after), 1e-3);
}

TEST(BoundaryChange, WhatNeighboursExchangeIsTheSameGround) {
    const std::string_view later = "AAA\nAAB\nCCB";
    const BoundaryChange a = boundary_change(boundary_in(drawing, 'A'), boundary_in(later, 'A'));
    const BoundaryChange b = boundary_change(boundary_in(drawing, 'B'), boundary_in(later, 'B'));
    EXPECT_NEAR(a.gained_m2, b.lost_m2, 1e-6);
    EXPECT_TRUE(same_edges(a.gained, b.lost));
}

TEST(BoundaryChange, WithoutAnOutlineBeforeEverythingIsGained) {
    const Boundary a = boundary_in(drawing, 'A');
    const BoundaryChange fresh = boundary_change({}, a);
    EXPECT_DOUBLE_EQ(fresh.gained_m2, ground_m2(a));
    EXPECT_TRUE(fresh.lost.empty());
    EXPECT_DOUBLE_EQ(boundary_change(a, {}).lost_m2, ground_m2(a));
}

TEST(SameBorder, RingsMayBeginElsewhereTurnAroundAndHaveVerticesOnStraightStretches) {
    const Boundary before = boundary_in(drawing, 'A');
    Boundary after = before;
    Ring& ring = after.polygons[0].rings[0];
    ring.pop_back();
    std::ranges::rotate(ring, ring.begin() + 3);
    std::ranges::reverse(ring);
    const LonLat middle{(ring[0].lon + ring[1].lon) / 2, (ring[0].lat + ring[1].lat) / 2};
    ring.insert(ring.begin() + 1, middle);
    ring.push_back(ring.front());
    EXPECT_TRUE(same_border(before, after));
}

TEST(SameBorder, AHundredthOfAMetreIsTheLimit) {
    const Boundary before = boundary_in(drawing, 'A');
    EXPECT_TRUE(same_border(before, shifted(before, 0.009_m)));
    EXPECT_FALSE(same_border(before, shifted(before, 0.011_m)));
}

TEST(SameBorder, ASmallNotchInALongEdgeIsNotOverlooked) {
    const Boundary before = boundary_in(drawing, 'A');
    Boundary after = before;
    Ring& ring = after.polygons[0].rings[0];
    const LonLat a = ring[0];
    const LonLat b = ring[1];
    const auto along = [&](double share) {
        return LonLat{a.lon + (b.lon - a.lon) * share, a.lat + (b.lat - a.lat) * share};
    };
    LonLat tip = along(0.505);
    tip.lon += 0.2 / 1000 * lon_deg_per_km;
    tip.lat += 0.2 / 1000 * lat_deg_per_km;
    ring.insert(ring.begin() + 1, {along(0.5), tip, along(0.51)});
    EXPECT_FALSE(same_border(before, after));
    EXPECT_FALSE(same_border(after, before));
}

}  // namespace
}  // namespace courtyard

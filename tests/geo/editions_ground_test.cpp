// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "geo/editions/ground.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "tests/geo/grid_county.h"
#include "tests/geo/wiggly_county.h"

namespace courtyard {
namespace {

/// The edition as if it had this village only.
EditionGround only(const AreaTree& areas, AreaIndex village) {
    EditionGround edition(areas);
    edition.villages = {village};
    return edition;
}

TEST(Ground, AgreesWithTheGeodesicAreaWhereVerticesAreClose) {
    const AreaTree county = wiggly_county({.columns = 3, .rows = 3, .seed = 5});
    for (const Area& area : county.areas())
        EXPECT_NEAR(ground_m2(area.boundary) / area_m2(area.boundary), 1, 1e-6);
}

TEST(Ground, OfTheWholeEarthIsTheEllipsoids) {
    const Boundary earth = one_ring({{-180, -90}, {180, -90}, {180, 90}, {-180, 90}, {-180, -90}});
    // GRS 80 and WGS 84: 510 065 622 km2.
    EXPECT_NEAR(ground_m2(earth) / 510'065'621.7e6, 1, 1e-9);
}

TEST(Ground, HolesAreNotPartOfIt) {
    const AreaTree ring = grid("AAA\nA.A\nAAA");
    EXPECT_NEAR(ground_m2(ring[ring.find(village_code('A'))].boundary), 8e6, 8e3);
}

TEST(Ground, EdgesAreTheSameWhereverTheRingBeginsAndHoweverItTurns) {
    const LonLat a{113, 34};
    const LonLat b{113.1, 34};
    const LonLat c{113.1, 34.1};
    const Boundary drawn = one_ring({a, b, c, a});
    EXPECT_TRUE(same_edges(drawn, one_ring({c, a, b, c})));
    EXPECT_TRUE(same_edges(drawn, one_ring({a, c, b, a})));
    EXPECT_FALSE(same_edges(drawn, one_ring({a, b, {113.1, 34.100000001}, a})));
}

TEST(Ground, OverlapsOfShiftedCountiesAgreeWithEveryPairHeldAgainstEachOther) {
    const AreaTree before = wiggly_county({.columns = 6, .rows = 5, .seed = 11});
    const AreaTree after =
        wiggly_county({.columns = 5, .rows = 6, .seed = 12, .south_west = {113.007, 33.995}});
    const auto fast = overlaps_of(EditionGround(before), EditionGround(after), 0);
    std::vector<Overlap> slow;
    for (AreaIndex i = 0; i < before.size(); ++i)
        for (AreaIndex j = 0; j < after.size(); ++j)
            for (Overlap pair : overlaps_of(only(before, i), only(after, j), 0)) slow.push_back(pair);
    ASSERT_EQ(fast.size(), slow.size());
    for (std::size_t i = 0; i < fast.size(); ++i) {
        EXPECT_EQ(fast[i].old_village, slow[i].old_village);
        EXPECT_EQ(fast[i].new_village, slow[i].new_village);
        EXPECT_NEAR(fast[i].area_m2, slow[i].area_m2, 1e-3);
    }
    for (const Overlap& o : overlaps_of(EditionGround(before), EditionGround(after), 0.01))
        EXPECT_TRUE(std::ranges::any_of(fast, [&](const Overlap& f) {
            return f.old_village == o.old_village && f.new_village == o.new_village && f.area_m2 == o.area_m2;
        }));
    // A village well inside the other county lies in it whole.
    double inside = 0;
    for (const Overlap& o : fast)
        if (o.old_village == 14) inside += o.area_m2;
    EXPECT_NEAR(inside / ground_m2(before[14].boundary), 1, 1e-9);
}

}  // namespace
}  // namespace courtyard

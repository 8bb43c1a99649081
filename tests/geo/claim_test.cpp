// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "geo/datum/claim.h"

#include <gtest/gtest.h>

#include "tests/geo/grid_county.h"

namespace courtyard {
namespace {

class ClaimTest : public testing::Test {
  protected:
    Claim claim(AreaCode code) const { return check.claim_of(code, {}).value(); }

    AreaTree county = grid("AAB\nAAB\nCCB");
    VillageIndex villages{county};
    ClaimCheck check{county, villages};
    LonLat in_a = household_at(county, 'A', 0.5_km, 0.5_km);
    LonLat in_b = household_at(county, 'B', 0.5_km, 1.5_km);
};

TEST_F(ClaimTest, OfAVillageHoldsInsideItsBorder) {
    EXPECT_TRUE(check.inside(claim(village_code('A')), in_a));
    EXPECT_FALSE(check.inside(claim(village_code('A')), in_b));
}

TEST_F(ClaimTest, OfATownshipHoldsInAllItsVillages) {
    EXPECT_TRUE(check.inside(claim(area_code("410199101")), in_a));
    EXPECT_TRUE(check.inside(claim(area_code("410199101")), in_b));
}

TEST_F(ClaimTest, OfAReferenceHoldsWithinAHundredMetres) {
    const Claim photo = check.claim_of(village_code('A'), in_b).value();
    EXPECT_TRUE(check.inside(photo, moved(in_b, {99, 0})));
    EXPECT_FALSE(check.inside(photo, moved(in_b, {0, 101})));
    EXPECT_NEAR(check.offset(photo, moved(in_b, {0, 300}))->north_m, 300, 0.1);
}

TEST_F(ClaimTest, NeedsAKnownAreaWithABoundary) {
    EXPECT_FALSE(check.claim_of({}, {}));
    EXPECT_FALSE(check.claim_of(area_code("999999"), {}));
}

TEST_F(ClaimTest, FarOutsideIsFiftyMetresBeyondTheBorder) {
    const LonLat border = household_at(county, 'B', 0_km, 1.5_km);
    EXPECT_FALSE(check.far_outside(claim(village_code('B')), moved(border, {-40, 0})));
    EXPECT_TRUE(check.far_outside(claim(village_code('B')), moved(border, {-60, 0})));
}

TEST_F(ClaimTest, TheOffsetRunsFromTheNearestBorder) {
    const Offset west = check.offset(claim(village_code('B')), position_at(1_km, 1.5_km)).value();
    EXPECT_NEAR(west.east_m, -1'000, 2);
    EXPECT_NEAR(west.north_m, 0, 2);
    EXPECT_FALSE(check.offset(claim(village_code('B')), {2.35, 48.85}));
}

TEST_F(ClaimTest, AnOverlapBelongsToBothThatClaimIt) {
    const Boundary square = one_ring({position_of({0, 0}), position_of({2, 0}), position_of({2, 2}),
                                      position_of({0, 2}), position_of({0, 0})});
    const AreaTree twice = villages_of({square, square});
    const VillageIndex index(twice);
    const ClaimCheck both(twice, index);
    for (const Area& area : twice.areas())
        EXPECT_TRUE(both.inside(both.claim_of(area.code, {}).value(), position_at(1_km, 1_km)));
}

}  // namespace
}  // namespace courtyard

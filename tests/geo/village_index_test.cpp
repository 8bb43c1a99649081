// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "geo/village_index.h"

#include <gtest/gtest.h>

#include <cmath>

#include "tests/geo/grid_county.h"

namespace courtyard {
namespace {

/// A county with its index, asked by letter.
struct Village {
    explicit Village(std::string_view drawing) : county(grid(drawing)), index(county) {}

    char at(LonLat p) const { return letter_of(county, index.find(p).village); }
    char at(Metres east, Metres north) const { return at(position_at(east, north)); }

    AreaTree county;
    VillageIndex index;
};

TEST(VillageIndex, FindsTheVillageThatIsDrawn) {
    const Village v("AAB\nAAB\nCCB");
    EXPECT_EQ(v.at(0.5_km, 2.5_km), 'A');
    EXPECT_EQ(v.at(1.9_km, 1.1_km), 'A');
    EXPECT_EQ(v.at(0.1_km, 0.1_km), 'C');
    EXPECT_EQ(v.at(household_at(v.county, 'B', 0.5_km, 1.2_km)), 'B');
    EXPECT_EQ(v.at(-0.1_km, 0.5_km), '.');
    EXPECT_EQ(v.at(3.1_km, 0.5_km), '.');
    EXPECT_EQ(v.at({0, 0}), '.');
    EXPECT_EQ(v.at({-180, 90}), '.');
}

TEST(VillageIndex, GivesASharedEdgeToTheLowestCode) {
    const Village v("AAB\nAAB\nCCB");
    EXPECT_EQ(v.at({position_of({2, 0}).lon, position_at(0_km, 1.5_km).lat}), 'A');
    EXPECT_EQ(v.at({position_of({2, 0}).lon, position_at(0_km, 0.5_km).lat}), 'B');
    EXPECT_EQ(v.at({position_at(0.5_km, 0_km).lon, position_of({0, 1}).lat}), 'A');
    EXPECT_EQ(v.at(position_of({2, 1})), 'A');
    EXPECT_EQ(v.at(position_of({2, 0})), 'B');
    EXPECT_FALSE(v.index.find(position_of({2, 1})).overlap);
}

TEST(VillageIndex, CountsTheOuterBorderAsCovered) {
    const Village v("AAB\nAAB\nCCB");
    for (int i = 0; i <= 3; ++i) {
        EXPECT_NE(v.at(position_of({i, 0})), '.') << i;
        EXPECT_NE(v.at(position_of({i, 3})), '.') << i;
        EXPECT_NE(v.at(position_of({0, i})), '.') << i;
        EXPECT_NE(v.at(position_of({3, i})), '.') << i;
    }
    const auto east = position_of({3, 1});
    EXPECT_EQ(v.at({std::nextafter(east.lon, 200.0), east.lat}), '.');
}

TEST(VillageIndex, KnowsHolesPartsAndGaps) {
    const Village v("AAAA.A\nAB.A..\nAAAA.A");
    EXPECT_EQ(v.at(0.5_km, 0.5_km), 'A');
    EXPECT_EQ(v.at(1.5_km, 1.5_km), 'B');
    EXPECT_EQ(v.at(2.5_km, 1.5_km), '.');
    EXPECT_EQ(v.at(4.5_km, 1.5_km), '.');
    EXPECT_EQ(v.at(5.5_km, 0.5_km), 'A');
    EXPECT_EQ(v.at(position_of({2, 1})), 'A');
    EXPECT_EQ(v.at({position_of({2, 0}).lon, position_at(0_km, 1.5_km).lat}), 'B');
}

TEST(VillageIndex, AnswersNothingForACountyWithoutBoundaries) {
    Area area;
    area.code = area_code("410199101201");
    const VillageIndex index(AreaTree::of({area}).value());
    EXPECT_EQ(index.find({113.6, 34.7}).village, no_area);
    EXPECT_EQ(index.nearest({113.6, 34.7}, 5_km).village, no_area);
    EXPECT_EQ(VillageIndex(AreaTree()).find({113.6, 34.7}).village, no_area);
}

Boundary rectangle(Metres west, Metres south, Metres east, Metres north) {
    const auto sw = position_at(west, south);
    const auto ne = position_at(east, north);
    return one_ring({sw, {ne.lon, sw.lat}, ne, {sw.lon, ne.lat}, sw});
}

TEST(VillageIndex, FlagsAnOverlapOfInteriorsOnly) {
    const auto county = villages_of({rectangle(2_km, 0_km, 5_km, 3_km), rectangle(0_km, 0_km, 3_km, 3_km)});
    const VillageIndex index(county);
    EXPECT_EQ(index.find(position_at(2.5_km, 1.5_km)).village, 0U);
    EXPECT_TRUE(index.find(position_at(2.5_km, 1.5_km)).overlap);
    EXPECT_EQ(index.find(position_at(1.5_km, 1.5_km)).village, 1U);
    EXPECT_FALSE(index.find(position_at(1.5_km, 1.5_km)).overlap);
    const auto on_the_border_of_one =
        index.find({position_at(2_km, 0_km).lon, position_at(0_km, 1.5_km).lat});
    EXPECT_EQ(on_the_border_of_one.village, 0U);
    EXPECT_FALSE(on_the_border_of_one.overlap);
}

TEST(VillageIndex, SaysWhetherOneVillageCoversAPositionWhoeverElseDoes) {
    const Village v("AB.\nAB.");
    const auto a = v.county.find(village_code('A'));
    const auto b = v.county.find(village_code('B'));
    EXPECT_TRUE(v.index.covers(a, position_at(0.5_km, 1.5_km)));
    EXPECT_FALSE(v.index.covers(b, position_at(0.5_km, 1.5_km)));
    const LonLat shared{position_of({1, 0}).lon, position_at(0_km, 0.7_km).lat};
    EXPECT_TRUE(v.index.covers(a, shared));
    EXPECT_TRUE(v.index.covers(b, shared));
    EXPECT_TRUE(v.index.covers(b, position_of({2, 1})));
    EXPECT_FALSE(v.index.covers(a, position_of({2, 1})));
    EXPECT_FALSE(v.index.covers(b, position_at(2.5_km, 1.5_km)));
    EXPECT_FALSE(v.index.covers(a, {0, 0}));
}

TEST(VillageIndex, FindsTheNearestVillageWithinARadius) {
    const Village v("A...B\n.....\n..C..");
    const auto nearest = v.index.nearest(position_at(1.6_km, 2.5_km), 5_km);
    EXPECT_EQ(letter_of(v.county, nearest.village), 'A');
    EXPECT_NEAR(nearest.distance.value, 600, 1);
    EXPECT_EQ(v.index.nearest(position_at(1.6_km, 2.5_km), 500_m).village, no_area);
    EXPECT_EQ(letter_of(v.county, v.index.nearest(position_at(-3_km, 2.5_km), 5_km).village), 'A');
    EXPECT_EQ(v.index.nearest(position_at(-6_km, 2.5_km), 5_km).village, no_area);
    EXPECT_EQ(v.index.nearest({0, 0}, 5_km).village, no_area);
    EXPECT_EQ(v.index.nearest(position_at(0.5_km, 2.5_km), 5_km).distance.value, 0);
}

TEST(VillageIndex, ReachesToThePolesAndTheAntimeridian) {
    const auto county = villages_of({one_ring({{-180, -90}, {0, -90}, {0, 90}, {-180, 90}, {-180, -90}}),
                                     one_ring({{0, -90}, {180, -90}, {180, 90}, {0, 90}, {0, -90}})});
    const VillageIndex index(county);
    EXPECT_EQ(index.find({-180, 90}).village, 0U);
    EXPECT_EQ(index.find({-180, -90}).village, 0U);
    EXPECT_EQ(index.find({180, 90}).village, 1U);
    EXPECT_EQ(index.find({180, -0.0}).village, 1U);
    EXPECT_EQ(index.find({0, 0}).village, 0U);
    EXPECT_EQ(index.find({5e-324, 0}).village, 1U);
    EXPECT_EQ(index.find({-1e-300, 90}).village, 0U);
}

TEST(VillageIndex, FindsTheNearestVillageAtAPole) {
    const auto county = villages_of({one_ring({{10, 89}, {20, 89}, {20, 89.9}, {10, 89.9}, {10, 89}})});
    const VillageIndex index(county);
    EXPECT_NEAR(index.nearest({15, 89.95}, 20_km).distance.value, 5'585, 20);
    EXPECT_NEAR(index.nearest({15, 90}, 20_km).distance.value, 11'169, 20);
}

TEST(VillageIndex, AnswersAMillionPositionsOnOneSpot) {
    const Village v("AAB\nAAB\nCCB");
    const std::vector<LonLat> positions(1'000'000, position_of({2, 1}));
    std::vector<Located> found(positions.size());
    v.index.find(positions, found);
    EXPECT_TRUE(
        std::ranges::all_of(found, [&](const Located& one) { return one.village == found[0].village; }));
    EXPECT_EQ(letter_of(v.county, found[0].village), 'A');
}

TEST(VillageIndex, GivesEquallyNearVillagesToTheLowestCode) {
    const Village v("B.A");
    EXPECT_EQ(letter_of(v.county, v.index.nearest(position_at(1.5_km, 0.5_km), 5_km).village), 'A');
    const Village beside("BA");
    const auto on_the_line_between = LonLat{position_of({1, 1}).lon, position_at(0_km, 1.5_km).lat};
    EXPECT_EQ(letter_of(beside.county, beside.index.nearest(on_the_line_between, 5_km).village), 'A');
}

}  // namespace
}  // namespace courtyard

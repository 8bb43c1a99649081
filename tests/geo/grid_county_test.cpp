// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/geo/grid_county.h"

#include <gmock/gmock.h>

namespace courtyard {
namespace {

using ::testing::ElementsAre;

const Area& village(const AreaTree& county, char letter) { return county[county.find(village_code(letter))]; }

TEST(GridCounty, HasACountyATownshipAndAVillagePerLetter) {
    const auto county = grid("AAB\nAAB\nCCB");
    std::vector<std::string> codes;
    for (const auto& area : county.areas()) codes.push_back(area.code.str());
    EXPECT_THAT(codes, ElementsAre("410199", "410199101", "410199101201", "410199101202", "410199101203"));
    EXPECT_EQ(village(county, 'B').fid, 4U);
    EXPECT_EQ(village(county, 'B').parent.view(), "410199101");
    EXPECT_EQ(county.lowest_level(), AreaLevel::village);
}

TEST(GridCounty, DrawsSharedBordersVertexByVertex) {
    const auto county = grid("AAB\nAAB\nCCB");
    EXPECT_EQ(village(county, 'A').boundary.polygons[0].rings[0].size(), 9U);
    EXPECT_EQ(village(county, 'B').boundary.polygons[0].rings[0].size(), 9U);
    EXPECT_EQ(county[0].boundary.polygons[0].rings[0].size(), 13U);
    EXPECT_EQ(village(county, 'A').bounds.east, village(county, 'B').bounds.west);
}

TEST(GridCounty, DrawsHolesIslandsAndCornersThatTouch) {
    const auto county = grid("AAAAA\nABBBA\nABABA\nABBBA\nAAAAC\nC....");
    const auto& a = village(county, 'A').boundary;
    ASSERT_EQ(a.polygons.size(), 2U);
    EXPECT_EQ(a.polygons[0].rings.size() + a.polygons[1].rings.size(), 3U);
    EXPECT_EQ(village(county, 'B').boundary.polygons.at(0).rings.size(), 2U);
    EXPECT_EQ(village(county, 'C').boundary.polygons.size(), 2U);
    for (const auto* drawing :
         {"A.\n.A", ".AA\nA.A\nAA.", "AAA\nA.A\nAA.", "A.A\n.A.\nA.A", "AA..\nA.A.\n.AAA"}) {
        const auto touching = grid(drawing);
        EXPECT_TRUE(check_boundary(village(touching, 'A').boundary).has_value()) << drawing;
    }
}

TEST(GridCounty, MeasuresAKilometrePerCell) {
    EXPECT_NEAR(distance(position_at(0_km, 0_km), position_at(1_km, 0_km)).value, 1000, 0.1);
    EXPECT_NEAR(distance(position_at(0_km, 0_km), position_at(0_km, 1_km)).value, 1000, 0.1);
    EXPECT_NEAR(distance(position_at(0_km, 10_km), position_at(1_km, 10_km)).value, 1000, 1.2);
}

TEST(GridCounty, PlacesAHouseholdFromTheCornerOfItsVillage) {
    const auto county = grid("AAB\nAAB\nCCB");
    const auto p = household_at(county, 'A', 0.5_km, 0.25_km);
    EXPECT_NEAR(p.lon, position_at(0.5_km, 0_km).lon, 1e-12);
    EXPECT_NEAR(p.lat, position_at(0_km, 1.25_km).lat, 1e-12);
}

}  // namespace
}  // namespace courtyard

// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "geo/geocode.h"

#include <gmock/gmock.h>

#include "tests/geo/grid_county.h"

namespace courtyard {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

struct Office {
    explicit Office(std::string_view drawing) : county(grid(drawing)), villages(county) {}

    Placement place(std::optional<LonLat> position, std::string_view declared = "") const {
        return geocode({position, declared.empty() ? AreaCode{} : area_code(declared)}, county, villages);
    }
    char letter(const Placement& placement) const { return letter_of(county, placement.area); }

    AreaTree county;
    VillageIndex villages;
};

TEST(Geocode, PlacesByPosition) {
    const Office office("AAB\nAAB\nCCB");
    const auto placement = office.place(household_at(office.county, 'B', 0.5_km, 1.2_km));
    EXPECT_EQ(office.letter(placement), 'B');
    EXPECT_EQ(placement.by, PlacedBy::position);
    EXPECT_FALSE(placement.flags.any());
    EXPECT_EQ(placement.nearest_area, no_area);
}

TEST(Geocode, GivesAHouseholdOnASharedEdgeToOneVillage) {
    const Office office("AAB\nAAB\nCCB");
    const LonLat on_the_edge{position_of({2, 0}).lon, position_at(0_km, 1.5_km).lat};
    EXPECT_EQ(office.letter(office.place(on_the_edge)), 'A');
    EXPECT_EQ(office.letter(office.place(on_the_edge, "410199101202")), 'A');
}

TEST(Geocode, DoesNotDoubtADeclaredVillageThatHasThePositionOnItsBorder) {
    const Office office("AB");
    const LonLat on_the_edge{position_of({1, 0}).lon, position_at(0_km, 0.5_km).lat};
    EXPECT_FALSE(office.place(on_the_edge, "410199101202").flags.any());
}

TEST(Geocode, LetsThePositionWinAndFlagsTheDisagreement) {
    const Office office("AAB\nAAB\nCCB");
    const auto placement = office.place(household_at(office.county, 'B', 0.5_km, 1.2_km), "410199101203");
    EXPECT_EQ(office.letter(placement), 'B');
    EXPECT_THAT(placement.flags.list(), ElementsAre(Flag::outside_declared_village));
}

TEST(Geocode, IsContentWithADeclaredTownshipThatHoldsTheVillage) {
    const Office office("AB");
    EXPECT_FALSE(office.place(position_at(1.5_km, 0.5_km), "410199101").flags.any());
    EXPECT_FALSE(office.place(position_at(1.5_km, 0.5_km), "410199").flags.any());
}

TEST(Geocode, PlacesByCodeAtWhateverLevelTheCodeNames) {
    const Office office("AB");
    const auto village = office.place(std::nullopt, "410199101202");
    EXPECT_EQ(office.letter(village), 'B');
    EXPECT_EQ(village.by, PlacedBy::code);
    EXPECT_THAT(village.flags.list(), ElementsAre(Flag::no_position));
    const auto township = office.place(std::nullopt, "410199101");
    EXPECT_EQ(office.county[township.area].code.view(), "410199101");
}

TEST(Geocode, FlagsACodeThatIsNotInThisEdition) {
    const Office office("AB");
    const auto by_position = office.place(position_at(0.5_km, 0.5_km), "410199101299");
    EXPECT_EQ(office.letter(by_position), 'A');
    EXPECT_THAT(by_position.flags.list(), ElementsAre(Flag::unknown_area));
    const auto lost = office.place(std::nullopt, "410199101299");
    EXPECT_EQ(lost.area, no_area);
    EXPECT_EQ(lost.by, PlacedBy::nothing);
    EXPECT_THAT(lost.flags.list(), ElementsAre(Flag::unknown_area, Flag::no_position));
    EXPECT_THAT(office.place(std::nullopt).flags.list(), ElementsAre(Flag::no_position));
}

TEST(Geocode, SaysWhichVillageIsNearestToAPositionOutside) {
    const Office office("AB");
    const auto placement = office.place(position_at(2.3_km, 0.5_km));
    EXPECT_EQ(placement.area, no_area);
    EXPECT_EQ(placement.by, PlacedBy::nothing);
    EXPECT_EQ(letter_of(office.county, placement.nearest_area), 'B');
    EXPECT_NEAR(placement.nearest_distance.value, 300, 0.5);
    EXPECT_THAT(placement.flags.list(), ElementsAre(Flag::outside_every_village));
    EXPECT_EQ(office.place(position_at(7.5_km, 0.5_km)).nearest_area, no_area);
    EXPECT_THAT(office.place(position_at(3.5_km, 0.5_km), "410199101202").flags.list(),
                ElementsAre(Flag::outside_declared_village, Flag::outside_every_village));
}

TEST(Geocode, SuspectsADatumWhenGcj02WouldFitTheDeclaredVillage) {
    const Office office("AAAAAB");
    const auto true_position = position_at(4.9_km, 0.5_km);
    const auto as_read = from_wgs84(true_position, Datum::gcj02);
    const auto placement = office.place(as_read, "410199101201");
    EXPECT_EQ(office.letter(placement), 'B');
    EXPECT_THAT(placement.flags.list(), ElementsAre(Flag::outside_declared_village, Flag::datum_suspect));
}

TEST(Geocode, FlagsAPositionInAnOverlap) {
    const auto whole = grid("AB");
    std::vector<Area> areas(whole.areas().begin(), whole.areas().end());
    areas[3].boundary = areas[0].boundary;
    const auto county = AreaTree::of(std::move(areas)).value();
    const VillageIndex villages(county);
    const auto placement = geocode({position_at(0.5_km, 0.5_km), {}}, county, villages);
    EXPECT_EQ(letter_of(county, placement.area), 'A');
    EXPECT_THAT(placement.flags.list(), ElementsAre(Flag::in_overlap));
    EXPECT_THAT(geocode({position_at(0.5_km, 0.5_km), village_code('B')}, county, villages).flags.list(),
                ElementsAre(Flag::in_overlap));
}

TEST(Flags, AreASet) {
    Flags flags;
    EXPECT_THAT(flags.list(), IsEmpty());
    flags.add(Flag::low_accuracy);
    flags.add(Flag::unknown_area);
    flags.add(Flag::low_accuracy);
    EXPECT_THAT(flags.list(), ElementsAre(Flag::unknown_area, Flag::low_accuracy));
    EXPECT_EQ(Flags(flags.bits()), flags);
    EXPECT_EQ(to_string(Flag::clock_skew), "clock_skew");
    EXPECT_EQ(to_string(Flag::outside_declared_village), "outside_declared_village");
    EXPECT_EQ(to_string(PlacedBy::code), "code");
}

}  // namespace
}  // namespace courtyard

// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "geo/geocode.h"

#include <gmock/gmock.h>

#include "geo/datum.h"
#include "tests/geo/grid_county.h"
#include "tests/geo/named_county.h"

namespace courtyard {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

struct Office {
    explicit Office(std::string_view drawing) : county(grid(drawing)) {}

    Placement place(std::optional<LonLat> position, std::string_view declared = "") const {
        return geocode({position, declared.empty() ? AreaCode{} : area_code(declared)}, places);
    }
    char letter(const Placement& placement) const { return letter_of(county, placement.area); }

    AreaTree county;
    VillageIndex villages{county};
    Gazetteer names = Gazetteer::of(county).value();
    Places places{county, villages, names};
};

/// A county known by names alone.
struct Registry {
    Placement place(std::string_view address, std::string_view declared = "") const {
        return geocode({{}, declared.empty() ? AreaCode{} : area_code(declared), std::string(address)},
                       {county, villages, names});
    }
    std::string code(const Placement& placement) const {
        return placement.area == no_area ? "" : county[placement.area].code.str();
    }

    AreaTree county = named_tree();
    VillageIndex villages{county};
    Gazetteer names = named_county();
};

TEST(Geocode, PlacesByAddressWhatHasNeitherPositionNorCode) {
    const Registry registry;
    const auto placement = registry.place("清溪县白沙镇大王庄村3组12号");
    EXPECT_EQ(registry.code(placement), "490121101203");
    EXPECT_EQ(placement.by, PlacedBy::address);
    EXPECT_THAT(placement.flags.list(), ElementsAre(Flag::no_position));
    EXPECT_EQ(placement.address->method, AddressMethod::full_path);
}

TEST(Geocode, AsksTheAddressWithinADeclaredTownshipAndNotWhenAVillageIsDeclared) {
    const Registry registry;
    EXPECT_EQ(registry.code(registry.place("新集村12号", "490121203")), "490121203201");
    EXPECT_EQ(registry.code(registry.place("新集村12号", "490121202201")), "490121202201");
    EXPECT_EQ(registry.place("新集村12号", "490121202201").by, PlacedBy::code);
    const auto elsewhere = registry.place("平桥县王庄村", "490121202");
    EXPECT_EQ(registry.code(elsewhere), "490121202");
    EXPECT_EQ(elsewhere.by, PlacedBy::code);
    EXPECT_THAT(elsewhere.flags.list(), ElementsAre(Flag::no_position, Flag::unclear_address));
}

TEST(Geocode, NeverChoosesBetweenVillagesThatAnAddressMayMean) {
    const Registry registry;
    const auto placement = registry.place("清溪县新集村");
    EXPECT_EQ(registry.code(placement), "490121");
    EXPECT_THAT(placement.flags.list(), ElementsAre(Flag::no_position, Flag::unclear_address));
    EXPECT_EQ(placement.address->candidate_count, 2U);
    const auto nowhere = registry.place("某地某处");
    EXPECT_EQ(nowhere.area, no_area);
    EXPECT_EQ(nowhere.by, PlacedBy::nothing);
}

TEST(Geocode, FollowsARevokedCodeToItsSuccessor) {
    const Registry registry;
    auto builder = named_county_builder();
    builder.add_change({area_code("490121101299"), area_code("490121101202"), Day::of(2022, 1, 1)});
    const auto names = std::move(builder).build().value();
    const auto placement =
        geocode({{}, area_code("490121101299")}, {registry.county, registry.villages, names});
    EXPECT_EQ(registry.code(placement), "490121101202");
    EXPECT_EQ(placement.by, PlacedBy::code);
    EXPECT_THAT(placement.flags.list(), ElementsAre(Flag::no_position));
}

TEST(Geocode, AnswersManyAsItAnswersOne) {
    const Office office("AAB\nAAB\nCCB");
    std::vector<PlaceClaim> claims;
    for (int i = 0; i < 400; ++i) {
        PlaceClaim claim;
        if (i % 3 != 0) claim.position = position_at(Metres{i * 10.0 - 200}, Metres{i * 7.0});
        if (i % 4 == 0) claim.declared = village_code('C');
        if (i % 5 == 0) claim.address = "某地";
        claims.push_back(claim);
    }
    const auto together = geocode(claims, office.places);
    ASSERT_EQ(together.size(), claims.size());
    for (std::size_t i = 0; i < claims.size(); ++i) {
        const auto alone = geocode(claims[i], office.places);
        EXPECT_EQ(together[i].area, alone.area) << i;
        EXPECT_EQ(together[i].by, alone.by) << i;
        EXPECT_EQ(together[i].flags, alone.flags) << i;
        EXPECT_EQ(together[i].nearest_area, alone.nearest_area) << i;
    }
}

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
    const Gazetteer names;
    const auto placement = geocode({position_at(0.5_km, 0.5_km), {}}, {county, villages, names});
    EXPECT_EQ(letter_of(county, placement.area), 'A');
    EXPECT_THAT(placement.flags.list(), ElementsAre(Flag::in_overlap));
    EXPECT_THAT(
        geocode({position_at(0.5_km, 0.5_km), village_code('B')}, {county, villages, names}).flags.list(),
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

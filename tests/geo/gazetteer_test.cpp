// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "geo/gazetteer.h"

#include <gtest/gtest.h>

#include <string>

#include "tests/geo/grid_county.h"
#include "tests/geo/named_county.h"

namespace courtyard {
namespace {

CodeChange change(std::string_view from, std::string_view to) {
    return {area_code(from), area_code(to), Day::of(2021, 5, 1)};
}

Gazetteer with_changes(std::initializer_list<CodeChange> changes) {
    auto builder = named_county_builder();
    for (const auto& one : changes) builder.add_change(one);
    return std::move(builder).build().value();
}

/// The error that a list is refused with, and what it is about.
std::string refusal(Gazetteer::Builder builder) {
    const auto built = std::move(builder).build();
    return built ? "" : built.error().name + " " + built.error().subject;
}

TEST(Gazetteer, AnswersCodesOfEveryLength) {
    const auto gazetteer = named_county();
    for (const auto* code : {"49", "4901", "490121", "490121101", "490121101202"}) {
        const auto match = gazetteer.match(code);
        EXPECT_EQ(match.area, area_code(code));
        EXPECT_EQ(match.method, AddressMethod::code);
        EXPECT_EQ(match.confidence, 1.0);
    }
    EXPECT_EQ(gazetteer.match("490121101").level, AreaLevel::township);
}

TEST(Gazetteer, ReadsFullWidthDigitsAndBlanksAroundACode) {
    const auto gazetteer = named_county();
    EXPECT_EQ(gazetteer.match("　４９０１２１１０１２０２ ").area, area_code("490121101202"));
    EXPECT_EQ(gazetteer.match_code("\t490121101202\r\n").area, area_code("490121101202"));
}

TEST(Gazetteer, SaysWhenACodeIsUnknown) {
    const auto match = named_county().match("13800138000");
    EXPECT_TRUE(match.area.empty());
    EXPECT_EQ(match.doubt, AddressDoubt::unknown_code);
    EXPECT_EQ(named_county().match("1").doubt, AddressDoubt::unknown_code);
    EXPECT_EQ(named_county().match(std::string(4000, '7')).doubt, AddressDoubt::unknown_code);
}

TEST(Gazetteer, AnswersTheTownshipOfAVillageThatIsGone) {
    const auto match = named_county().match("490121101999");
    EXPECT_EQ(match.area, area_code("490121101"));
    EXPECT_EQ(match.level, AreaLevel::township);
    EXPECT_EQ(match.method, AddressMethod::upper_code);
    EXPECT_EQ(match.doubt, AddressDoubt::code_revoked);
}

TEST(Gazetteer, FollowsAChainOfChangesToTheLastCode) {
    const auto gazetteer =
        with_changes({change("490121101990", "490121101991"), change("490121101991", "490121101202")});
    const auto match = gazetteer.match("490121101990");
    EXPECT_EQ(match.area, area_code("490121101202"));
    EXPECT_EQ(match.method, AddressMethod::successor_code);
    EXPECT_EQ(match.revoked_on, Day::of(2021, 5, 1));
}

TEST(Gazetteer, GivesMergedVillagesTheSameSuccessor) {
    const auto gazetteer =
        with_changes({change("490121101990", "490121101202"), change("490121101991", "490121101202")});
    EXPECT_EQ(gazetteer.match("490121101990").area, area_code("490121101202"));
    EXPECT_EQ(gazetteer.match("490121101991").area, area_code("490121101202"));
}

TEST(Gazetteer, GivesASplitVillageCandidatesAndNoAnswer) {
    const auto gazetteer =
        with_changes({change("490121101990", "490121101203"), change("490121101990", "490121101202")});
    const auto match = gazetteer.match("490121101990");
    EXPECT_TRUE(match.area.empty());
    EXPECT_EQ(match.doubt, AddressDoubt::ambiguous);
    EXPECT_EQ(match.candidates, (std::vector{area_code("490121101202"), area_code("490121101203")}));
}

TEST(Gazetteer, RefusesChangesThatGoInACircle) {
    auto builder = named_county_builder();
    builder.add_change(change("490121101990", "490121101991"));
    builder.add_change(change("490121101991", "490121101992"));
    builder.add_change(change("490121101992", "490121101990"));
    EXPECT_EQ(refusal(std::move(builder)), "code_change.cycle 490121101990");
    auto itself = named_county_builder();
    itself.add_change(change("490121101990", "490121101990"));
    EXPECT_EQ(refusal(std::move(itself)), "code_change.cycle 490121101990");
}

TEST(Gazetteer, RefusesDuplicatesUnknownParentsAndCycles) {
    auto twice = named_county_builder();
    twice.add({area_code("490121101"), "黑沙镇", AreaLevel::township, {}});
    EXPECT_EQ(refusal(std::move(twice)), "area.duplicate_code 490121101");

    auto orphan = named_county_builder();
    orphan.add({area_code("490121999"), "无根镇", AreaLevel::township, area_code("999999")});
    EXPECT_EQ(refusal(std::move(orphan)), "area.unknown_parent 490121999");

    Gazetteer::Builder circle;
    circle.add({area_code("A"), "甲县", AreaLevel::county, area_code("B")});
    circle.add({area_code("B"), "乙县", AreaLevel::county, area_code("A")});
    EXPECT_EQ(refusal(std::move(circle)), "area.cycle A");

    auto same_change = named_county_builder();
    same_change.add_change(change("490121101990", "490121101202"));
    same_change.add_change(change("490121101990", "490121101202"));
    EXPECT_EQ(refusal(std::move(same_change)), "code_change.duplicate 490121101990");

    auto unknown = named_county_builder();
    unknown.add_name(area_code("490199"), "某地", NameKind::alias);
    EXPECT_EQ(refusal(std::move(unknown)), "area.unknown_code 490199");

    auto broken = named_county_builder();
    broken.add({area_code("490123"), "\xFF\xFE", AreaLevel::county, {}});
    EXPECT_EQ(refusal(std::move(broken)), "area.bad_name 490123");
}

TEST(Gazetteer, KnowsNamesAndFullNames) {
    const auto gazetteer = named_county();
    EXPECT_EQ(gazetteer.size(), 38U);
    EXPECT_EQ(gazetteer.name(area_code("490121101202")), "王庄村委会");
    EXPECT_EQ(gazetteer.full_name(area_code("490121101202")), "河中省云河市清溪县白沙镇王庄村委会");
    EXPECT_EQ(gazetteer.name(area_code("999")), "");
}

TEST(Gazetteer, FindsByAliasAndFormerName) {
    auto builder = named_county_builder();
    builder.add_name(area_code("490121101202"), "王家老庄", NameKind::alias);
    builder.add_name(area_code("490121202"), "胜利公社", NameKind::former);
    const auto gazetteer = std::move(builder).build().value();
    EXPECT_EQ(gazetteer.match("清溪县白沙镇王家老庄3组").area, area_code("490121101202"));
    EXPECT_EQ(gazetteer.match("清溪县胜利公社上湾村").area, area_code("490121202202"));
}

TEST(Gazetteer, IsBuiltFromATreeOfLoadedAreas) {
    const auto gazetteer = Gazetteer::of(grid("AB")).value();
    EXPECT_EQ(gazetteer.size(), 4U);
    EXPECT_EQ(gazetteer.match("410199101202").area, village_code('B'));
}

TEST(Gazetteer, OfNothingAnswersNothing) {
    EXPECT_EQ(Gazetteer().match("清溪县白沙镇王庄村").doubt, AddressDoubt::no_area_named);
    EXPECT_EQ(Gazetteer().match("490121").doubt, AddressDoubt::unknown_code);
    const auto empty = Gazetteer::Builder().build().value();
    EXPECT_EQ(empty.match("清溪县白沙镇王庄村").doubt, AddressDoubt::no_area_named);
}

TEST(Gazetteer, VillagesWithoutAnythingAboveThemLieInTheCountyOfTheirCodes) {
    std::vector<Area> villages(2);
    villages[0].code = area_code("490121101201");
    villages[0].name = "白沙村委会";
    villages[1].code = area_code("490121202202");
    villages[1].name = "上湾村委会";
    const auto one_county = Gazetteer::of(AreaTree::of(villages).value()).value();
    EXPECT_EQ(one_county.match("上湾村3组").area, villages[1].code);
    EXPECT_EQ(one_county.match("上湾村3组").method, AddressMethod::village_in_scope);
    villages[1].code = area_code("490122202202");
    const auto two_counties = Gazetteer::of(AreaTree::of(villages).value()).value();
    EXPECT_TRUE(two_counties.match("上湾村3组").area.empty());
}

}  // namespace
}  // namespace courtyard

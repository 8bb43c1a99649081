// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "geo/area_tree.h"

#include <gmock/gmock.h>

#include "tests/geo/grid_county.h"

namespace courtyard {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

Area area(std::string_view code, AreaLevel level, std::string_view parent = "") {
    Area result;
    result.code = area_code(code);
    result.name = std::string(code);
    result.level = level;
    if (!parent.empty()) result.parent = area_code(parent);
    return result;
}

std::vector<std::string> codes(const AreaTree& tree, std::span<const AreaIndex> indexes) {
    std::vector<std::string> result;
    for (const auto index : indexes) result.push_back(tree[index].code.str());
    return result;
}

AreaTree china() {
    return AreaTree::of({area("410199102201", AreaLevel::village), area("410199", AreaLevel::county),
                         area("410199101202", AreaLevel::village), area("410199102", AreaLevel::township),
                         area("410199101201", AreaLevel::village), area("410199101", AreaLevel::township)})
        .value();
}

TEST(AreaTree, KeepsAreasInCodeOrder) {
    const auto tree = china();
    std::vector<std::string> order;
    for (const auto& each : tree.areas()) order.push_back(each.code.str());
    EXPECT_THAT(order, ElementsAre("410199", "410199101", "410199101201", "410199101202", "410199102",
                                   "410199102201"));
    EXPECT_EQ(tree.find(area_code("410199102")), 4U);
    EXPECT_EQ(tree.find(area_code("4101")), no_area);
    EXPECT_EQ(tree.find(AreaCode{}), no_area);
}

TEST(AreaTree, DerivesParentsFromTheLongestPrefixOfAHigherLevel) {
    const auto tree = china();
    EXPECT_THAT(codes(tree, tree.roots()), ElementsAre("410199"));
    EXPECT_THAT(codes(tree, tree.children(0)), ElementsAre("410199101", "410199102"));
    EXPECT_EQ(tree[2].parent.view(), "410199101");
    EXPECT_TRUE(tree[0].parent.empty());
    EXPECT_EQ(tree.parent(0), no_area);
}

TEST(AreaTree, SkipsALevelThatIsNotLoaded) {
    const auto tree =
        AreaTree::of({area("410199101201", AreaLevel::village), area("41", AreaLevel::province)}).value();
    EXPECT_EQ(tree[tree.find(area_code("410199101201"))].parent.view(), "41");
}

TEST(AreaTree, NestsCodesWithLettersByPrefix) {
    const auto tree = AreaTree::of({area("2A041", AreaLevel::village), area("2A", AreaLevel::county),
                                    area("14001", AreaLevel::village), area("14", AreaLevel::county)})
                          .value();
    EXPECT_THAT(codes(tree, tree.roots()), ElementsAre("14", "2A"));
    EXPECT_THAT(codes(tree, tree.children(1)), ElementsAre());
    EXPECT_THAT(codes(tree, tree.children(tree.find(area_code("2A")))), ElementsAre("2A041"));
}

TEST(AreaTree, DoesNotNestAPrefixOfTheSameLevel) {
    const auto tree = AreaTree::of({area("1", AreaLevel::village), area("12", AreaLevel::village)}).value();
    EXPECT_EQ(tree.roots().size(), 2U);
}

TEST(AreaTree, PrefersTheDeclaredParent) {
    const auto tree =
        AreaTree::of({area("410199101", AreaLevel::township), area("410199102", AreaLevel::township),
                      area("410199101201", AreaLevel::village, "410199102")})
            .value();
    EXPECT_THAT(codes(tree, tree.children(tree.find(area_code("410199102")))), ElementsAre("410199101201"));
}

TEST(AreaTree, RefusesAParentThatDoesNotExist) {
    const auto tree = AreaTree::of({area("410199101201", AreaLevel::village, "410199109")});
    EXPECT_EQ(tree.error().name, "area.unknown_parent");
    EXPECT_EQ(tree.error().subject, "410199101201");
}

TEST(AreaTree, RefusesTheSameCodeTwice) {
    const auto tree = AreaTree::of({area("41", AreaLevel::province), area("41", AreaLevel::province)});
    EXPECT_EQ(tree.error().name, "area.duplicate_code");
    EXPECT_EQ(tree.error().code, ErrorCode::conflict);
}

TEST(AreaTree, RefusesTheSameFidTwice) {
    auto first = area("41", AreaLevel::province);
    auto second = area("42", AreaLevel::province);
    first.fid = second.fid = 7;
    EXPECT_EQ(AreaTree::of({first, second}).error().name, "area.duplicate_fid");
}

TEST(AreaTree, RefusesACycle) {
    const auto tree = AreaTree::of({area("1", AreaLevel::county, "2"), area("2", AreaLevel::county, "3"),
                                    area("3", AreaLevel::county, "1"), area("4", AreaLevel::county)});
    EXPECT_EQ(tree.error().name, "area.cycle");
    EXPECT_EQ(AreaTree::of({area("1", AreaLevel::county, "1")}).error().name, "area.cycle");
}

TEST(AreaTree, ListsWhatLiesBeneath) {
    const auto tree = china();
    EXPECT_THAT(codes(tree, tree.descendants(0, AreaLevel::village)),
                ElementsAre("410199101201", "410199101202", "410199102201"));
    EXPECT_THAT(codes(tree, tree.descendants(1, AreaLevel::township)), ElementsAre("410199101"));
    EXPECT_THAT(codes(tree, tree.descendants(1, AreaLevel::county)), IsEmpty());
    EXPECT_THAT(codes(tree, tree.subtree(1)), ElementsAre("410199101", "410199101201", "410199101202"));
    EXPECT_THAT(codes(tree, tree.path(5)), ElementsAre("410199", "410199102", "410199102201"));
    EXPECT_EQ(tree.subtree(0).size(), 6U);
}

TEST(AreaTree, CoversItselfAndWhatLiesBeneath) {
    const auto tree = china();
    EXPECT_TRUE(tree.covers(0, 0));
    EXPECT_TRUE(tree.covers(0, 5));
    EXPECT_TRUE(tree.covers(4, 5));
    EXPECT_FALSE(tree.covers(1, 5));
    EXPECT_FALSE(tree.covers(5, 4));
    EXPECT_FALSE(tree.covers(0, no_area));
}

TEST(AreaTree, FindsAreasByFid) {
    const auto county = grid("AB");
    EXPECT_EQ(county.find_fid(3), county.find(village_code('A')));
    EXPECT_EQ(county.find_fid(99), no_area);
    EXPECT_EQ(china().find_fid(0), no_area);
}

TEST(AreaTree, NamesItsLowestLevel) {
    EXPECT_EQ(china().lowest_level(), AreaLevel::village);
    EXPECT_EQ(AreaTree::of({area("41", AreaLevel::province)}).value().lowest_level(), AreaLevel::province);
    EXPECT_EQ(AreaTree().lowest_level(), AreaLevel::village);
    EXPECT_TRUE(AreaTree::of({}).value().empty());
}

TEST(AreaTree, GivesAnAreaWithoutBoundaryTheBoundsOfWhatLiesBeneath) {
    const auto county = grid("AAB");
    auto areas = std::vector<Area>(county.areas().begin(), county.areas().end());
    for (auto& each : areas) {
        each.bounds = {};
        if (each.level != AreaLevel::village) each.boundary = {};
    }
    const auto tree = AreaTree::of(areas).value();
    const auto& bounds = tree[0].bounds;
    EXPECT_EQ(bounds.west, position_at(0_km, 0_km).lon);
    EXPECT_DOUBLE_EQ(bounds.east, position_at(3_km, 1_km).lon);
    EXPECT_DOUBLE_EQ(bounds.north, position_at(3_km, 1_km).lat);
    EXPECT_DOUBLE_EQ(tree[0].label.lon, position_at(1.5_km, 0.5_km).lon);
}

TEST(AreaTree, LabelsAnAreaInsideItsBoundaryUnlessItHasALabel) {
    const auto county = grid("AAA\nA..\nA..");
    const auto& village = county[county.find(village_code('A'))];
    EXPECT_TRUE(village.bounds.contains(village.label));
    auto areas = std::vector<Area>(county.areas().begin(), county.areas().end());
    areas[2].label = {1, 2};
    EXPECT_EQ(AreaTree::of(areas).value()[2].label, (LonLat{1, 2}));
}

}  // namespace
}  // namespace courtyard

// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "geo/area_check.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "tests/geo/given_county.h"

namespace courtyard {
namespace {

/// The one finding of this kind.
AreaFinding only(const AreaCheck& check, AreaFault fault) {
    EXPECT_EQ(check.count(fault), 1U) << to_string(fault);
    const auto found = std::ranges::find(check.findings, fault, &AreaFinding::fault);
    return found == check.findings.end() ? AreaFinding{} : *found;
}

std::size_t others(const AreaCheck& check, AreaFault fault) {
    return check.findings.size() - check.count(fault);
}

std::vector<GivenArea> villages_only(const AreaTree& county) {
    auto areas = given(county);
    std::erase_if(areas, [](const GivenArea& area) { return area.level != AreaLevel::village; });
    return areas;
}

Ring& shell(GivenArea& area) { return area.boundary.polygons[0].rings[0]; }

/// Moves a corner of the drawing in one village only.
void move_corner(GivenArea& area, GridCorner corner, Metres east, Metres north) {
    const LonLat from = position_of(corner);
    for (auto& p : shell(area))
        if (p == from)
            p = {p.lon + east.value / 1000 * lon_deg_per_km, p.lat + north.value / 1000 * lat_deg_per_km};
}

TEST(AreaCheck, FindsNothingInACleanCounty) {
    const auto check = check_areas(given(grid("AAB\nCAB\nCCD\n.EE")));
    EXPECT_TRUE(check.clean()) << check.findings[0].reason.en;
    EXPECT_EQ(check.features, 7U);
}

TEST(AreaCheck, FindsNothingInNothing) { EXPECT_TRUE(check_areas({}).clean()); }

TEST(AreaCheck, MeasuresAnOverlapAndPointsIntoIt) {
    auto areas = given(grid("AB"));
    // A reaches 100 m into B along the whole kilometre of border.
    move_corner(village(areas, 'A'), {1, 0}, 100_m, 0_m);
    move_corner(village(areas, 'A'), {1, 1}, 100_m, 0_m);
    const auto check = check_areas(areas);
    const auto overlap = only(check, AreaFault::overlap);
    EXPECT_EQ(overlap.codes, (std::vector<std::string>{"410199101201", "410199101202"}));
    EXPECT_NEAR(overlap.area_m2, 100'000, 200);
    EXPECT_FALSE(overlap.sliver);
    ASSERT_TRUE(overlap.where);
    EXPECT_GT(overlap.where->lon, position_of({1, 0}).lon);
    EXPECT_LT(overlap.where->lon, position_of({1, 0}).lon + 0.1 * lon_deg_per_km);
    EXPECT_EQ(others(check, AreaFault::overlap), 0U);
}

TEST(AreaCheck, CallsAnOverlapUnderAThousandSquareMetresASliver) {
    auto areas = given(grid("AB"));
    move_corner(village(areas, 'A'), {1, 0}, 1_m, 0_m);
    const auto check = check_areas(areas);
    EXPECT_NEAR(only(check, AreaFault::overlap).area_m2, 500, 1);
    EXPECT_EQ(check.slivers(AreaFault::overlap), 1U);
}

TEST(AreaCheck, MeasuresAGapAndNamesWhoEnclosesIt) {
    // The middle cell is nobody's.
    const auto check = check_areas(villages_only(grid("AAB\nD.B\nDCC")));
    const auto gap = only(check, AreaFault::gap);
    EXPECT_EQ(gap.codes,
              (std::vector<std::string>{"410199101201", "410199101202", "410199101203", "410199101204"}));
    EXPECT_NEAR(gap.area_m2, 1e6, 2e3);
    ASSERT_TRUE(gap.where);
    EXPECT_NEAR(gap.where->lon, position_of({1, 1}).lon + lon_deg_per_km / 2, lon_deg_per_km / 4);
    EXPECT_EQ(check.slivers(AreaFault::gap), 0U);
}

TEST(AreaCheck, ABayThatIsOpenToTheOutsideIsNoGap) {
    EXPECT_EQ(check_areas(given(grid("AAB\nA.B\nA.B"))).count(AreaFault::gap), 0U);
}

TEST(AreaCheck, AnIslandTakesItsGroundFromTheGapAroundIt) {
    const auto check = check_areas(villages_only(grid("AAAAA\nA...A\nA.B.A\nA...A\nAAAAA")));
    // Nine cells of lake, one of island.
    EXPECT_NEAR(only(check, AreaFault::gap).area_m2, 8e6, 2e4);
}

TEST(AreaCheck, SaysWhyAndWhereABoundaryIsInvalid) {
    auto areas = given(grid("AB"));
    std::swap(shell(village(areas, 'A'))[1], shell(village(areas, 'A'))[2]);
    const auto check = check_areas(areas);
    const auto invalid = only(check, AreaFault::invalid);
    EXPECT_EQ(invalid.codes, std::vector<std::string>{"410199101201"});
    EXPECT_NE(invalid.reason.en.find("Self-intersection"), std::string::npos) << invalid.reason.en;
    ASSERT_TRUE(invalid.where);
    EXPECT_NEAR(invalid.where->lat, position_of({0, 0}).lat + lat_deg_per_km / 2, 1e-6);
}

TEST(AreaCheck, LivesWithEveryKindOfBadGeometry) {
    auto areas = given(grid("ABC\nDEF\nGHI"));
    village(areas, 'A').boundary = {};
    shell(village(areas, 'B')).pop_back();
    shell(village(areas, 'C'))[1].lon = std::numeric_limits<double>::quiet_NaN();
    shell(village(areas, 'D'))[1].lat = 91;
    shell(village(areas, 'E')).resize(2);
    village(areas, 'F').boundary.polygons[0].rings.clear();
    shell(village(areas, 'G')).assign(5, position_of({0, 0}));
    village(areas, 'H').boundary = {};
    village(areas, 'H').trouble =
        Error{ErrorCode::invalid_input, "geometry.kind", {"几何是点", "the geometry is a point"}, {}};
    const auto check = check_areas(areas);
    EXPECT_EQ(check.count(AreaFault::null_geometry), 1U);
    EXPECT_EQ(check.count(AreaFault::invalid), 7U);
    EXPECT_EQ(check.count(AreaFault::overlap), 0U);
}

TEST(AreaCheck, ANullGeometryIsNotInvalid) {
    auto areas = given(grid("AB"));
    village(areas, 'B').boundary = {};
    const auto check = check_areas(areas);
    EXPECT_EQ(only(check, AreaFault::null_geometry).codes, std::vector<std::string>{"410199101202"});
    EXPECT_EQ(others(check, AreaFault::null_geometry), 0U);
}

TEST(AreaCheck, FindsACodeThatIsThereTwice) {
    auto areas = given(grid("AB"));
    village(areas, 'B').code = village_code('A').str();
    EXPECT_EQ(only(check_areas(areas), AreaFault::duplicate_code).codes,
              std::vector<std::string>{"410199101201"});
}

TEST(AreaCheck, NamesRepeatWithinAParentOnly) {
    auto areas = given(grid("ABC"));
    village(areas, 'A').name = village(areas, 'C').name = "王庄";
    const auto same = only(check_areas(areas), AreaFault::duplicate_name);
    EXPECT_EQ(same.codes, (std::vector<std::string>{"410199101201", "410199101203"}));
    auto& elsewhere = village(areas, 'C');
    elsewhere.code = "410199102203";
    elsewhere.parent = {};
    EXPECT_EQ(check_areas(areas).count(AreaFault::duplicate_name), 0U);
}

TEST(AreaCheck, WithoutCodesTheFileIsTheParentAndRowsAreNames) {
    auto areas = bare(boundaries_of(grid("AB"), AreaLevel::village));
    areas[0].name = areas[1].name = "Martam";
    EXPECT_EQ(only(check_areas(areas), AreaFault::duplicate_name).codes,
              (std::vector<std::string>{"1", "2"}));
}

TEST(AreaCheck, GivesTheShareThatLiesOutsideTheParent) {
    auto areas = given(grid("AB"));
    move_corner(village(areas, 'B'), {2, 0}, 250_m, 0_m);
    move_corner(village(areas, 'B'), {2, 1}, 250_m, 0_m);
    const auto outside = only(check_areas(areas), AreaFault::outside_parent);
    EXPECT_EQ(outside.codes, (std::vector<std::string>{"410199101202", "410199101"}));
    EXPECT_NEAR(outside.area_m2, 250'000, 500);
    EXPECT_TRUE(outside.reason.en.starts_with("20 %")) << outside.reason.en;
}

/// Two townships, 101 with A and B, 102 with C and D.
std::vector<GivenArea> two_townships() {
    auto areas = given(grid("ABCD"));
    auto& west = areas[1];
    EXPECT_EQ(west.code, "410199101");
    GivenArea east = west;
    east.code = "410199102";
    east.name = "East";
    east.row = 99;
    const auto box = [](int from, int to) {
        return one_ring({position_of({from, 0}), position_of({to, 0}), position_of({to, 1}),
                         position_of({from, 1}), position_of({from, 0})});
    };
    west.boundary = box(0, 2);
    east.boundary = box(2, 4);
    areas.push_back(east);
    for (const char letter : {'C', 'D'}) {
        auto& moved = village(areas, letter);
        moved.code[8] = '2';
        moved.parent = "410199102";
    }
    return areas;
}

TEST(AreaCheck, ACodeThatSaysOneParentAndGroundInAnotherConflict) {
    EXPECT_TRUE(check_areas(two_townships()).clean());
    auto areas = two_townships();
    auto& stray = village(areas, 'B');
    stray.code = "410199102202";
    stray.parent = {};
    const auto check = check_areas(areas);
    EXPECT_EQ(only(check, AreaFault::code_conflict).codes,
              (std::vector<std::string>{"410199102202", "410199102", "410199101"}));
    EXPECT_EQ(check.count(AreaFault::outside_parent), 1U);
}

TEST(AreaCheck, ACodeThatSaysAnotherParentThanTheColumnConflicts) {
    auto areas = two_townships();
    village(areas, 'B').parent = "410199102";
    EXPECT_EQ(check_areas(areas).count(AreaFault::code_conflict), 2U) << "column and ground";
}

TEST(AreaCheck, AParentIsMissingOnlyWhereItsLevelIsThere) {
    auto areas = two_townships();
    auto& orphan = village(areas, 'A');
    orphan.code = "410199103201";
    orphan.parent = {};
    EXPECT_EQ(only(check_areas(areas), AreaFault::missing_parent).codes,
              (std::vector<std::string>{"410199103201", "410199103"}));
    std::erase_if(areas, [](const GivenArea& area) { return area.level != AreaLevel::village; });
    EXPECT_EQ(check_areas(areas).count(AreaFault::missing_parent), 0U);
}

TEST(AreaCheck, LevelsAreNotLaidOverEachOther) {
    EXPECT_EQ(check_areas(two_townships()).count(AreaFault::overlap), 0U);
}

TEST(AreaCheck, AMillionVerticesAreChecked) {
    Ring ring;
    constexpr int count = 1'000'000;
    for (int i = 0; i < count; ++i) {
        const double angle = 2 * 3.14159265358979 * i / count;
        ring.push_back({113 + 0.5 * std::cos(angle), 34 + 0.5 * std::sin(angle)});
    }
    ring.push_back(ring.front());
    EXPECT_TRUE(check_areas(bare({one_ring(ring)})).clean());
}

TEST(AreaCheck, ReportsProgressToTheEnd) {
    std::size_t last = 0;
    std::size_t all = 0;
    check_areas(given(grid("AB\nCD")), [&](std::size_t done, std::size_t total) {
        EXPECT_EQ(done, last + 1);
        last = done;
        all = total;
    });
    EXPECT_EQ(last, all);
    EXPECT_EQ(all, 12U);
}

}  // namespace
}  // namespace courtyard

// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "geo/boundary.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

#include "tests/geo/exact_twin.h"
#include "tests/geo/grid_county.h"
#include "tests/geo/wiggly_county.h"

namespace courtyard {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

const Boundary& village_boundary(const AreaTree& county, char letter) {
    return county[county.find(village_code(letter))].boundary;
}

TEST(CheckBoundary, AcceptsWhatIsValid) {
    EXPECT_TRUE(check_boundary({}).has_value());
    const auto county = grid("AAAA\nABBA\nAACC\n.DAA\nD...");
    for (const auto& area : county.areas())
        EXPECT_TRUE(check_boundary(area.boundary).has_value()) << area.name;
    const auto wiggly = wiggly_county({});
    for (const auto& area : wiggly.areas())
        EXPECT_TRUE(check_boundary(area.boundary).has_value()) << area.name;
}

TEST(CheckBoundary, RefusesRingsBeforeGeosSeesThem) {
    const std::vector<Boundary> bad{
        one_ring({{1, 1}, {2, 1}, {2, 2}, {1, 2}}),              // not closed
        one_ring({{1, 1}, {2, 1}, {1, 1}}),                      // three positions
        one_ring({}),                                            // none
        one_ring({{1, 1}, {nan, 1}, {2, 2}, {1, 1}}),            // not finite
        one_ring({{34, 113}, {35, 113}, {35, 114}, {34, 113}}),  // swapped
        one_ring({{181, 1}, {182, 1}, {182, 2}, {181, 1}}),      // out of range
        one_ring(
            {{179, 1}, {-179, 1}, {-179, 2}, {179, 2}, {179, 1}}),  // around the globe, not across a line
        {{Polygon{}}},                                              // no shell
    };
    for (const auto& boundary : bad) {
        const auto checked = check_boundary(boundary);
        ASSERT_FALSE(checked.has_value());
        EXPECT_EQ(checked.error().name, "boundary.ring") << checked.error().detail.en;
    }
}

TEST(CheckBoundary, SaysWhyAndWhereABowTieIsInvalid) {
    const auto checked = check_boundary(one_ring({{10, 10}, {12, 12}, {12, 10}, {10, 12}, {10, 10}}));
    ASSERT_FALSE(checked.has_value());
    EXPECT_EQ(checked.error().name, "boundary.invalid");
    EXPECT_EQ(checked.error().detail.en,
              "the boundary is invalid: Self-intersection at (11.0000000, 11.0000000)");
    EXPECT_EQ(checked.error().detail.zh, "边界无效：边界自相交，位于 (11.0000000, 11.0000000)");
    EXPECT_EQ(checked.error().subject, "11.0000000,11.0000000");
}

TEST(CheckBoundary, AcceptsARingThatTouchesItselfToFormAHole) {
    const auto boundary = one_ring(
        {{110, 30}, {114, 30}, {114, 34}, {112, 34}, {113, 32}, {111, 32}, {112, 34}, {110, 34}, {110, 30}});
    EXPECT_TRUE(check_boundary(boundary).has_value());
    EXPECT_EQ(twin_side(edges_of(boundary), {112, 33}), Side::outside);
    EXPECT_EQ(twin_side(edges_of(boundary), {112, 31}), Side::inside);
    EXPECT_EQ(twin_side(edges_of(boundary), {112, 34}), Side::border);
}

TEST(CheckBoundary, RefusesAHoleOutsideItsShell) {
    const Boundary boundary{
        {{{{{0, 0}, {1, 0}, {1, 1}, {0, 1}, {0, 0}}, {{5, 5}, {6, 5}, {6, 6}, {5, 6}, {5, 5}}}}}};
    EXPECT_EQ(check_boundary(boundary).error().name, "boundary.invalid");
}

TEST(CheckBoundary, RefusesMoreThanTwoMillionVertices) {
    Ring ring;
    for (int i = 0; i < 2'000'001; ++i) {
        const double angle = i * 2 * std::numbers::pi / 2'000'001;
        ring.push_back({100 + std::cos(angle), 30 + std::sin(angle)});
    }
    ring.push_back(ring.front());
    EXPECT_EQ(check_boundary(one_ring(std::move(ring))).error().name, "boundary.too_large");
}

TEST(BoundsOf, IsEmptyForNothingAndTightOtherwise) {
    EXPECT_TRUE(bounds_of({}).empty());
    EXPECT_EQ(bounds_of(one_ring({{1, 2}, {5, 2}, {3, 7}, {1, 2}})), (Bounds{1, 2, 5, 7}));
}

TEST(LabelPosition, LiesInTheMiddleOfASquare) {
    const auto county = grid("AA\nAA");
    const auto label = label_position(village_boundary(county, 'A'));
    EXPECT_LT(distance(label, position_at(1_km, 1_km)).value, 60);
}

TEST(LabelPosition, AvoidsTheHoleAndTakesTheLargestPart) {
    const auto county = grid("AAAAA...A\nAAAAA....\nAABAA....\nAAAAA....\nAAAAA....");
    const auto& boundary = village_boundary(county, 'A');
    const auto label = label_position(boundary);
    EXPECT_EQ(twin_side(edges_of(boundary), label), Side::inside);
    EXPECT_LT(label.lon, position_at(5_km, 0_km).lon);
    EXPECT_GT(distance(label, position_at(2.5_km, 2.5_km)).value, 1200);
}

TEST(LabelPosition, IsInsideEveryWigglyVillage) {
    const auto county = wiggly_county({.columns = 6, .rows = 6, .seed = 5});
    for (const auto& area : county.areas()) {
        EXPECT_EQ(twin_side(edges_of(area.boundary), label_position(area.boundary)), Side::inside);
    }
}

TEST(LabelPosition, IsInsideASliver) {
    const auto sliver = one_ring({{113, 34}, {114, 34.0000001}, {114, 34.0000002}, {113, 34}});
    EXPECT_NE(twin_side(edges_of(sliver), label_position(sliver)), Side::outside);
}

TEST(AreaM2, IsAboutASquareKilometrePerCell) {
    const auto county = grid("AAB\nABB\nAAA");
    EXPECT_NEAR(area_m2(village_boundary(county, 'A')) / 1e6, 6, 0.01);
    EXPECT_NEAR(area_m2(village_boundary(county, 'B')) / 1e6, 3, 0.01);
}

TEST(AreaM2, SubtractsHolesWhateverTheirDirection) {
    auto boundary = village_boundary(grid("AAA\nABA\nAAA"), 'A');
    EXPECT_NEAR(area_m2(boundary) / 1e6, 8, 0.02);
    std::ranges::reverse(boundary.polygons[0].rings[1]);
    EXPECT_NEAR(area_m2(boundary) / 1e6, 8, 0.02);
}

// Karney's Planimeter for the 1-degree square at the equator (GeographicLib's documented example).
TEST(AreaM2, AgreesWithThePlanimeterOnOneDegreeAtTheEquator) {
    EXPECT_NEAR(area_m2(one_ring({{0, 0}, {1, 0}, {1, 1}, {0, 1}, {0, 0}})), 12308778361.469, 0.01);
}

}  // namespace
}  // namespace courtyard

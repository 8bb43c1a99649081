// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "geo/reach.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>
#include <random>

#include "geo/village_index.h"
#include "tests/geo/grid_county.h"
#include "tests/geo/wiggly_county.h"

namespace courtyard {
namespace {

std::shared_ptr<const ReachGround> ground_of(AreaTree tree) {
    return std::make_shared<const ReachGround>(std::make_shared<const AreaTree>(std::move(tree)));
}

std::vector<LonLat> some_points(const AreaTree& county, std::size_t count, std::uint64_t seed) {
    Bounds bounds;
    for (const Area& area : county.areas()) bounds.add(area.bounds);
    std::mt19937_64 random(seed);
    std::uniform_real_distribution<double> lon(bounds.west - 0.01, bounds.east + 0.01);
    std::uniform_real_distribution<double> lat(bounds.south - 0.01, bounds.north + 0.01);
    std::vector<LonLat> points(count);
    for (auto& p : points) p = {lon(random), lat(random)};
    return points;
}

double reached_m2(const Reach& reach) {
    double sum = 0;
    for (const auto& village : reach.villages()) sum += village.reached_m2;
    return sum;
}

void expect_same(const Reach& a, const Reach& b) {
    ASSERT_EQ(a.villages().size(), b.villages().size());
    for (std::size_t i = 0; i < a.villages().size(); ++i) {
        EXPECT_NEAR(a.villages()[i].reached_m2, b.villages()[i].reached_m2, 1e-3) << i;
        EXPECT_DOUBLE_EQ(a.villages()[i].nearest.value, b.villages()[i].nearest.value) << i;
    }
}

TEST(Reach, ARadiusIsMoreThanNothingAndAtMost500Kilometres) {
    for (const double wrong : {0.0, -1.0, -0.0, 1e9, 500'000.1, std::nan(""), HUGE_VAL}) {
        const auto checked = checked_radius(wrong);
        ASSERT_FALSE(checked) << wrong;
        EXPECT_EQ(checked.error().name, "reach.radius");
        EXPECT_EQ(checked.error().code, ErrorCode::invalid_input);
        EXPECT_FALSE(checked.error().detail.zh.empty());
    }
    EXPECT_EQ(checked_radius(3000)->value, 3000);
    EXPECT_EQ(checked_radius(500'000)->value, 500'000);
}

TEST(Reach, OfACircleInTheMiddleOfAVillageIsTheCircle) {
    // A is 10 x 10 km, the point in its middle.
    std::string drawing;
    for (int row = 0; row < 10; ++row) drawing += "AAAAAAAAAA\n";
    const auto ground = ground_of(grid(drawing));
    const Reach reach = Reach::of(ground, ServicePoints({position_at(5_km, 5_km)}), 3_km);
    const AreaReach county = reach.of_area(ground->areas().roots().front());
    EXPECT_NEAR(county.reached_m2, std::numbers::pi * 9e6, 100);
    EXPECT_NEAR(county.area_share().value(), 28.27, 0.05);
    EXPECT_EQ(county.villages, 1U);
    EXPECT_EQ(county.villages_touched, 1U);
    EXPECT_EQ(county.villages_whole, 0U);
}

TEST(Reach, CountsVillagesByTheirLabelByPartAndByWhole) {
    // Four villages of 2 x 2 km; the point stands in the middle of A: 1.5 km reach all of A, a strip of 500 m
    // of B, no label but A's.
    const auto ground = ground_of(grid("CCDD\nCCDD\nAABB\nAABB"));
    const AreaTree& areas = ground->areas();
    const Reach reach = Reach::of(ground, ServicePoints({position_at(1_km, 1_km)}), 1500_m);
    const AreaReach township = reach.of_area(areas.find(area_code("410199101")));
    EXPECT_EQ(township.villages, 4U);
    EXPECT_EQ(township.villages_within, 1U);
    EXPECT_EQ(township.villages_whole, 1U);
    EXPECT_EQ(township.villages_touched, 4U);  // A's far corner, 1.414 km away, lies in all four
    const auto rows = reach.by_level(areas.roots().front(), AreaLevel::village);
    ASSERT_EQ(rows.size(), 4U);
    EXPECT_DOUBLE_EQ(rows[0].area_share().value(), 100);
    EXPECT_NEAR(rows[1].area_share().value(), 100 * 0.87 / 4, 3);
    EXPECT_LT(rows[3].area_share().value(), 1);
    EXPECT_NEAR(rows[1].nearest->value, 2000, 60);
}

TEST(Reach, OfNoRadiusAndOfNoPointIsNothing) {
    const auto ground = ground_of(wiggly_county({.columns = 4, .rows = 4}));
    const auto points = some_points(ground->areas(), 10, 1);
    const Reach no_radius = Reach::of(ground, ServicePoints(points), Metres{0});
    EXPECT_EQ(reached_m2(no_radius), 0);
    const Reach no_point = Reach::of(ground, ServicePoints(), 3_km);
    const AreaReach first = no_point.of_area(0);
    EXPECT_EQ(first.reached_m2, 0);
    EXPECT_EQ(first.villages_within, 0U);
    EXPECT_EQ(first.area_share(), 0.0);
    EXPECT_FALSE(first.nearest);
}

TEST(Reach, GrowsWithTheRadiusUpToEverything) {
    const auto ground = ground_of(wiggly_county({.columns = 6, .rows = 6, .seed = 3}));
    const auto points = some_points(ground->areas(), 12, 7);
    double total = 0;
    for (const auto& village : ground->villages()) total += village.area_m2;
    double before = 0;
    for (double radius = 50; radius < 40'000; radius *= 1.3) {
        const double now = reached_m2(Reach::of(ground, ServicePoints(points), Metres{radius}));
        EXPECT_GE(now, before) << radius;
        EXPECT_LE(now, total * (1 + 1e-12)) << radius;
        before = now;
    }
    EXPECT_DOUBLE_EQ(before, total);
    EXPECT_DOUBLE_EQ(reached_m2(Reach::of(ground, ServicePoints(points), longest_reach)), total);
}

TEST(Reach, OfTwoServicesTogetherIsTheirSumLessWhatBothReach) {
    // Circles far apart add up; the same circle twice is one.
    const auto ground = ground_of(wiggly_county({.columns = 8, .rows = 8, .seed = 5}));
    const LonLat west{113.03, 34.08};
    const LonLat east{113.13, 34.08};
    const double one = reached_m2(Reach::of(ground, ServicePoints({west}), 2_km));
    const double other = reached_m2(Reach::of(ground, ServicePoints({east}), 2_km));
    EXPECT_NEAR(reached_m2(Reach::of(ground, ServicePoints({west, east}), 2_km)), one + other, 1e-2);
    EXPECT_NEAR(reached_m2(Reach::of(ground, ServicePoints({west, west}), 2_km)), one, 1e-6);
    const auto a = some_points(ground->areas(), 15, 1);
    const auto b = some_points(ground->areas(), 15, 2);
    auto both = a;
    both.insert(both.end(), b.begin(), b.end());
    const double of_a = reached_m2(Reach::of(ground, ServicePoints(a), 2_km));
    const double of_b = reached_m2(Reach::of(ground, ServicePoints(b), 2_km));
    const double of_both = reached_m2(Reach::of(ground, ServicePoints(both), 2_km));
    EXPECT_GE(of_both, std::max(of_a, of_b));
    EXPECT_LE(of_both, of_a + of_b);
}

TEST(Reach, OfATownshipIsTheSumOfItsVillages) {
    const auto ground = ground_of(grid("AABBCC\nAABBCC\nDDDEEE\nDDDEEE"));
    const AreaTree& areas = ground->areas();
    const Reach reach = Reach::of(ground, ServicePoints(some_points(areas, 4, 9)), 900_m);
    const AreaReach township = reach.of_area(areas.find(area_code("410199101")));
    double reached = 0;
    double area = 0;
    std::uint32_t within = 0;
    for (const AreaReach& row : reach.by_level(areas.roots().front(), AreaLevel::village)) {
        reached += row.area_share().value() / 100 * row.area_m2;
        area += row.area_m2;
        within += row.villages_within;
    }
    EXPECT_NEAR(township.reached_m2, reached, 1e-3);
    EXPECT_NEAR(township.area_m2, area, 1e-3);
    EXPECT_EQ(township.villages_within, within);
    EXPECT_GT(township.reached_m2, 0);
}

TEST(Reach, AreasAreThoseOfTheGeodesicFormula) {
    const auto ground = ground_of(wiggly_county({.columns = 5, .rows = 5, .seed = 11}));
    for (const auto& village : ground->villages()) {
        const double geodesic = area_m2(ground->areas()[village.area].boundary);
        EXPECT_NEAR(village.area_m2, geodesic, geodesic * 1e-6);
    }
}

TEST(Reach, OfOnePointMoreOrLessIsAsFromNothing) {
    const auto ground = ground_of(wiggly_county({.columns = 12, .rows = 12, .vertices_per_side = 20}));
    for (const double radius : {300.0, 2500.0, 9000.0}) {
        SCOPED_TRACE(radius);
        auto points = some_points(ground->areas(), 40, 21);
        Reach reach = Reach::of(ground, ServicePoints(points), Metres{radius});
        std::mt19937_64 random(4);
        for (int step = 0; step < 20; ++step) {
            if (step % 3 == 0) {
                const LonLat more = some_points(ground->areas(), 1, 100 + static_cast<unsigned>(step))[0];
                points.push_back(more);
                reach = reach.with(more);
            } else {
                points.erase(points.begin() + static_cast<std::ptrdiff_t>(random() % points.size()));
                reach = reach.changed(ServicePoints(points));
            }
            expect_same(reach, Reach::of(ground, ServicePoints(points), Metres{radius}));
        }
    }
}

TEST(Reach, TheLastPointTakesEverythingAway) {
    const auto ground = ground_of(wiggly_county({.columns = 3, .rows = 3}));
    const Reach one = Reach::of(ground, ServicePoints({{113.03, 34.03}}), 1_km);
    EXPECT_GT(reached_m2(one), 0);
    const Reach none = one.changed(ServicePoints());
    EXPECT_EQ(reached_m2(none), 0);
    EXPECT_FALSE(none.of_area(0).nearest);
}

/// Share of the county within the radius, by geodesic distances from many random places in it.
double sampled_share(const AreaTree& county, const ServicePoints& points, double radius, int samples) {
    const VillageIndex index(county);
    Bounds bounds;
    for (const Area& area : county.areas()) bounds.add(area.bounds);
    std::mt19937_64 random(17);
    std::uniform_real_distribution<double> lon(bounds.west, bounds.east);
    // Even on the ground, not in degrees.
    const auto sine = [](double lat) { return std::sin(lat * std::numbers::pi / 180); };
    std::uniform_real_distribution<double> height(sine(bounds.south), sine(bounds.north));
    int inside = 0;
    int within = 0;
    while (inside < samples) {
        const LonLat p{lon(random), std::asin(height(random)) * 180 / std::numbers::pi};
        if (index.find(p).village == no_area) continue;
        ++inside;
        double shortest = 1e9;
        for (const LonLat point : points.positions()) shortest = std::min(shortest, distance(p, point).value);
        if (shortest <= radius) ++within;
    }
    return 100.0 * within / inside;
}

TEST(Reach, SharesAgreeWithRandomPlacesAndGeodesicDistances) {
    constexpr int samples = 20'000;
    for (const std::uint64_t seed : {1U, 2U, 3U}) {
        const auto ground =
            ground_of(wiggly_county({.columns = 6,
                                     .rows = 5,
                                     .seed = seed,
                                     .south_west = {100.0, 18.0 + 11.0 * static_cast<double>(seed)}}));
        const ServicePoints points(some_points(ground->areas(), 8 * seed, seed));
        for (const double radius : {700.0, 1800.0, 3500.0}) {
            const Reach reach = Reach::of(ground, points, Metres{radius});
            double area = 0;
            for (const auto& village : ground->villages()) area += village.area_m2;
            const double share = 100 * reached_m2(reach) / area;
            const double sampled = sampled_share(ground->areas(), points, radius, samples);
            // Four standard deviations of the sample.
            const double doubt = 400 * std::sqrt(share / 100 * (1 - share / 100) / samples) + 0.01;
            EXPECT_NEAR(share, sampled, doubt) << "seed " << seed << " radius " << radius;
        }
    }
}

TEST(Reach, AVillageWithoutBoundaryIsCountedByItsLabel) {
    std::vector<Area> areas(3);
    areas[0].code = area_code("410199101201");
    areas[0].label = {113.6, 34.7};
    areas[1].code = area_code("410199101202");
    areas[2].code = area_code("410199101");
    areas[2].level = AreaLevel::township;
    const auto ground = ground_of(AreaTree::of(areas).value());
    const Reach reach = Reach::of(ground, ServicePoints({{113.601, 34.7}}), 1_km);
    const AreaReach township = reach.of_area(ground->areas().find(area_code("410199101")));
    EXPECT_EQ(township.villages, 2U);
    EXPECT_EQ(township.villages_within, 1U);
    EXPECT_EQ(township.villages_unplaced, 1U);
    EXPECT_FALSE(township.area_share());
}

}  // namespace
}  // namespace courtyard

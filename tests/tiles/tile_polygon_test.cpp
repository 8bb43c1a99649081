// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "tiles/tile_polygon.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

#include "tests/tiles/mvt_checker.h"
#include "tiles/segment_nodes.h"

namespace courtyard {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::vector<TilePolygon> valid(std::vector<TileRing> rings) { return valid_polygons(rings); }

std::int64_t area_of(const std::vector<TilePolygon>& polygons) {
    std::int64_t area = 0;
    for (const TilePolygon& polygon : polygons) {
        for (const TileRing& ring : polygon) area += doubled_area(ring);
    }
    return area;
}

/// Judged by the checker, which shares no code with what is tested.
void expect_valid(const std::vector<TilePolygon>& polygons) {
    MvtLayer layer("polygons");
    layer.begin_feature(1);
    for (const TilePolygon& polygon : polygons) layer.polygon(polygon);
    layer.end_feature();
    const auto report = mvt_check::check(layer.encoded());
    EXPECT_TRUE(polygons.empty() || report.spotless()) << report.text();
}

TEST(ValidPolygons, ReturnsAGoodRingAsItIs) {
    const TileRing square{{0, 0}, {10, 0}, {10, 10}, {0, 10}};
    EXPECT_THAT(valid({square}), ElementsAre(ElementsAre(square)));
}

TEST(ValidPolygons, WindsTheShellClockwiseOnScreen) {
    const auto polygons = valid({{{0, 10}, {10, 10}, {10, 0}, {0, 0}}});
    ASSERT_EQ(polygons.size(), 1U);
    EXPECT_EQ(doubled_area(polygons[0][0]), 200);
}

TEST(ValidPolygons, NothingIsLeftOfLinesAndPoints) {
    EXPECT_THAT(valid({}), IsEmpty());
    EXPECT_THAT(valid({{}}), IsEmpty());
    EXPECT_THAT(valid({{{5, 5}, {5, 5}, {5, 5}}}), IsEmpty());
    EXPECT_THAT(valid({{{0, 0}, {10, 0}, {5, 0}}}), IsEmpty());
    EXPECT_THAT(valid({{{0, 0}, {10, 0}, {10, 10}, {10, 0}}}), IsEmpty());
}

TEST(ValidPolygons, CutsOffSpikes) {
    const auto polygons = valid({{{0, 0}, {10, 0}, {20, 0}, {10, 0}, {10, 10}, {0, 10}}});
    EXPECT_EQ(area_of(polygons), 200);
    expect_valid(polygons);
}

TEST(ValidPolygons, ABowTieBecomesTwoTriangles) {
    const auto polygons = valid({{{0, 0}, {10, 10}, {10, 0}, {0, 10}}});
    ASSERT_EQ(polygons.size(), 2U);
    EXPECT_EQ(area_of(polygons), 100);
    expect_valid(polygons);
}

TEST(ValidPolygons, TwoPartsThatTouchInAVertexAreTwoPolygons) {
    const auto polygons = valid({{{0, 0}, {5, 5}, {10, 0}, {10, 10}, {5, 5}, {0, 10}}});
    EXPECT_EQ(polygons.size(), 2U);
    EXPECT_EQ(area_of(polygons), 100);
    expect_valid(polygons);
}

TEST(ValidPolygons, ARingThatClosesAroundAHoleGetsTheHole) {
    // A frame drawn in one go, its ends meeting in (0, 0) and (10, 10).
    const auto polygons = valid(
        {{{0, 0}, {30, 0}, {30, 30}, {0, 30}, {0, 0}, {10, 10}, {10, 20}, {20, 20}, {20, 10}, {10, 10}}});
    ASSERT_EQ(polygons.size(), 1U);
    EXPECT_EQ(polygons[0].size(), 2U);
    EXPECT_EQ(area_of(polygons), 2 * (900 - 100));
    expect_valid(polygons);
}

TEST(ValidPolygons, AHoleThatTouchesItsShellStaysAHole) {
    const auto polygons = valid({{{0, 0}, {30, 0}, {30, 30}, {0, 30}}, {{0, 10}, {10, 20}, {10, 10}}});
    ASSERT_EQ(polygons.size(), 1U);
    EXPECT_EQ(polygons[0].size(), 2U);
    EXPECT_EQ(area_of(polygons), 1800 - 100);
    expect_valid(polygons);
}

TEST(ValidPolygons, AnIslandInALakeIsAPolygonOfItsOwn) {
    const auto square = [](std::int32_t low, std::int32_t high) {
        return TileRing{{low, low}, {high, low}, {high, high}, {low, high}};
    };
    const auto polygons = valid({square(0, 90), square(10, 80), square(20, 70), square(30, 60)});
    ASSERT_EQ(polygons.size(), 2U);
    EXPECT_EQ(polygons[0].size(), 2U);
    EXPECT_EQ(polygons[1].size(), 2U);
    EXPECT_EQ(area_of(polygons), 2 * (8100 - 4900 + 2500 - 900));
    expect_valid(polygons);
}

/// The slow twin of inside: a ray from the middle of a unit square, against the rings as they came.
bool inside_by_ray(const std::vector<TileRing>& rings, double x, double y) {
    bool inside = false;
    for (const TileRing& ring : rings) {
        for (std::size_t i = 0; i < ring.size(); ++i) {
            const TilePoint a = ring[i];
            const TilePoint b = ring[(i + 1) % ring.size()];
            if ((a.y > y) != (b.y > y) && x < a.x + (y - a.y) * (b.x - a.x) / (b.y - a.y)) inside = !inside;
        }
    }
    return inside;
}

double distance_to_rings(const std::vector<TileRing>& rings, double x, double y) {
    double nearest = 1e9;
    for (const TileRing& ring : rings) {
        for (std::size_t i = 0; i < ring.size(); ++i) {
            const TilePoint a = ring[i];
            const TilePoint b = ring[(i + 1) % ring.size()];
            const double dx = b.x - a.x;
            const double dy = b.y - a.y;
            const double length2 = dx * dx + dy * dy;
            const double t =
                length2 > 0 ? std::clamp(((x - a.x) * dx + (y - a.y) * dy) / length2, 0.0, 1.0) : 0.0;
            nearest = std::min(nearest, std::hypot(x - a.x - t * dx, y - a.y - t * dy));
        }
    }
    return nearest;
}

TEST(ValidPolygons, MakesAnyScribbleValidAndKeepsItsInside) {
    constexpr unsigned seed = 17;
    SCOPED_TRACE(seed);
    std::mt19937 random(seed);
    for (int round = 0; round < 600; ++round) {
        const int side = std::vector{6, 20, 100, 1000}[random() % 4];
        std::vector<TileRing> rings(1 + random() % 3);
        for (TileRing& ring : rings) {
            ring.resize(3 + random() % 25);
            for (TilePoint& p : ring) {
                p = {static_cast<std::int32_t>(random() % static_cast<unsigned>(side)),
                     static_cast<std::int32_t>(random() % static_cast<unsigned>(side))};
            }
        }
        const auto polygons = valid(rings);
        expect_valid(polygons);
        std::vector<TileRing> result;
        for (const TilePolygon& polygon : polygons)
            result.insert(result.end(), polygon.begin(), polygon.end());
        for (int probe = 0; probe < 50; ++probe) {
            const double x = static_cast<double>(random() % static_cast<unsigned>(side)) + 0.37;
            const double y = static_cast<double>(random() % static_cast<unsigned>(side)) + 0.41;
            // Crossings are rounded, so a border may have moved by a unit or two.
            if (distance_to_rings(rings, x, y) > 2.5) {
                EXPECT_EQ(inside_by_ray(result, x, y), inside_by_ray(rings, x, y)) << round;
            }
        }
    }
}

TEST(IsSimple, AgreesWithTheCheckerOnRandomRings) {
    std::mt19937 random(23);
    int simple = 0;
    for (int round = 0; round < 4000; ++round) {
        TileRing ring(3 + random() % 4);
        for (TilePoint& p : ring)
            p = {static_cast<std::int32_t>(random() % 12), static_cast<std::int32_t>(random() % 12)};
        bool repeats = false;
        for (std::size_t i = 0; i < ring.size(); ++i) repeats |= ring[i] == ring[(i + 1) % ring.size()];
        if (repeats || doubled_area(ring) == 0) continue;
        MvtLayer layer("one");
        layer.begin_feature(1).polygon(std::vector<TileRing>{ring});
        layer.end_feature();
        EXPECT_EQ(is_simple(ring), mvt_check::check(layer.encoded()).valid());
        simple += is_simple(ring);
    }
    EXPECT_GT(simple, 500);
}

TEST(Noded, EdgesMeetAtCommonEndsOnly) {
    std::mt19937 random(29);
    for (int round = 0; round < 100; ++round) {
        TileRing ring(40);
        for (TilePoint& p : ring)
            p = {static_cast<std::int32_t>(random() % 60), static_cast<std::int32_t>(random() % 60)};
        const auto segments = noded(std::vector<TileRing>{ring});
        for (std::size_t i = 0; i < segments.size(); ++i) {
            EXPECT_LT(segments[i].a, segments[i].b);
            for (std::size_t j = i + 1; j < segments.size(); ++j) {
                const auto [a, b] = segments[i];
                const auto [c, d] = segments[j];
                const auto opposite = [](std::int64_t p, std::int64_t q) {
                    return (p > 0 && q < 0) || (p < 0 && q > 0);
                };
                EXPECT_FALSE(opposite(side_of(a, b, c), side_of(a, b, d)) &&
                             opposite(side_of(c, d, a), side_of(c, d, b)));
                EXPECT_NE(segments[i], segments[j]);
            }
        }
    }
}

TEST(Clipped, LeavesWhatLiesInsideAlone) {
    EXPECT_THAT(clipped({{-64, -64}, {4160, 0}, {10, 4160}}),
                ElementsAre(TilePoint{-64, -64}, TilePoint{4160, 0}, TilePoint{10, 4160}));
}

TEST(Clipped, NothingIsLeftOfWhatLiesOutside) {
    EXPECT_LT(clipped({{5000, 0}, {6000, 0}, {6000, 100}}).size(), 3U);
    EXPECT_THAT(valid({clipped({{-100, 9000}, {5000, 9000}, {2000, 8000}})}), IsEmpty());
}

TEST(Clipped, AnythingLargerThanTheTileFillsTheBuffer) {
    const auto polygons =
        valid({clipped({{-1000000, -1000000}, {9000000, -7}, {9000000, 9000000}, {-1000000, 9000000}})});
    EXPECT_EQ(area_of(polygons), 2 * 4224LL * 4224);
}

TEST(Clipped, CutsAnEdgeAtTheSamePlaceFromBothSides) {
    std::mt19937 random(31);
    const auto far = [&random] { return static_cast<std::int64_t>(random() % 40000) - 18000; };
    for (int round = 0; round < 2000; ++round) {
        // Two triangles that share an edge cover together what the quadrilateral covers, cut or not.
        const FarPoint a{far(), far()}, b{far(), far()}, c{far(), far()}, d{a.x + b.x - c.x, a.y + b.y - c.y};
        const std::int64_t one = std::abs(doubled_area(clipped({a, b, c})));
        const std::int64_t other = std::abs(doubled_area(clipped({b, a, d})));
        const std::int64_t both = std::abs(doubled_area(clipped({a, c, b, d})));
        EXPECT_EQ(one + other, both);
    }
}

TEST(Clipped, AUShapeThatLeavesTheTileBecomesTwoPolygons) {
    const auto polygons = valid({clipped({{1000, 1000},
                                          {9000, 1000},
                                          {9000, 3000},
                                          {1000, 3000},
                                          {1000, 2600},
                                          {8000, 2600},
                                          {8000, 1400},
                                          {1000, 1400}})});
    EXPECT_EQ(polygons.size(), 2U);
    EXPECT_EQ(area_of(polygons), 2 * (3160LL * 400 * 2));
    expect_valid(polygons);
}

}  // namespace
}  // namespace courtyard

// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "tiles/border_detail.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <map>
#include <random>

namespace courtyard {
namespace {

using testing::ElementsAre;

GridRings rings_of(const std::vector<std::vector<GridPoint>>& list) {
    GridRings rings;
    for (const auto& ring : list) {
        rings.vertices.insert(rings.vertices.end(), ring.begin(), ring.end());
        rings.starts.push_back(static_cast<std::uint32_t>(rings.vertices.size()));
    }
    return rings;
}

// Half a pixel (4 of 4096 to a tile) is 2^(22 - z) grid steps.

TEST(BorderDetail, AVertexShowsFromTheZoomWhereItMattersHalfAPixel) {
    // Two squares side by side; their common border bulges by 2^12 + 1 steps, so it shows where half a pixel
    // is 2^12 steps: from z10 on.
    constexpr std::uint32_t s = 1U << 24U;
    constexpr std::uint32_t bulge = (1U << 12U) + 1;
    const GridRings rings =
        rings_of({{{s, s}, {2 * s, s}, {2 * s + bulge, s + s / 2}, {2 * s, 2 * s}, {s, 2 * s}},
                  {{2 * s, s}, {3 * s, s}, {3 * s, 2 * s}, {2 * s, 2 * s}, {2 * s + bulge, s + s / 2}}});
    const auto zooms = border_detail(rings);
    EXPECT_EQ(zooms[2], 10);
    EXPECT_EQ(zooms[9], 10);
    EXPECT_EQ(zooms[1], 0);
    EXPECT_EQ(zooms[3], 0);
}

TEST(BorderDetail, VerticesOnAStraightLineNeverShow) {
    constexpr std::uint32_t s = 1U << 20U;
    const auto zooms =
        border_detail(rings_of({{{s, s}, {2 * s, s}, {3 * s, s}, {3 * s, 3 * s}, {s, 3 * s}}}));
    EXPECT_GE(zooms[1], 21);
}

TEST(BorderDetail, AnIslandKeepsItsShape) {
    constexpr std::uint32_t s = 1U << 20U;
    const auto zooms = border_detail(rings_of({{{s, s}, {2 * s, s}, {2 * s, 2 * s}, {s, 2 * s}}}));
    EXPECT_THAT(zooms, ElementsAre(0, testing::Le(3), 0, testing::Le(3)));
}

/// A ring with the same vertices, walked the other way from another start.
std::vector<GridPoint> reversed(std::vector<GridPoint> ring, std::size_t start) {
    std::ranges::reverse(ring);
    std::ranges::rotate(ring, ring.begin() + static_cast<std::ptrdiff_t>(start));
    return ring;
}

std::vector<GridPoint> crooked_island(std::mt19937& random, std::size_t n) {
    std::vector<GridPoint> ring;
    for (std::size_t i = 0; i < n; ++i) {
        const double angle = 2 * 3.14159265358979 * static_cast<double>(i) / static_cast<double>(n);
        const double r = 1e7 + static_cast<double>(random() % 1'000'000);
        ring.push_back({static_cast<std::uint32_t>(2e9 + r * std::cos(angle)),
                        static_cast<std::uint32_t>(1e9 + r * std::sin(angle))});
    }
    return ring;
}

TEST(BorderDetail, DoesNotDependOnWhoWalksTheBorder) {
    std::mt19937 random(3);
    for (int round = 0; round < 20; ++round) {
        const auto island = crooked_island(random, 200);
        const auto hole = reversed(island, random() % 200);
        std::map<std::pair<std::uint32_t, std::uint32_t>, int> by_place;
        using Rings = std::vector<std::vector<GridPoint>>;
        for (const Rings& list : {Rings{island}, Rings{hole}, Rings{island, hole}, Rings{hole, island}}) {
            const GridRings rings = rings_of(list);
            const auto zooms = border_detail(rings);
            for (std::size_t i = 0; i < zooms.size(); ++i) {
                const GridPoint p = rings.vertices[i];
                EXPECT_EQ(by_place.emplace(std::pair(p.x, p.y), zooms[i]).first->second, zooms[i]);
            }
        }
    }
}

double distance_to_line(GridPoint p, GridPoint a, GridPoint b) {
    const double ax = a.x, ay = a.y, bx = b.x, by = b.y, px = p.x, py = p.y;
    const double length2 = (bx - ax) * (bx - ax) + (by - ay) * (by - ay);
    const double t = std::clamp(((px - ax) * (bx - ax) + (py - ay) * (by - ay)) / length2, 0.0, 1.0);
    return std::hypot(px - ax - t * (bx - ax), py - ay - t * (by - ay));
}

TEST(BorderDetail, LeavingOutAVertexMovesTheBorderByNoMoreThanHalfAPixel) {
    std::mt19937 random(8);
    const auto island = crooked_island(random, 500);
    const auto zooms = border_detail(rings_of({island}));
    for (int z = 0; z <= 20; ++z) {
        std::vector<GridPoint> kept;
        for (std::size_t i = 0; i < island.size(); ++i) {
            if (zooms[i] <= z) kept.push_back(island[i]);
        }
        ASSERT_GE(kept.size(), 2U);
        for (const GridPoint p : island) {
            double nearest = 1e18;
            for (std::size_t i = 0; i < kept.size(); ++i) {
                nearest = std::min(nearest, distance_to_line(p, kept[i], kept[(i + 1) % kept.size()]));
            }
            EXPECT_LE(nearest, std::ldexp(1.0, 22 - z)) << z;
        }
    }
}

}  // namespace
}  // namespace courtyard

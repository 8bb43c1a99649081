// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "geo/border_sketch.h"

#include <gtest/gtest.h>

#include <map>

#include "tests/geo/given_county.h"
#include "tests/geo/wiggly_county.h"

namespace courtyard {
namespace {

std::vector<SketchPoint> ring_of(const BorderSketch& drawn, const std::vector<ArcStep>& way) {
    std::vector<SketchPoint> ring;
    for (const ArcStep step : way) {
        auto arc = drawn.arcs[step.arc];
        if (step.way == ArcWay::backward) std::ranges::reverse(arc);
        ring.insert(ring.end(), arc.begin() + (ring.empty() ? 0 : 1), arc.end());
    }
    return ring;
}

/// Twice the ground inside, in square units.
std::int64_t twice_area(const BorderSketch& drawn, std::size_t area) {
    std::int64_t sum = 0;
    for (const auto& way : drawn.areas[area]) {
        const auto ring = ring_of(drawn, way);
        for (std::size_t i = 0; i + 1 < ring.size(); ++i)
            sum += std::int64_t{ring[i].x} * ring[i + 1].y - std::int64_t{ring[i + 1].x} * ring[i].y;
    }
    return std::abs(sum);
}

TEST(BorderSketch, ClosesEveryRingAndKeepsNeighboursGlued) {
    const auto county = boundaries_of(wiggly_county({8, 6, 40, 3}), AreaLevel::village);
    const BorderSketch drawn = sketch(county, 1'500);
    ASSERT_EQ(drawn.areas.size(), county.size());
    std::map<std::uint32_t, int> uses;
    for (const auto& rings : drawn.areas)
        for (const auto& way : rings) {
            const auto ring = ring_of(drawn, way);
            EXPECT_EQ(ring.front(), ring.back());
            for (const ArcStep step : way) ++uses[step.arc];
        }
    // 8 x 6 chessboard: 40 + 42 inner sides have two owners, 4 corners join two of the 28 outer sides each.
    EXPECT_EQ(std::ranges::count_if(uses, [](const auto& use) { return use.second == 2; }), 40 + 42);
    EXPECT_EQ(std::ranges::count_if(uses, [](const auto& use) { return use.second == 1; }), 28 - 4);
}

TEST(BorderSketch, FillsTheLongerSideWithItsUnits) {
    const auto drawn = sketch(boundaries_of(grid("AB"), AreaLevel::village), 1'000);
    EXPECT_EQ(drawn.size.x, sketch_units);
    // A kilometre measured in degrees is half a per cent off square here.
    EXPECT_NEAR(drawn.size.y, sketch_units / 2, 12);
    // Two squares of 1 km: half the sketch each.
    const auto half = std::int64_t{drawn.size.x} * drawn.size.y;
    EXPECT_NEAR(static_cast<double>(twice_area(drawn, 0)), static_cast<double>(half), 0.001 * double(half));
}

TEST(BorderSketch, HasNoMoreVerticesThanAskedFor) {
    const auto county = boundaries_of(wiggly_county({10, 10, 66, 1}), AreaLevel::village);
    for (const std::size_t most : {1'500U, 4'000U}) {
        std::size_t vertices = 0;
        for (const auto& arc : sketch(county, most).arcs) vertices += arc.size();
        EXPECT_LE(vertices, most);
        EXPECT_GT(vertices, most / 3);
    }
}

TEST(BorderSketch, OfAreasWithoutBoundariesIsEmpty) {
    const BorderSketch drawn = sketch(std::vector<Boundary>(3), 100);
    EXPECT_TRUE(drawn.arcs.empty());
    EXPECT_EQ(drawn.areas.size(), 3U);
}

}  // namespace
}  // namespace courtyard

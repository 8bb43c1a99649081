// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "geo/reach/disc_area.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>
#include <random>

namespace courtyard {
namespace {

constexpr double pi = std::numbers::pi;

PlaneRing square(double west, double south, double side) {
    return {{west, south}, {west + side, south}, {west + side, south + side}, {west, south + side}};
}

TEST(DiscArea, OfARingAroundTheWholeDiscIsTheDisc) {
    EXPECT_NEAR(signed_area_in_disc(square(-5, -5, 10), 2), 4 * pi, 1e-12);
}

TEST(DiscArea, OfARingWithinTheDiscIsTheRing) {
    EXPECT_NEAR(signed_area_in_disc(square(-1, -1, 2), 2), 4, 1e-12);
    EXPECT_NEAR(signed_area_in_disc(square(0.5, 0.5, 0.5), 2), 0.25, 1e-12);
}

TEST(DiscArea, OfAHalfPlaneIsHalfTheDisc) {
    EXPECT_NEAR(signed_area_in_disc(square(0, -50, 100), 3), 4.5 * pi, 1e-10);
}

TEST(DiscArea, OfARingElsewhereIsNothing) { EXPECT_NEAR(signed_area_in_disc(square(3, 3, 2), 2), 0, 1e-12); }

TEST(DiscArea, ClockwiseCountsAgainst) {
    PlaneRing ring = square(-1, -1, 2);
    std::ranges::reverse(ring);
    EXPECT_NEAR(signed_area_in_disc(ring, 1.0), -pi, 1e-12);
}

TEST(DiscArea, OfTwoDiscsCountsTheirLensOnce) {
    // Centres one radius apart: the lens is r^2 (2 pi / 3 - sqrt(3) / 2).
    const std::vector<PlaneSpot> centres{{0, 0}, {1, 0}};
    EXPECT_NEAR(area_in_discs({square(-5, -5, 10)}, centres, 1.0), 2 * pi - (2 * pi / 3 - std::sqrt(3) / 2),
                1e-12);
}

TEST(DiscArea, OfDiscsOnOneSpotIsThatOfOne) {
    const std::vector<PlaneSpot> centres{{0.3, 0}, {0.3, 0}, {0.3, 0}};
    EXPECT_NEAR(area_in_discs({square(-5, -5, 10)}, centres, 1.0), pi, 1e-12);
}

TEST(DiscArea, AHoleIsNotReached) {
    PlaneRing hole = square(-0.5, -0.5, 1);
    std::ranges::reverse(hole);
    EXPECT_NEAR(area_in_discs({square(-5, -5, 10), hole}, std::vector<PlaneSpot>{{0, 0}}, 1.0), pi - 1,
                1e-12);
}

/// A star with deep notches, so that discs cut it into many pieces.
PlaneRing star(std::mt19937_64& random) {
    std::uniform_real_distribution<double> radius(0.2, 2.0);
    PlaneRing ring;
    constexpr int corners = 60;
    for (int i = 0; i < corners; ++i) {
        const double r = radius(random);
        ring.push_back({r * std::cos(2 * pi * i / corners), r * std::sin(2 * pi * i / corners)});
    }
    return ring;
}

bool holds(const PlaneRing& ring, PlaneSpot p) {
    bool inside = false;
    for (std::size_t i = 0; i < ring.size(); ++i) {
        const PlaneSpot a = ring[i];
        const PlaneSpot b = ring[(i + 1) % ring.size()];
        if ((a.north > p.north) == (b.north > p.north)) continue;
        if (p.east < a.east + (p.north - a.north) / (b.north - a.north) * (b.east - a.east)) inside = !inside;
    }
    return inside;
}

TEST(DiscArea, AgreesWithCountingOnAFineLattice) {
    for (const std::uint64_t seed : {1U, 2U, 3U, 4U, 5U, 6U}) {
        SCOPED_TRACE(seed);
        std::mt19937_64 random(seed);
        const PlaneRing ring = star(random);
        std::uniform_real_distribution<double> place(-2, 2);
        // Of the last, so many that the ring is halved again and again.
        std::vector<PlaneSpot> centres(seed < 6 ? seed * 3 : 400);
        for (auto& c : centres) c = {place(random), place(random)};
        const double radius = seed < 6 ? 0.15 * static_cast<double>(seed) : 0.08;
        constexpr int cells = 1200;
        constexpr double side = 4.0 / cells;
        double counted = 0;
        for (int row = 0; row < cells; ++row) {
            for (int column = 0; column < cells; ++column) {
                const PlaneSpot p{-2 + (column + 0.5) * side, -2 + (row + 0.5) * side};
                const bool near = std::ranges::any_of(
                    centres, [&](PlaneSpot c) { return dot(p - c, p - c) <= radius * radius; });
                if (near && holds(ring, p)) counted += side * side;
            }
        }
        EXPECT_NEAR(area_in_discs({ring}, centres, radius), counted, 0.002);
    }
}

TEST(DiscArea, ManyCentresOnFewSpotsAreFewDiscs) {
    std::vector<PlaneSpot> centres;
    for (int i = 0; i < 50; ++i) {
        centres.push_back({-2, 0});
        centres.push_back({2, 0});
    }
    EXPECT_NEAR(area_in_discs({square(-5, -5, 10)}, centres, 1.0), 2 * pi, 1e-9);
}

TEST(DiscArea, OfManyPointsInOnePlaceIsStillTheUnion) {
    // 500 centres within a hundredth of the radius: nearly one disc.
    std::mt19937_64 random(8);
    std::uniform_real_distribution<double> noise(-0.01, 0.01);
    std::vector<PlaneSpot> centres(500);
    for (auto& c : centres) c = {noise(random), noise(random)};
    const double area = area_in_discs({square(-5, -5, 10)}, centres, 1.0);
    EXPECT_GT(area, pi);
    EXPECT_LT(area, pi * 1.015 * 1.015);
}

}  // namespace
}  // namespace courtyard

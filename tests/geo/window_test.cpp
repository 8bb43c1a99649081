// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "geo/window.h"

#include <gtest/gtest.h>

#include <random>

namespace courtyard {
namespace {

Ring box_ring(const Bounds& b) {
    return {{b.west, b.south}, {b.east, b.south}, {b.east, b.north}, {b.west, b.north}, {b.west, b.south}};
}

/// A frame from 0 to 10 whose hole reaches from 2 to 8.
Boundary frame() { return {{{{box_ring({0, 0, 10, 10}), box_ring({2, 2, 8, 8})}}}}; }

/// An L whose bounds reach where it does not: the upper right is free.
Boundary letter_l() { return {{{{{{0, 0}, {10, 0}, {10, 2}, {2, 2}, {2, 10}, {0, 10}, {0, 0}}}}}}; }

TEST(Window, MeetsAShapeAndNotItsBounds) {
    EXPECT_TRUE(meets(letter_l(), {1, 1, 3, 3}));
    EXPECT_FALSE(meets(letter_l(), {5, 5, 9, 9}));
    EXPECT_TRUE(meets(letter_l(), {2, 2, 9, 9})) << "it touches the inner corner";
    EXPECT_FALSE(meets(letter_l(), {std::nextafter(2.0, 3.0), std::nextafter(2.0, 3.0), 9, 9}));
}

TEST(Window, LiesInAHoleWithoutMeetingWhatIsAround) {
    EXPECT_FALSE(meets(frame(), {3, 3, 7, 7}));
    EXPECT_TRUE(meets(frame(), {1, 1, 9, 9})) << "around the hole";
    EXPECT_TRUE(meets(frame(), {0.5, 0.5, 1, 1})) << "in the frame, touching no edge";
    EXPECT_TRUE(meets(frame(), {-5, -5, 15, 15})) << "around everything";
    EXPECT_TRUE(meets(frame(), {3, 3, 8, 7})) << "on the hole's edge";
    EXPECT_FALSE(meets(frame(), {11, 0, 12, 10}));
}

TEST(Window, IsCrossedByAnEdgeWhoseEndsLieOutside) {
    const Boundary sliver{{{{{{-1, 4}, {11, 5}, {11, 5.01}, {-1, 4}}}}}};
    EXPECT_TRUE(meets(sliver, {4, 4, 6, 5}));
    EXPECT_FALSE(meets(sliver, {4, 5.5, 6, 6}));
    EXPECT_FALSE(meets(sliver, {-0.5, 4.6, 1, 5}));
}

TEST(Window, OfASingleSpotMeetsWhatHoldsTheSpot) {
    EXPECT_TRUE(meets(letter_l(), {1, 1, 1, 1}));
    EXPECT_TRUE(meets(letter_l(), {10, 1, 10, 1}));
    EXPECT_FALSE(meets(letter_l(), {5, 5, 5, 5}));
}

/// The slow twin: a shape and a rectangle meet when they share one of many sampled spots.
TEST(Window, AgreesWithSpotsSampledOverRandomTriangles) {
    std::mt19937 random{20261128};
    std::uniform_real_distribution<double> anywhere(0, 10);
    int met = 0;
    for (int round = 0; round < 300; ++round) {
        Ring triangle;
        for (int i = 0; i < 3; ++i) triangle.push_back({anywhere(random), anywhere(random)});
        triangle.push_back(triangle.front());
        const Boundary shape{{{{triangle}}}};
        const double west = anywhere(random);
        const double south = anywhere(random);
        const Bounds box{west, south, west + 2, south + 2};
        bool shared = false;
        for (int x = 0; x <= 100 && !shared; ++x)
            for (int y = 0; y <= 100 && !shared; ++y)
                shared = meets(shape, {west + x * 0.02, south + y * 0.02, west + x * 0.02, south + y * 0.02});
        if (shared) {
            EXPECT_TRUE(meets(shape, box)) << "round " << round;
            ++met;
        }
    }
    EXPECT_GT(met, 30);
}

TEST(Window, OfMetresHoldsWhatItsNumbersHold) {
    const Projection zone(Crs{4547});
    const LonLat inside{113.08, 28.25};
    const LonLat at = zone.forward(inside);
    const Window window({at.lon - 500, at.lat - 500, at.lon + 500, at.lat + 500}, zone);
    EXPECT_TRUE(window.contains(inside));
    EXPECT_TRUE(window.contains(zone.back({at.lon + 499.9, at.lat + 499.9})));
    EXPECT_FALSE(window.contains(zone.back({at.lon + 500.1, at.lat})));
    EXPECT_FALSE(window.contains(zone.back({at.lon, at.lat - 500.1})));
    std::mt19937 random{7};
    std::uniform_real_distribution<double> step(-500, 500);
    for (int i = 0; i < 2000; ++i)
        EXPECT_TRUE(window.degrees().contains(zone.back({at.lon + step(random), at.lat + step(random)})));
}

TEST(Window, OfNumbersBeyondItsSystemAsksEveryPlace) {
    const Window window({-1e9, -1e9, 1e9, 1e9}, Projection(Crs{4547}));
    EXPECT_TRUE(window.contains({113.08, 28.25}));
    EXPECT_TRUE(window.contains({75, 50}));
}

}  // namespace
}  // namespace courtyard

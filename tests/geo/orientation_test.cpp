// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "geo/orientation.h"

#include <gtest/gtest.h>

#include <random>

#include "tests/geo/exact_twin.h"

namespace courtyard {
namespace {

LonLat moved(LonLat p, std::mt19937_64& random) {
    const auto step = [&](double value) {
        for (auto steps = static_cast<int>(random() % 7) - 3; steps != 0; steps += steps > 0 ? -1 : 1) {
            value = std::nextafter(value, steps > 0 ? 1000.0 : -1000.0);
        }
        return value;
    };
    return {step(p.lon), step(p.lat)};
}

TEST(Orientation, KnowsLeftRightAndOn) {
    EXPECT_EQ(orientation({0, 0}, {2, 2}, {0, 1}), 1);
    EXPECT_EQ(orientation({0, 0}, {2, 2}, {1, 0}), -1);
    EXPECT_EQ(orientation({0, 0}, {2, 2}, {1, 1}), 0);
    EXPECT_EQ(orientation({0, 0}, {2, 2}, {-3, -3}), 0);
    EXPECT_EQ(orientation({1, 1}, {1, 1}, {5, 7}), 0);
}

TEST(Orientation, IsExactWhereRoundingWouldDecide) {
    const double tiny = 0x1p-52;
    EXPECT_EQ(orientation({0.5, 0.5}, {12, 12}, {24, 24}), 0);
    EXPECT_EQ(orientation({0.5 + tiny / 2, 0.5}, {12, 12}, {24, 24}), -1);
    EXPECT_EQ(orientation({0.5, 0.5 + tiny / 2}, {12, 12}, {24, 24}), 1);
    EXPECT_EQ(orientation({1e-300, 0}, {0, 0}, {0, 1}), -orientation({0, 0}, {1e-300, 0}, {0, 1}));
}

TEST(Orientation, FindsPositionsExactlyOnALine) {
    std::mt19937_64 random(2);
    const auto on_lattice = [&] { return static_cast<double>(random() % 4096) * 0x1p-30; };
    for (int i = 0; i < 10'000; ++i) {
        const LonLat a{113 + on_lattice(), 34 + on_lattice()};
        const LonLat step{on_lattice(), on_lattice()};
        const LonLat b{a.lon + 16 * step.lon, a.lat + 16 * step.lat};
        const LonLat p{a.lon + 7 * step.lon, a.lat + 7 * step.lat};
        ASSERT_EQ(orientation(a, b, p), 0);
        ASSERT_EQ(orientation(a, b, {p.lon, std::nextafter(p.lat, 0)}), step.lon == 0 ? 0 : -1);
    }
}

TEST(Orientation, AgreesWithWholeNumbersOnNearlyStraightTriples) {
    constexpr std::uint64_t seed = 1;
    std::mt19937_64 random(seed);
    std::uniform_real_distribution<double> unit(0, 1);
    for (int i = 0; i < 200'000; ++i) {
        const LonLat a{113 + unit(random), 34 + unit(random)};
        const LonLat b{a.lon + unit(random) * 0.01, a.lat + unit(random) * 0.01};
        const double t = unit(random) * 3 - 1;
        const auto p = moved({a.lon + t * (b.lon - a.lon), a.lat + t * (b.lat - a.lat)}, random);
        const int expected = twin_orientation(a, b, p);
        ASSERT_EQ(orientation(a, b, p), expected) << "seed " << seed << " case " << i;
        ASSERT_EQ(exact_orientation(a, b, p), expected);
        ASSERT_EQ(orientation(b, a, p), -expected);
    }
}

}  // namespace
}  // namespace courtyard

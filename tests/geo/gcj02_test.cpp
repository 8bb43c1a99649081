// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "geo/datum/gcj02.h"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <random>

namespace courtyard {
namespace {

constexpr std::array<double, 2> meridians{72.004, 137.8347};
constexpr std::array<double, 2> parallels{0.8293, 55.8271};
constexpr std::array<double, 9> beside{0, 1e-14, -1e-14, 1e-12, -1e-12, 1e-9, -1e-9, 1e-6, -1e-6};

bool in_box(LonLat p) { return p.lon >= 72.004 && p.lon <= 137.8347 && p.lat >= 0.8293 && p.lat <= 55.8271; }

double miss_deg(LonLat a, LonLat b) { return std::max(std::abs(a.lon - b.lon), std::abs(a.lat - b.lat)); }

/// Inside the box the way there leads back; outside it leads to a position that says the same.
void expect_inverse(LonLat p) {
    const LonLat said = gcj02_of(p);
    const LonLat back = wgs84_of_gcj02(said);
    if (in_box(p)) {
        ASSERT_LT(miss_deg(back, p), 1e-9) << p.lon << ' ' << p.lat;
    } else {
        ASSERT_LT(std::min(miss_deg(back, p), miss_deg(gcj02_of(back), said)), 1e-9) << p.lon << ' ' << p.lat;
    }
}

TEST(Gcj02, LeadsThereAndBackForTwoMillionPositionsOfItsBox) {
    std::mt19937_64 random(20230630);
    std::uniform_real_distribution<double> lon(72.004, 137.8347);
    std::uniform_real_distribution<double> lat(0.8293, 55.8271);
    for (int i = 0; i < 2'000'000; ++i) expect_inverse({lon(random), lat(random)});
}

TEST(Gcj02, LeadsThereAndBackAlongTheEdgesOfItsBox) {
    std::mt19937_64 random(1);
    std::uniform_real_distribution<double> lon(71.5, 138.3);
    std::uniform_real_distribution<double> lat(0.3, 56.3);
    for (int i = 0; i < 20'000; ++i) {
        const double along_lon = lon(random);
        const double along_lat = lat(random);
        for (const double offset : beside) {
            for (const double meridian : meridians) expect_inverse({meridian + offset, along_lat});
            for (const double parallel : parallels) expect_inverse({along_lon, parallel + offset});
        }
    }
}

TEST(Gcj02, LeadsThereAndBackAtTheCornersOfItsBox) {
    for (const double meridian : meridians)
        for (const double parallel : parallels)
            for (const double east : beside)
                for (const double north : beside) expect_inverse({meridian + east, parallel + north});
}

TEST(Gcj02, LeadsThereAndBackBesideTheKinksOfItsFormula) {
    std::mt19937_64 random(2);
    std::uniform_real_distribution<double> lon(73, 136);
    std::uniform_real_distribution<double> lat(3, 54);
    for (int i = 0; i < 20'000; ++i) {
        for (const double offset : beside) {
            expect_inverse({105 + offset, lat(random)});
            expect_inverse({lon(random), 35 + offset});
        }
    }
}

/// Whatever a source says within a kilometre of an edge: an end, near by, that says the same where it can.
TEST(Gcj02, AnswersEveryPositionNearTheEdgesWithAPreimageOrANeighbour) {
    std::mt19937_64 random(3);
    std::uniform_real_distribution<double> lon(71.98, 137.86);
    std::uniform_real_distribution<double> lat(0.80, 55.85);
    std::uniform_real_distribution<double> across(-0.03, 0.03);
    std::size_t without = 0;
    for (std::size_t i = 0; i < 500'000; ++i) {
        const LonLat said = i % 2 == 0 ? LonLat{meridians[i / 2 % 2] + across(random), lat(random)}
                                       : LonLat{lon(random), parallels[i / 2 % 2] + across(random)};
        const LonLat back = wgs84_of_gcj02(said);
        ASSERT_LT(miss_deg(back, said), 0.03) << said.lon << ' ' << said.lat;
        if (miss_deg(gcj02_of(back), said) < 1e-9) continue;
        ++without;
        // No preimage: the formula carried on leads out of the box, where the map says something else.
        ASSERT_TRUE(in_box(said) && !in_box(back)) << said.lon << ' ' << said.lat;
    }
    EXPECT_GT(without, 1'000U);
}

TEST(Gcj02, LeavesWhatIsFarFromItsBoxAlone) {
    EXPECT_EQ(gcj02_of({2.35, 48.85}), (LonLat{2.35, 48.85}));
    EXPECT_EQ(wgs84_of_gcj02({2.35, 48.85}), (LonLat{2.35, 48.85}));
    EXPECT_EQ(wgs84_of_gcj02({179, -89}), (LonLat{179, -89}));
}

TEST(Bd09, LeadsThereAndBackForAMillionPositions) {
    std::mt19937_64 random(4);
    std::uniform_real_distribution<double> lon(70, 140);
    std::uniform_real_distribution<double> lat(0, 58);
    for (int i = 0; i < 1'000'000; ++i) {
        const LonLat p{lon(random), lat(random)};
        ASSERT_LT(miss_deg(gcj02_of_bd09(bd09_of_gcj02(p)), p), 1e-12) << p.lon << ' ' << p.lat;
    }
}

}  // namespace
}  // namespace courtyard

// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "geo/datum/sign_test.h"

#include <gtest/gtest.h>

#include <random>

namespace courtyard {
namespace {

TEST(SignTest, CountsTheWaysOutOfAllWays) {
    EXPECT_EQ(chance_of_at_least(0, 10, 0.5), 1);
    EXPECT_NEAR(chance_of_at_least(10, 10, 0.5), 1.0 / 1024, 1e-15);
    EXPECT_NEAR(chance_of_at_least(9, 10, 0.5), 11.0 / 1024, 1e-15);
    EXPECT_NEAR(chance_of_at_least(5, 10, 0.5), 638.0 / 1024, 1e-14);
    EXPECT_NEAR(chance_of_at_least(5, 5, 0.25), 1.0 / 1024, 1e-15);
    EXPECT_NEAR(chance_of_at_least(1, 2, 0.25), 7.0 / 16, 1e-15);
}

TEST(SignTest, HoldsForManyTrials) {
    EXPECT_NEAR(chance_of_at_least(10'000, 20'000, 0.5), 0.5028, 1e-4);
    EXPECT_NEAR(chance_of_at_least(10'212, 20'000, 0.5), 0.00139, 1e-5);  // 2.998 standard deviations
    EXPECT_LT(chance_of_at_least(20'000, 20'000, 0.5), 1e-300);
    EXPECT_NEAR(chance_of_at_least(1, 20'000, 0.5), 1, 1e-12);
}

TEST(SignTest, AgreesWithCountingByHand) {
    std::mt19937_64 random(5);
    for (int i = 0; i < 200; ++i) {
        const std::size_t trials = 1 + random() % 12;
        const std::size_t wins = random() % (trials + 1);
        double slow = 0;
        for (std::size_t outcome = 0; outcome < (std::size_t{1} << trials); ++outcome)
            slow += static_cast<std::size_t>(__builtin_popcountll(outcome)) >= wins;
        slow /= static_cast<double>(std::size_t{1} << trials);
        EXPECT_NEAR(chance_of_at_least(wins, trials, 0.5), slow, 1e-13) << wins << " of " << trials;
    }
}

}  // namespace
}  // namespace courtyard

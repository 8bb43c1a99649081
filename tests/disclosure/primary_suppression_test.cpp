// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "disclosure/primary_suppression.h"

#include <gtest/gtest.h>

namespace courtyard {
namespace {

TEST(PrimarySuppression, CountsFromOneToFourAreSensitiveAndZeroIsNot) {
    EXPECT_EQ(primary_suppression(std::vector<std::int64_t>{0, 1, 4, 5, 30}, 40),
              (std::vector<bool>{false, true, true, false, false}));
}

TEST(PrimarySuppression, ACountWhoseComplementIsSmallIsSensitive) {
    // 38 of 40 tells that the others hold 2.
    EXPECT_EQ(primary_suppression(std::vector<std::int64_t>{38, 2}, 40), (std::vector<bool>{true, true}));
}

TEST(PrimarySuppression, AHigherThresholdHidesMore) {
    EXPECT_EQ(primary_suppression(std::vector<std::int64_t>{5, 9, 10}, 100, {10}),
              (std::vector<bool>{true, true, false}));
}

}  // namespace
}  // namespace courtyard

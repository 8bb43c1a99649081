// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/sign_in_guard.h"

#include <gtest/gtest.h>

namespace courtyard {
namespace {

constexpr std::int64_t minute = 60'000;

TEST(SignInGuard, LocksAfterFiveFailuresAndForLongerEachTime) {
    SignInGuard guard;
    std::int64_t now = 1'000'000;
    for (int i = 0; i < 5; ++i) EXPECT_FALSE(guard.begin("li", "10.0.0.1", now)) << i;
    for (const std::int64_t lock : {1, 2, 4, 8, 16, 32, 60, 60}) {
        EXPECT_EQ(guard.begin("li", "10.0.0.1", now), lock * minute);
        EXPECT_EQ(guard.wait_ms("li", "10.0.0.1", now), lock * minute);
        now += lock * minute;
        EXPECT_FALSE(guard.begin("li", "10.0.0.1", now)) << "one try after " << lock;
    }
}

TEST(SignInGuard, TheOwnerGetsInFromAnotherAddress) {
    SignInGuard guard;
    for (int i = 0; i < 5; ++i) guard.begin("li", "10.0.0.1", 0);
    EXPECT_TRUE(guard.begin("li", "10.0.0.1", 1));
    EXPECT_FALSE(guard.begin("li", "10.0.0.2", 1));
    EXPECT_FALSE(guard.begin("wang", "10.0.0.1", 1));
}

TEST(SignInGuard, FailuresAreForgottenAfterAQuarterOfAnHourAndBySuccess) {
    SignInGuard guard;
    for (int i = 0; i < 4; ++i) guard.begin("li", "a", 0);
    EXPECT_FALSE(guard.begin("li", "a", 16 * minute));
    EXPECT_FALSE(guard.begin("li", "a", 16 * minute)) << "two, not six";
    guard.succeed("li", "a");
    for (int i = 0; i < 5; ++i) EXPECT_FALSE(guard.begin("li", "a", 17 * minute));
    EXPECT_TRUE(guard.begin("li", "a", 17 * minute));
}

TEST(SignInGuard, GuessesAtOnceAreNoMoreThanOneAfterTheOther) {
    SignInGuard guard;
    int looked_at = 0;
    for (int i = 0; i < 100; ++i)
        if (!guard.begin("li", "a", 0)) ++looked_at;
    EXPECT_EQ(looked_at, 5);
}

TEST(SignInGuard, WhatWasNoFailureIsForgiven) {
    SignInGuard guard;
    for (int i = 0; i < 50; ++i) {
        EXPECT_FALSE(guard.begin("li", "a", 0)) << "asked for the code " << i << " times";
        guard.forgive("li", "a");
    }
}

TEST(SignInGuard, AnAdministratorUnlocks) {
    SignInGuard guard;
    for (int i = 0; i < 6; ++i) guard.begin("li", "a", 0);
    EXPECT_EQ(guard.locked_until("li", 1), minute);
    guard.unlock("li");
    EXPECT_EQ(guard.locked_until("li", 1), std::nullopt);
    EXPECT_FALSE(guard.begin("li", "a", 1));
}

TEST(SignInGuard, NamesWithoutEndDoNotFillTheMemoryNorUnlock) {
    SignInGuard guard;
    for (int i = 0; i < 6; ++i) guard.begin("li", "a", 0);
    for (int i = 0; i < 50'000; ++i) guard.begin("n" + std::to_string(i), "b", 1);
    EXPECT_TRUE(guard.begin("li", "a", 2));
}

}  // namespace
}  // namespace courtyard

// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/rate_limits.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

namespace courtyard {
namespace {

using namespace std::chrono_literals;

const RateLimits::Clock::time_point start{1h};

RateLimits::Spender address(std::string_view text) { return {text, std::nullopt, std::nullopt}; }
RateLimits::Spender account(std::string_view name, std::string_view from = "203.0.113.7") {
    return {from, name, std::nullopt};
}

Rates rates(unsigned requests, unsigned exports = 0) {
    Rates made;
    made.requests = {requests, 60s};
    made.exports = {exports, 1h};
    return made;
}

TEST(RateLimits, AllowABurstAndThenAsMuchAsTimePasses) {
    RateLimits limits(rates(3));
    for (int i = 0; i < 3; ++i) EXPECT_FALSE(limits.spend(Budget::requests, address("203.0.113.7"), start));
    const auto exceeded = limits.spend(Budget::requests, address("203.0.113.7"), start);
    ASSERT_TRUE(exceeded);
    EXPECT_EQ(exceeded->whose, "address");
    EXPECT_EQ(exceeded->retry_after, 20s);
    EXPECT_TRUE(limits.spend(Budget::requests, address("203.0.113.7"), start + 19s));
    EXPECT_FALSE(limits.spend(Budget::requests, address("203.0.113.7"), start + 20s));
    EXPECT_TRUE(limits.spend(Budget::requests, address("203.0.113.7"), start + 20s));
    EXPECT_FALSE(limits.spend(Budget::requests, address("203.0.113.8"), start)) << "each address has its own";
}

TEST(RateLimits, AgreeWithACountOfTokens) {
    const unsigned seed = 8;
    std::mt19937 random(seed);
    RateLimits limits(rates(10));
    double tokens = 10;
    auto now = start;
    for (int i = 0; i < 5'000; ++i) {
        const auto step = std::chrono::milliseconds(std::uniform_int_distribution<>(0, 9'000)(random));
        now += step;
        tokens = std::min(10.0, tokens + std::chrono::duration<double>(step).count() * 10 / 60);
        // At the very edge both are right.
        if (std::abs(tokens - 1) < 1e-6) continue;
        const bool allowed = !limits.spend(Budget::requests, address("203.0.113.7"), now);
        ASSERT_EQ(allowed, tokens >= 1) << "step " << i << " of seed " << seed;
        if (allowed) tokens -= 1;
    }
}

TEST(RateLimits, CountAnAccountWhereverItAsksFrom) {
    RateLimits limits(rates(0, 2));
    EXPECT_FALSE(limits.spend(Budget::exports, account("team", "203.0.113.1"), start));
    EXPECT_FALSE(limits.spend(Budget::exports, account("team", "203.0.113.2"), start));
    const auto exceeded = limits.spend(Budget::exports, account("team", "203.0.113.3"), start);
    ASSERT_TRUE(exceeded);
    EXPECT_EQ(exceeded->whose, "account");
    EXPECT_EQ(exceeded->retry_after, 30min);
}

TEST(RateLimits, LetColleaguesBehindOneAddressExportEachForThemselves) {
    RateLimits limits(rates(0, 1));
    EXPECT_FALSE(limits.spend(Budget::exports, account("one"), start));
    EXPECT_FALSE(limits.spend(Budget::exports, account("other"), start));
    EXPECT_FALSE(limits.spend(Budget::exports, address("203.0.113.7"), start));
    EXPECT_TRUE(limits.spend(Budget::exports, address("203.0.113.7"), start)) << "nobody signed in";
}

TEST(RateLimits, CountEachDevice) {
    Rates made = rates(0);
    made.uploads = {2, 60s};
    RateLimits limits(made);
    const RateLimits::Spender phone{"203.0.113.7", "team", "Bearer one"};
    const RateLimits::Spender tablet{"203.0.113.7", "team", "Bearer two"};
    EXPECT_FALSE(limits.spend(Budget::uploads, phone, start));
    EXPECT_FALSE(limits.spend(Budget::uploads, tablet, start));
    EXPECT_EQ(limits.spend(Budget::uploads, tablet, start)->whose, "account");
    EXPECT_EQ(limits.remembered(), 3U);
}

TEST(RateLimits, TakeNothingFromWhoIsRefused) {
    RateLimits limits(rates(2));
    EXPECT_FALSE(limits.spend(Budget::requests, address("203.0.113.1"), start));
    EXPECT_FALSE(limits.spend(Budget::requests, address("203.0.113.1"), start));
    for (int i = 0; i < 100; ++i)
        EXPECT_TRUE(limits.spend(Budget::requests, account("team", "203.0.113.1"), start));
    EXPECT_FALSE(limits.spend(Budget::requests, account("team", "203.0.113.2"), start));
    EXPECT_FALSE(limits.spend(Budget::requests, address("203.0.113.1"), start + 30s));
}

TEST(RateLimits, ExemptThisMachineUnlessToldOtherwise) {
    RateLimits lenient(rates(1));
    for (int i = 0; i < 10; ++i) EXPECT_FALSE(lenient.spend(Budget::requests, address("127.0.0.1"), start));
    Rates made = rates(1);
    made.loopback = true;
    RateLimits strict(made);
    EXPECT_FALSE(strict.spend(Budget::requests, address("127.0.0.1"), start));
    EXPECT_TRUE(strict.spend(Budget::requests, address("127.0.0.1"), start));
}

TEST(RateLimits, CountA64OfVersion6AsOne) {
    RateLimits limits(rates(1));
    EXPECT_FALSE(limits.spend(Budget::requests, address("2001:db8::1"), start));
    EXPECT_TRUE(limits.spend(Budget::requests, address("2001:db8::2"), start));
    EXPECT_FALSE(limits.spend(Budget::requests, address("2001:db8:0:1::1"), start));
}

TEST(RateLimits, ForgetWhoHasEverythingAgainAndNeverGrowBeyondTheirPlaces) {
    RateLimits limits(rates(10));
    const auto name = [](std::size_t i) { return "device " + std::to_string(i); };
    for (std::size_t i = 0; i < RateLimits::places + 10'000; ++i)
        limits.spend(Budget::requests, address(name(i)), start);
    EXPECT_LE(limits.remembered(), RateLimits::places);
    for (std::size_t i = 0; i < RateLimits::places; ++i)
        limits.spend(Budget::requests, address(name(i)), start + 1h + std::chrono::seconds(i));
    EXPECT_LT(limits.remembered(), RateLimits::places / 4);
}

}  // namespace
}  // namespace courtyard

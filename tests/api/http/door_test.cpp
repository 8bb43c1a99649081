// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/http/door.h"

#include <gtest/gtest.h>

#include <thread>

namespace courtyard {
namespace {

TEST(Door, HasSoManyPlacesInAll) {
    Door door(2, 9);
    EXPECT_EQ(door.enter("10.0.0.1"), Door::Entry::welcome);
    EXPECT_EQ(door.enter("127.0.0.1"), Door::Entry::welcome);
    EXPECT_EQ(door.enter("10.0.0.2"), Door::Entry::full);
    EXPECT_EQ(door.inside(), 2U);
    door.leave("10.0.0.1");
    EXPECT_EQ(door.enter("10.0.0.2"), Door::Entry::welcome);
}

TEST(Door, HasSoManyPlacesForEachPeerButNotForLoopback) {
    Door door(100, 1);
    EXPECT_EQ(door.enter("10.0.0.1"), Door::Entry::welcome);
    EXPECT_EQ(door.enter("10.0.0.1"), Door::Entry::full_for_peer);
    EXPECT_EQ(door.enter("10.0.0.2"), Door::Entry::welcome);
    door.leave("10.0.0.1");
    EXPECT_EQ(door.enter("10.0.0.1"), Door::Entry::welcome);
    for (const auto* loopback : {"127.0.0.1", "127.1.2.3", "::1", "::ffff:127.0.0.1"}) {
        EXPECT_EQ(door.enter(loopback), Door::Entry::welcome);
        EXPECT_EQ(door.enter(loopback), Door::Entry::welcome);
    }
}

TEST(Door, CountsA64OfVersion6AsOnePeerAndTrustedProxiesAsNone) {
    Door door(100, 1,
              TrustedProxies::of(std::vector<std::string>{"10.0.0.1"}, ProxyField::forwarded).value());
    EXPECT_EQ(door.enter("2001:db8::1"), Door::Entry::welcome);
    EXPECT_EQ(door.enter("2001:db8::2"), Door::Entry::full_for_peer);
    EXPECT_EQ(door.enter("2001:db8:0:1::1"), Door::Entry::welcome);
    EXPECT_EQ(door.enter("10.0.0.1"), Door::Entry::welcome);
    EXPECT_EQ(door.enter("10.0.0.1"), Door::Entry::welcome);
    door.leave("2001:db8::1");
    EXPECT_EQ(door.enter("2001:db8::2"), Door::Entry::welcome);
}

TEST(Door, LetsOneFollowInThePlaceOfAnotherButNoPeerBeyondItsShare) {
    Door door(1, 2);
    EXPECT_EQ(door.enter("10.0.0.1"), Door::Entry::welcome);
    EXPECT_EQ(door.enter("10.0.0.2"), Door::Entry::full);
    EXPECT_EQ(door.follow("10.0.0.2"), Door::Entry::welcome);
    door.leave("10.0.0.1");
    EXPECT_EQ(door.inside(), 1U);
    EXPECT_EQ(door.follow("10.0.0.2"), Door::Entry::welcome);
    EXPECT_EQ(door.follow("10.0.0.2"), Door::Entry::full_for_peer);
}

TEST(Door, SaysWhenTheLastHasLeft) {
    Door door(2, 2);
    ASSERT_EQ(door.enter("10.0.0.1"), Door::Entry::welcome);
    EXPECT_FALSE(door.wait_until_empty(std::chrono::steady_clock::now()));
    std::thread last([&] { door.leave("10.0.0.1"); });
    EXPECT_TRUE(door.wait_until_empty(std::chrono::steady_clock::now() + std::chrono::seconds(10)));
    last.join();
}

}  // namespace
}  // namespace courtyard

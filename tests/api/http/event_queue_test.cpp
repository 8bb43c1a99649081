// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/http/event_queue.h"

#include <gtest/gtest.h>

#include <thread>
#include <vector>

namespace courtyard {
namespace {

TEST(EventQueue, JoinsWhatWaitsInOrder) {
    EventQueue queue;
    EXPECT_EQ(queue.drain(), "");
    queue.push("data: 1\n\n");
    queue.push("data: 2\n\n");
    EXPECT_EQ(queue.drain(), "data: 1\n\ndata: 2\n\n");
    EXPECT_EQ(queue.drain(), "");
}

TEST(EventQueue, GivesAReaderThatLagsOneResyncAndThenWhatIsNew) {
    EventQueue queue(3);
    for (int i = 0; i < 4; ++i) queue.push("data: old\n\n");
    queue.push("data: new\n\n");
    EXPECT_EQ(queue.drain(), "event: resync\ndata: {}\n\ndata: new\n\n");
}

TEST(EventQueue, ResyncsOnceHoweverFarAReaderLags) {
    EventQueue queue(3);
    for (int i = 0; i < 100; ++i) queue.push("data: x\n\n");
    const auto text = queue.drain().value();
    EXPECT_EQ(text.find("resync"), text.rfind("resync"));
    EXPECT_LE(text.size(), std::string("event: resync\ndata: {}\n\n").size() + 2 * 9);
}

TEST(EventQueue, WakesWhenSomethingComesToAnEmptyQueueAndAtTheEnd) {
    EventQueue queue;
    int woken = 0;
    queue.on_ready([&] { ++woken; });
    queue.push("a");
    queue.push("b");
    EXPECT_EQ(woken, 1);
    queue.drain();
    queue.push("c");
    EXPECT_EQ(woken, 2);
    queue.close();
    queue.close();
    EXPECT_EQ(woken, 3);
}

TEST(EventQueue, EndsAfterWhatWasQueued) {
    EventQueue queue;
    queue.push("last");
    queue.close();
    queue.push("too late");
    EXPECT_EQ(queue.drain(), "last");
    EXPECT_EQ(queue.drain(), std::nullopt);
}

TEST(EventQueue, ForgetsEverythingWhenAbandoned) {
    EventQueue queue;
    int woken = 0;
    queue.on_ready([&] { ++woken; });
    queue.push("a");
    EXPECT_FALSE(queue.abandoned());
    queue.abandon();
    EXPECT_TRUE(queue.abandoned());
    queue.push("b");
    queue.close();
    EXPECT_EQ(woken, 1);
    EXPECT_EQ(queue.drain(), std::nullopt);
}

TEST(EventQueue, LosesNothingBetweenThreads) {
    constexpr int each = 2000;
    EventQueue queue(2 * each);
    const auto push_all = [&] {
        for (int i = 0; i < each; ++i) queue.push("x");
    };
    std::thread one(push_all);
    std::thread other(push_all);
    std::size_t received = 0;
    while (received < 2 * each) received += queue.drain()->size();
    one.join();
    other.join();
    EXPECT_EQ(received, 4000U);
}

}  // namespace
}  // namespace courtyard

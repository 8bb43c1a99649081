// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/http/worker_pool.h"

#include <gtest/gtest.h>

#include <atomic>
#include <future>

namespace courtyard {
namespace {

TEST(WorkerPool, RunsWhatItAccepts) {
    std::atomic<int> done = 0;
    std::promise<void> all;
    WorkerPool pool(2, 100);
    for (int i = 0; i < 50; ++i) {
        ASSERT_TRUE(pool.submit([&] {
            if (++done == 50) all.set_value();
        }));
    }
    all.get_future().wait();
    EXPECT_EQ(done, 50);
}

TEST(WorkerPool, RefusesWhatItsQueueCannotHold) {
    std::promise<void> started;
    std::promise<void> gate;
    WorkerPool pool(1, 2);
    ASSERT_TRUE(pool.submit([&] {
        started.set_value();
        gate.get_future().wait();
    }));
    started.get_future().wait();
    EXPECT_TRUE(pool.submit([] {}));
    EXPECT_TRUE(pool.submit([] {}));
    EXPECT_FALSE(pool.submit([] {}));
    EXPECT_EQ(pool.queued(), 2U);
    gate.set_value();
}

TEST(WorkerPool, WithoutAQueueTakesWhatAnIdleThreadCanDo) {
    std::promise<void> gate;
    std::promise<void> started;
    WorkerPool pool(1, 0);
    while (!pool.submit([&] {
        started.set_value();
        gate.get_future().wait();
    })) {
        std::this_thread::yield();
    }
    started.get_future().wait();
    EXPECT_FALSE(pool.submit([] {}));
    gate.set_value();
}

TEST(WorkerPool, DropsWhatWaitsWhenStopped) {
    std::promise<void> started;
    std::promise<void> gate;
    std::atomic<bool> ran = false;
    WorkerPool pool(1, 2);
    ASSERT_TRUE(pool.submit([&] {
        started.set_value();
        gate.get_future().wait();
    }));
    started.get_future().wait();
    ASSERT_TRUE(pool.submit([&] { ran = true; }));
    std::thread stopper([&] { pool.stop(); });
    while (pool.queued() > 0) std::this_thread::yield();
    gate.set_value();
    stopper.join();
    EXPECT_FALSE(ran);
    EXPECT_FALSE(pool.submit([] {}));
}

}  // namespace
}  // namespace courtyard

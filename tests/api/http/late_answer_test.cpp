// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
// Answers that come later: no thread waits for them.
#include <gtest/gtest.h>

#include <memory>
#include <thread>
#include <vector>

#include "api/http/server.h"
#include "tests/api/http/county_office.h"
#include "tests/api/http/wire_client.h"

namespace courtyard {
namespace {

class LateAnswer : public testing::Test {
  protected:
    void until_awaited(std::size_t count) const {
        while (house.office.awaited() < count) std::this_thread::yield();
    }
    OpenOffice house;
};

TEST_F(LateAnswer, ComesWhenItIsReady) {
    WireClient client(house.open());
    client.send(get("/later?say=stored"));
    until_awaited(1);
    house.office.answer_all();
    const auto answer = client.read_answer();
    EXPECT_EQ(answer.status, 201U);
    EXPECT_EQ(answer.body, "stored");
    EXPECT_EQ(client.ask(get("/echo?say=next")).body, "next");
}

TEST_F(LateAnswer, LeavesTheWorkersFreeForOthers) {
    house.options.worker_threads = 1;
    const auto url = house.open();
    std::vector<std::unique_ptr<WireClient>> clients;
    for (int i = 0; i < 20; ++i) {
        clients.push_back(std::make_unique<WireClient>(url));
        clients.back()->send(get("/later?say=" + std::to_string(i)));
    }
    until_awaited(20);
    WireClient other(url);
    EXPECT_EQ(other.ask(get("/echo?say=served")).body, "served");
    house.office.answer_all();
    for (int i = 0; i < 20; ++i)
        EXPECT_EQ(clients[static_cast<std::size_t>(i)]->read_answer().body, std::to_string(i));
}

TEST_F(LateAnswer, KeepsPipelinedRequestsInOrder) {
    WireClient client(house.open());
    client.send(get("/later?say=first") + get("/echo?say=second"));
    until_awaited(1);
    EXPECT_EQ(house.office.heard().size(), 1U);
    house.office.answer_all();
    EXPECT_EQ(client.read_answer().body, "first");
    EXPECT_EQ(client.read_answer().body, "second");
}

TEST_F(LateAnswer, WhoseMakingThrowsIs500) {
    WireClient client(house.open());
    client.send(get("/never"));
    until_awaited(1);
    house.office.answer_all();
    EXPECT_EQ(client.read_answer().status, 500U);
}

TEST_F(LateAnswer, MayComeAfterTheClientHasGone) {
    const auto url = house.open();
    {
        WireClient client(url);
        client.send(get("/later?say=nobody"));
        until_awaited(1);
    }
    house.office.answer_all();
    EXPECT_EQ(WireClient(url).ask(get("/echo?say=alive")).body, "alive");
}

TEST_F(LateAnswer, IsWaitedForWhenTheServerStops) {
    WireClient client(house.open());
    client.send(get("/later?say=stored"));
    until_awaited(1);
    std::thread stopping([&] { house.server->stop(); });
    house.office.answer_all();
    EXPECT_EQ(client.read_answer().body, "stored");
    stopping.join();
}

}  // namespace
}  // namespace courtyard

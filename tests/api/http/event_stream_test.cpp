// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "tests/api/http/county_office.h"
#include "tests/api/http/wire_client.h"

namespace courtyard {
namespace {

using namespace std::chrono_literals;

class EventStream : public testing::Test {
  protected:
    std::shared_ptr<EventQueue> subscribe(WireClient& client) {
        client.send("GET /events HTTP/1.1\r\nHost: a\r\n\r\n");
        head = client.read_head();
        return house.office.events();
    }

    OpenOffice house;
    WireAnswer head;
};

TEST_F(EventStream, DeliversWhatIsPushed) {
    WireClient client(house.open());
    const auto queue = subscribe(client);
    EXPECT_EQ(head.headers.at("content-type"), "text/event-stream");
    EXPECT_EQ(head.headers.at("cache-control"), "no-store");
    EXPECT_EQ(head.headers.count("content-length"), 0U);
    queue->push("id: 1\ndata: {}\n\n");
    EXPECT_EQ(client.read_until("\n\n"), "id: 1\ndata: {}\n\n");
    for (int i = 2; i < 40; ++i) queue->push("id: " + std::to_string(i) + "\n\n");
    EXPECT_TRUE(client.read_until("id: 39\n\n").starts_with("id: 2\n\n"));
    EXPECT_EQ(house.server->figures().event_streams, 1U);
}

TEST_F(EventStream, BeatsWhileNothingHappens) {
    house.options.heartbeat = 20ms;
    WireClient client(house.open());
    const auto queue = subscribe(client);
    EXPECT_EQ(client.read_until("\n\n"), ":\n\n");
    EXPECT_EQ(client.read_until("\n\n"), ":\n\n");
    queue->push("data: x\n\n");
    EXPECT_TRUE(client.read_until("data: x\n\n").ends_with("data: x\n\n"));
}

TEST_F(EventStream, EndsWithItsQueue) {
    WireClient client(house.open());
    const auto queue = subscribe(client);
    queue->push("data: last\n\n");
    queue->close();
    EXPECT_EQ(client.read_to_end(), "data: last\n\n");
    EXPECT_TRUE(eventually([&] { return queue->abandoned(); }));
}

TEST_F(EventStream, EndsWhenTheServerStops) {
    WireClient client(house.open());
    const auto queue = subscribe(client);
    house.server->stop();
    EXPECT_TRUE(client.is_ended());
    EXPECT_TRUE(queue->abandoned());
    queue->push("nobody hears\n\n");
}

TEST_F(EventStream, NoticesThatItsReaderHasGone) {
    const auto url = house.open();
    WireClient polite(url);
    const auto first = subscribe(polite);
    polite.close();
    EXPECT_TRUE(eventually([&] { return first->abandoned(); }));
    WireClient rude(url);
    const auto second = subscribe(rude);
    rude.vanish();
    EXPECT_TRUE(eventually([&] { return second->abandoned(); }));
    EXPECT_TRUE(eventually([&] { return house.server->figures().open_connections == 0; }));
    EXPECT_EQ(house.server->figures().event_streams, 0U);
}

TEST_F(EventStream, ResyncsAReaderThatStoppedReading) {
    WireClient client(house.open());
    const auto queue = subscribe(client);
    const std::string large = "data: " + std::string(1 << 20, 'x') + "\n\n";
    for (int i = 0; i < 200; ++i) queue->push(large);
    EXPECT_TRUE(client.read_until("event: resync").ends_with("event: resync"));
}

}  // namespace
}  // namespace courtyard

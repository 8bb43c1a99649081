// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "tests/api/http/county_office.h"
#include "tests/api/http/wire_client.h"

namespace courtyard {
namespace {

using namespace std::chrono_literals;

constexpr auto drip = 50ms;
/// As many drips as nobody is given: twenty seconds of them, beside deadlines of less than one.
constexpr int too_many_drips = 400;

/// Sends a byte every 50 ms, so that it is never silent, until it is answered; false when it never is.
bool drips_until_answered(const WireClient& client) {
    for (int i = 0; i < too_many_drips; ++i) {
        client.send("a");
        if (client.hears_within(drip)) return true;
    }
    return false;
}

class ServerLimits : public testing::Test {
  protected:
    OpenOffice house;
};

TEST_F(ServerLimits, ClosesASilentConnectionWithoutAWord) {
    house.options.first_byte = 50ms;
    EXPECT_TRUE(WireClient(house.open()).is_ended());
}

TEST_F(ServerLimits, ClosesAnIdleConnectionAfterKeepAlive) {
    house.options.keep_alive = 50ms;
    WireClient client(house.open());
    EXPECT_EQ(client.ask(get("/echo")).status, 200U);
    EXPECT_TRUE(client.is_ended());
}

TEST_F(ServerLimits, TellsASlowHeadItsTimeIsOver) {
    house.options.header_deadline = 50ms;
    WireClient client(house.open());
    client.send("GET /echo HTTP/1.1\r\n");
    EXPECT_EQ(client.read_answer().status, 408U);
    EXPECT_TRUE(client.is_ended());
    EXPECT_EQ(house.server->figures().refused, 1U);
}

TEST_F(ServerLimits, TellsASlowBodyItsTimeIsOver) {
    house.options.body_grace = 50ms;
    WireClient client(house.open());
    client.send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nabc");
    const auto answer = client.read_answer();
    EXPECT_EQ(answer.status, 408U);
    EXPECT_EQ(answer.body, "http.timeout");
    EXPECT_TRUE(house.office.heard().empty());
}

TEST_F(ServerLimits, GivesAHeadThatDripsNoMoreTimeForEachByte) {
    house.options.header_deadline = 400ms;
    WireClient client(house.open());
    client.send("GET /echo HTTP/1.1\r\nHost: a\r\nX-Drip: ");
    EXPECT_TRUE(drips_until_answered(client));
    EXPECT_EQ(client.read_answer().status, 408U);
    EXPECT_TRUE(client.is_ended());
    EXPECT_GE(house.server->figures().expired, 1U);
    EXPECT_TRUE(house.office.heard().empty());
}

TEST_F(ServerLimits, TellsABodyThatDripsItsTimeIsOver) {
    house.options.body_grace = 400ms;
    WireClient client(house.open());
    client.send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\n");
    EXPECT_TRUE(drips_until_answered(client));
    const auto answer = client.read_answer();
    EXPECT_EQ(answer.status, 408U);
    EXPECT_EQ(answer.body, "http.timeout");
    EXPECT_GE(house.server->figures().expired, 1U);
    EXPECT_TRUE(house.office.heard().empty());
}

TEST_F(ServerLimits, LetsABodyThatKeepsTheLeastRateTakeLongerThanTheGrace) {
    constexpr std::size_t piece = std::size_t{32} << 10;  // four seconds' worth at the least rate
    constexpr int pieces = 30;
    house.options.body_grace = 400ms;
    house.office.body_limit = piece * pieces;
    WireClient client(house.open());
    const auto begun = std::chrono::steady_clock::now();
    client.send("POST /spool HTTP/1.1\r\nHost: a\r\nContent-Length: " + std::to_string(piece * pieces) +
                "\r\n\r\n");
    for (int i = 0; i < pieces; ++i) {
        client.send(std::string(piece, 'a'));
        EXPECT_FALSE(i + 1 < pieces && client.hears_within(drip)) << "answered after piece " << i;
    }
    EXPECT_EQ(client.read_answer().body.size(), piece * pieces);
    EXPECT_GT(std::chrono::steady_clock::now() - begun, 2 * house.options.body_grace);
    EXPECT_EQ(house.server->figures().expired, 0U);
}

TEST_F(ServerLimits, LeavesAReaderThatDrips) {
    house.options.write_deadline = 400ms;
    WireClient client(house.open());
    client.send(get("/large"));
    std::size_t read = 0;
    bool left = false;
    for (int i = 0; i < too_many_drips && !left; ++i) {
        read += client.read_a_little(16);
        left = house.server->figures().open_connections == 0;
        std::this_thread::sleep_for(drip);
    }
    EXPECT_TRUE(left);
    EXPECT_GE(house.server->figures().expired, 1U);
    EXPECT_GT(read, 16U) << "it was never silent";
    while (const auto more = client.read_a_little(256)) read += more;
    EXPECT_LT(read, std::size_t{16} << 20) << "the answer was cut";
}

TEST_F(ServerLimits, LeavesAClientThatDoesNotRead) {
    house.options.write_deadline = 50ms;
    WireClient client(house.open());
    client.send(get("/large"));
    ASSERT_TRUE(eventually([&] { return house.server->figures().requests == 1; }));
    EXPECT_TRUE(eventually([&] { return house.server->figures().open_connections == 0; }));
}

TEST_F(ServerLimits, LetsWhoSaysTooMuchEndBeforeItsAnswerIsRead) {
    WireClient client(house.open());
    EXPECT_TRUE(client.send(get("/" + std::string(1 << 20, 'a'))));
    client.finish_sending();
    EXPECT_EQ(client.read_answer().status, 414U);
    EXPECT_TRUE(client.is_ended());
    EXPECT_FALSE(client.was_reset());
}

TEST_F(ServerLimits, AnswersOverloadAtOnce) {
    house.options.worker_threads = 1;
    house.options.work_queue = 1;
    const auto url = house.open();
    WireClient running(url);
    WireClient waiting(url);
    running.send(get("/gate"));
    ASSERT_TRUE(eventually([&] { return house.office.waiting_at_gate() == 1; }));
    waiting.send(get("/echo?say=later"));
    ASSERT_TRUE(eventually([&] { return house.server->figures().queued == 1; }));

    WireClient third(url);
    const auto answer = third.ask(get("/echo"));
    EXPECT_EQ(answer.status, 503U);
    EXPECT_EQ(answer.headers.at("retry-after"), "1");
    EXPECT_EQ(third.ask(get("/io?say=memory")).body, "memory");

    house.office.open_gate();
    EXPECT_EQ(running.read_answer().body, "through");
    EXPECT_EQ(waiting.read_answer().body, "later");
}

TEST_F(ServerLimits, DoesNotBeginWorkThatHasWaitedTooLong) {
    house.options.worker_threads = 1;
    house.options.queue_wait = 20ms;
    const auto url = house.open();
    WireClient running(url);
    WireClient waiting(url);
    running.send(get("/gate"));
    ASSERT_TRUE(eventually([&] { return house.office.waiting_at_gate() == 1; }));
    waiting.send(get("/echo?say=stale"));
    ASSERT_TRUE(eventually([&] { return house.server->figures().queued == 1; }));
    const auto late = std::chrono::steady_clock::now() + 40ms;
    ASSERT_TRUE(eventually([&] { return std::chrono::steady_clock::now() > late; }));
    house.office.open_gate();
    EXPECT_EQ(running.read_answer().body, "through");
    const auto answer = waiting.read_answer();
    EXPECT_EQ(answer.status, 503U);
    EXPECT_EQ(answer.body, "http.waited");
    EXPECT_EQ(answer.headers.at("retry-after"), "1");
    EXPECT_EQ(house.office.heard().size(), 1U);
    EXPECT_EQ(waiting.ask(get("/echo?say=again")).body, "again");
}

TEST_F(ServerLimits, HashesPasswordsApartFromOtherWork) {
    house.options.password_threads = 1;
    house.options.password_queue = 1;
    const auto url = house.open();
    WireClient running(url);
    WireClient waiting(url);
    running.send(get("/hash"));
    ASSERT_TRUE(eventually([&] { return house.office.waiting_at_gate() == 1; }));
    waiting.send(get("/hash"));
    ASSERT_TRUE(eventually([&] { return house.server->figures().passwords_queued == 1; }));

    WireClient third(url);
    const auto answer = third.ask(get("/hash"));
    EXPECT_EQ(answer.status, 429U);
    EXPECT_EQ(answer.body, "http.passwords_busy");
    EXPECT_EQ(answer.headers.at("retry-after"), "1");
    EXPECT_EQ(third.ask(get("/echo?say=worker")).body, "worker");

    house.office.open_gate();
    EXPECT_EQ(running.read_answer().body, "through");
    EXPECT_EQ(waiting.read_answer().body, "through");
}

TEST_F(ServerLimits, GivesThePlaceOfOneThatAsksNothingToOneThatAsks) {
    house.options.connections = 2;
    house.options.io_threads = 1;
    house.options.place_kept = 0ms;
    const auto url = house.open();
    WireClient busy(url);
    busy.send(get("/gate"));
    ASSERT_TRUE(eventually([&] { return house.office.waiting_at_gate() == 1; }));
    WireClient slow(url);
    slow.send("GET /echo HTTP/1.1\r\nHost: ");
    ASSERT_TRUE(eventually([&] { return house.server->figures().open_connections == 2; }));

    WireClient third(url);
    EXPECT_EQ(third.ask(get("/echo?say=me")).body, "me");
    EXPECT_TRUE(slow.is_ended());
    EXPECT_EQ(house.server->figures().displaced, 1U);
    house.office.open_gate();
    EXPECT_EQ(busy.read_answer().body, "through");
}

TEST_F(ServerLimits, BelievesTrustedProxiesAboutTheClientAndNobodyElse) {
    const std::string said = "X-Forwarded-For: 198.51.100.9, 203.0.113.7\r\nX-Forwarded-Proto: https\r\n";
    const std::string question = "GET /who HTTP/1.1\r\nHost: a\r\n" + said + "\r\n";
    EXPECT_EQ(WireClient(house.open()).ask(question).body, "127.0.0.1");
    house.options.proxies =
        TrustedProxies::of(std::vector<std::string>{"127.0.0.0/8"}, ProxyField::x_forwarded_for).value();
    EXPECT_EQ(WireClient(house.open()).ask(question).body, "203.0.113.7 securely");
}

TEST_F(ServerLimits, TurnsAwayWhoFindsNoPlaceAndServesTheOthers) {
    house.options.connections = 2;
    const auto url = house.open();
    WireClient first(url);
    WireClient second(url);
    EXPECT_EQ(first.ask(get("/echo?say=1")).body, "1");
    EXPECT_EQ(second.ask(get("/echo?say=2")).body, "2");
    WireClient third(url);
    EXPECT_EQ(third.read_answer().status, 503U);
    EXPECT_TRUE(third.is_ended());
    EXPECT_EQ(first.ask(get("/echo?say=3")).body, "3");
    second.close();
    ASSERT_TRUE(eventually([&] { return house.server->figures().open_connections == 1; }));
    EXPECT_EQ(WireClient(url).ask(get("/echo?say=4")).body, "4");
}

}  // namespace
}  // namespace courtyard

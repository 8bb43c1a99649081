// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/http/server.h"

#include <gtest/gtest.h>

#include <set>
#include <thread>

#include "tests/api/http/county_office.h"
#include "tests/api/http/wire_client.h"

namespace courtyard {
namespace {

using namespace std::chrono_literals;

std::string post(const std::string& target, const std::string& body) {
    return "POST " + target + " HTTP/1.1\r\nHost: a\r\nContent-Length: " + std::to_string(body.size()) +
           "\r\n\r\n" + body;
}

class HttpServer : public testing::Test {
  protected:
    OpenOffice house;
};

TEST_F(HttpServer, SaysWhoItIsAndNamesEachRequest) {
    WireClient client(house.open());
    std::set<std::string> ids;
    for (int i = 0; i < 5; ++i) {
        const auto answer = client.ask(get("/echo?say=x"));
        EXPECT_EQ(answer.status, 200U);
        EXPECT_EQ(answer.headers.at("server"), "courtyard");
        EXPECT_TRUE(answer.headers.at("date").ends_with(" GMT"));
        EXPECT_EQ(answer.headers.at("connection"), "keep-alive");
        ids.insert(answer.headers.at("x-request-id"));
    }
    EXPECT_EQ(ids.size(), 5U);
    EXPECT_EQ(house.server->figures().requests, 5U);
    EXPECT_EQ(house.server->figures().open_connections, 1U);
}

TEST_F(HttpServer, RunsHandlersOnTheIoThreadToo) {
    WireClient client(house.open());
    EXPECT_EQ(client.ask(get("/io?say=here")).body, "here");
    EXPECT_EQ(client.ask(post("/io", "there")).body, "there");
}

TEST_F(HttpServer, AnswersAThousandPipelinedRequestsInOrder) {
    WireClient client(house.open());
    std::string all;
    for (int i = 0; i < 1000; ++i) all += get((i % 3 == 0 ? "/io?say=" : "/echo?say=") + std::to_string(i));
    std::thread sender([&] {
        client.send(all);
        client.finish_sending();
    });
    for (int i = 0; i < 1000; ++i) ASSERT_EQ(client.read_answer().body, std::to_string(i));
    sender.join();
    EXPECT_TRUE(client.is_ended());
    EXPECT_EQ(house.office.heard().size(), 1000U);
}

TEST_F(HttpServer, AnswersHeadAsGetButForTheBody) {
    WireClient client(house.open());
    client.send("HEAD /echo?say=twelve HTTP/1.1\r\nHost: a\r\n\r\n" + get("/echo?say=next"));
    const auto head = client.read_head();
    EXPECT_EQ(head.status, 200U);
    EXPECT_EQ(head.headers.at("content-length"), "6");
    EXPECT_EQ(client.read_answer().body, "next");
}

TEST_F(HttpServer, ClosesWhenAskedAndForOldClients) {
    const auto url = house.open();
    WireClient polite(url);
    EXPECT_EQ(
        polite.ask("GET /echo HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n").headers.at("connection"),
        "close");
    EXPECT_TRUE(polite.is_ended());
    WireClient old(url);
    EXPECT_EQ(old.ask("GET /echo HTTP/1.0\r\n\r\n").status, 200U);
    EXPECT_TRUE(old.is_ended());
}

TEST_F(HttpServer, AsksForTheBodyOnlyAfterAdmission) {
    WireClient client(house.open());
    client.send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\r\n");
    EXPECT_EQ(client.read_until("\r\n\r\n"), "HTTP/1.1 100 Continue\r\n\r\n");
    EXPECT_EQ(client.ask("abcde").body, "abcde");

    client.send("POST /refuse HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\r\n");
    EXPECT_EQ(client.read_answer().status, 403U);
    EXPECT_TRUE(client.is_ended());
}

TEST_F(HttpServer, KeepsAConnectionWhoseRequestWithoutBodyWasRefusedOnItsHead) {
    WireClient client(house.open());
    EXPECT_EQ(client.ask(get("/refuse")).status, 403U);
    EXPECT_EQ(client.ask(get("/echo?say=on")).body, "on");
}

TEST_F(HttpServer, SpoolsABodyToAFileThatGoesAwayWithTheRequest) {
    house.office.body_limit = 10'000'000;
    WireClient client(house.open());
    const std::string body(3'000'000, 's');
    std::thread sender([&] { client.send(post("/spool", body) + get("/echo?say=next")); });
    EXPECT_EQ(client.read_answer().body, body);
    sender.join();
    EXPECT_EQ(client.read_answer().body, "next");
    EXPECT_EQ(house.office.last_spool().parent_path(), house.folder.path());
    EXPECT_TRUE(house.folder.is_empty());
}

TEST_F(HttpServer, LeavesNothingOfAnUploadWhoseClientVanished) {
    house.office.body_limit = 10'000'000;
    const auto url = house.open();
    WireClient client(url);
    client.send("POST /spool HTTP/1.1\r\nHost: a\r\nContent-Length: 9000000\r\n\r\n" +
                std::string(1'000'000, 's'));
    ASSERT_TRUE(eventually([&] { return !house.folder.is_empty(); }));
    client.vanish();
    EXPECT_TRUE(eventually([&] { return house.folder.is_empty(); }));
    EXPECT_TRUE(eventually([&] { return house.server->figures().open_connections == 0; }));
    EXPECT_TRUE(house.office.heard().empty());
}

TEST_F(HttpServer, SurvivesAClientThatVanishesMidAnswer) {
    const auto url = house.open();
    WireClient client(url);
    client.send(get("/large"));
    client.read_until("\r\n\r\n");
    client.vanish();
    EXPECT_TRUE(eventually([&] { return house.server->figures().open_connections == 0; }));
    EXPECT_EQ(WireClient(url).ask(get("/echo?say=well")).body, "well");
}

TEST_F(HttpServer, WritesALargeAnswerWhole) {
    WireClient client(house.open());
    EXPECT_EQ(client.ask(get("/large")).body.size(), 16777216U);
}

TEST_F(HttpServer, StreamsAFileAndRemovesIt) {
    const auto url = house.open();
    house.office.file = house.folder.path() / "export.zip";
    std::string content;
    for (int i = 0; i < 300'000; ++i) content += std::to_string(i);
    std::ofstream(house.office.file) << content;
    WireClient client(url);
    EXPECT_EQ(client.ask(get("/file")).body, content);
    EXPECT_TRUE(house.folder.is_empty());

    std::ofstream(house.office.file) << "four";
    client.send("HEAD /file HTTP/1.1\r\nHost: a\r\n\r\n");
    EXPECT_EQ(client.read_head().headers.at("content-length"), "4");
    EXPECT_EQ(client.ask(get("/file")).status, 500U);
    EXPECT_TRUE(house.folder.is_empty());
}

TEST_F(HttpServer, SendsAStretchOfAFileThatStays) {
    WireClient client(house.open());
    house.office.file = house.folder.path() / "kept.zip";
    std::ofstream(house.office.file) << "0123456789";
    for (int i = 0; i < 2; ++i) {
        const auto answer = client.ask(get("/stretch"));
        EXPECT_EQ(answer.status, 206U);
        EXPECT_EQ(answer.body, "345678");
        EXPECT_EQ(answer.headers.at("content-length"), "6");
    }
    std::filesystem::remove(house.office.file);
    EXPECT_EQ(client.ask(get("/stretch")).status, 500U);
}

TEST_F(HttpServer, TurnsACrashInto500AndGoesOn) {
    WireClient client(house.open());
    const auto answer = client.ask(get("/crash"));
    EXPECT_EQ(answer.status, 500U);
    EXPECT_EQ(answer.body, "internal");
    EXPECT_EQ(client.ask(get("/confused")).status, 500U);
    EXPECT_EQ(client.ask(get("/broken")).status, 500U);
    EXPECT_EQ(client.ask(get("/echo?say=on")).body, "on");
}

TEST_F(HttpServer, FinishesWhatIsInFlightWhenStopped) {
    const auto url = house.open();
    WireClient idle(url);
    EXPECT_EQ(idle.ask(get("/echo?say=1")).body, "1");
    WireClient busy(url);
    busy.send(get("/gate"));
    ASSERT_TRUE(eventually([&] { return house.office.waiting_at_gate() == 1; }));

    std::thread stopper([&] { house.server->stop(); });
    EXPECT_TRUE(idle.is_ended());
    house.office.open_gate();
    const auto answer = busy.read_answer();
    EXPECT_EQ(answer.body, "through");
    EXPECT_EQ(answer.headers.at("connection"), "close");
    EXPECT_TRUE(busy.is_ended());
    busy.close();
    stopper.join();
    EXPECT_FALSE(WireClient(url).is_connected());
    house.server->stop();
}

TEST_F(HttpServer, LeavesConnectionsThatOutlastTheDrain) {
    house.options.drain = 50ms;
    const auto url = house.open();
    WireClient busy(url);
    busy.send(get("/gate"));
    ASSERT_TRUE(eventually([&] { return house.office.waiting_at_gate() == 1; }));
    std::thread stopper([&] { house.server->stop(); });
    EXPECT_TRUE(busy.is_ended());
    house.office.open_gate();
    stopper.join();
}

TEST_F(HttpServer, SaysWhyItCannotBind) {
    const auto url = house.open();
    auto options = house.options;
    options.port = WireClient::port_of(url);
    Server second(options, house.office);
    const auto taken = second.start();
    ASSERT_FALSE(taken);
    EXPECT_EQ(taken.error().name, "server.address");
    EXPECT_EQ(taken.error().code, ErrorCode::unavailable);

    options.address = "not an address";
    Server third(options, house.office);
    EXPECT_EQ(third.start().error().name, "server.address");
}

TEST_F(HttpServer, ServesManyAtOnce) {
    const auto url = house.open();
    std::vector<std::thread> clients;
    std::atomic<int> right = 0;
    for (int c = 0; c < 16; ++c) {
        clients.emplace_back([&, c] {
            WireClient client(url);
            for (int i = 0; i < 50; ++i) {
                const auto text = std::to_string(c * 1000 + i);
                if (client.ask(get((i % 2 == 0 ? "/io?say=" : "/echo?say=") + text)).body == text) ++right;
            }
        });
    }
    for (auto& client : clients) client.join();
    EXPECT_EQ(right, 800);
}

}  // namespace
}  // namespace courtyard

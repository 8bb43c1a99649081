// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/http/plain_get.h"

#include <gtest/gtest.h>

#include <random>
#include <string>
#include <vector>

#include "api/http/framing.h"
#include "api/http/request_parser.h"
#include "api/http/target.h"

namespace courtyard {
namespace {

const std::string browser =
    "GET /tiles/areas,courtyards/9/416/204.mvt?v=12.20000 HTTP/1.1\r\nHost: map.example:8080\r\n"
    "User-Agent: Mozilla/5.0 (X11; Linux x86_64)\r\nAccept: */*\r\nAccept-Language: zh-CN,zh;q=0.9\r\n"
    "accept-encoding: gzip, deflate\r\nReferer: http://map.example:8080/\r\nSec-Fetch-Dest: empty\r\n"
    "sec-ch-ua-platform: \"Linux\"\r\nCookie: sid=cy_1; other=2\r\nIf-None-Match: \"0a-gz\"\r\n"
    "Connection: Keep-Alive\r\n\r\n";

std::string asking(const std::string& fields) { return "GET /tiles/a HTTP/1.1\r\n" + fields + "\r\n"; }

TEST(PlainGet, TakesABrowsersQuestionApart) {
    const auto get = plain_get(browser);
    ASSERT_TRUE(get);
    EXPECT_EQ(get->path, "/tiles/areas,courtyards/9/416/204.mvt");
    EXPECT_EQ(get->query, "v=12.20000");
    EXPECT_EQ(get->accept_encoding, "gzip, deflate");
    EXPECT_EQ(get->if_none_match, "\"0a-gz\"");
    EXPECT_EQ(get->cookie, "sid=cy_1; other=2");
    EXPECT_EQ(get->authorization, std::nullopt);
}

TEST(PlainGet, KeepsWhatAProxySaysForWhoKnowsTheProxies) {
    const std::string head = asking(
        "Host: a\r\nX-Forwarded-For: 192.0.2.1\r\nX-Forwarded-Proto: https\r\n"
        "Forwarded: for=192.0.2.2\r\nX-Real-IP: 192.0.2.3\r\nVia: 1.1 proxy\r\n"
        "X-Forwarded-Host: b\r\nX-Forwarded-Port: 443\r\n");
    const auto get = plain_get(head);
    ASSERT_TRUE(get);
    EXPECT_TRUE(get->came_by_proxy());
    EXPECT_EQ(get->x_forwarded_for, "192.0.2.1");
    EXPECT_EQ(get->x_forwarded_proto, "https");
    EXPECT_EQ(get->forwarded, "for=192.0.2.2");
    EXPECT_EQ(get->peer, "") << "nobody's word yet";
    EXPECT_FALSE(plain_get(browser)->came_by_proxy());
    EXPECT_FALSE(plain_get(asking("Host: a\r\nX-Forwarded-For: b\r\nX-Forwarded-For: c\r\n")));
}

TEST(PlainGet, KeepsTheOriginForWhoLetsOthersRead) {
    const std::string named = asking("Host: a\r\nOrigin: https://b.example\r\n");
    EXPECT_EQ(plain_get(named)->origin, "https://b.example");
    EXPECT_EQ(plain_get(browser)->origin, std::nullopt);
    EXPECT_FALSE(plain_get(asking("Host: a\r\nOrigin: https://b.example\r\norigin: https://c.example\r\n")));
}

TEST(PlainGet, LeavesWhatIsNotPlainToTheFullParser) {
    for (const std::string& head :
         std::vector<std::string>{asking(""),                                  // no Host
                                  asking("Host: a\r\nHost: a\r\n"),            // two
                                  asking("Host: a/b\r\n"),                     // not one
                                  asking("Host: \r\n"),                        //
                                  asking("Host : a\r\n"),                      // blank before the colon
                                  asking("Host: a\r\nContent-Length: 0\r\n"),  //
                                  asking("Host: a\r\nTransfer-Encoding: chunked\r\n"),     //
                                  asking("Host: a\r\nExpect: 100-continue\r\n"),           //
                                  asking("Host: a\r\nConnection: close\r\n"),              //
                                  asking("Host: a\r\nConnection: keep-alive, close\r\n"),  //
                                  asking("Host: a\r\nUpgrade: h2c\r\n"),                   //
                                  asking("Host: a\r\nRange: bytes=0-1\r\n"),               //
                                  asking("Host: a\r\nX-Unknown: 1\r\n"),                   //
                                  asking("Host: a\r\nCookie: a\r\nCookie: b\r\n"),         //
                                  asking("Host: a\r\nAuthorization: a\r\nauthorization: b\r\n"),
                                  asking("Host: a\r\nAccept-Encoding: gzip\r\nAccept-Encoding: br\r\n"),
                                  asking("Host: a\r\nUser-Agent: \x01\r\n"),
                                  asking("Host: a\r\nUser-Agent: \xE7\x8E\x8B\r\n"),
                                  asking("Host: a\r\nUser-Agent\r\n"),
                                  asking("Host: a\r\n: x\r\n"),
                                  "HEAD /tiles/a HTTP/1.1\r\nHost: a\r\n\r\n",
                                  "GET  /tiles/a HTTP/1.1\r\nHost: a\r\n\r\n",
                                  "GET /tiles/a HTTP/1.0\r\nHost: a\r\n\r\n",
                                  "GET /tiles/a  HTTP/1.1\r\nHost: a\r\n\r\n",
                                  "GET http://a/tiles/a HTTP/1.1\r\nHost: a\r\n\r\n",
                                  "GET * HTTP/1.1\r\nHost: a\r\n\r\n",
                                  "GET /tiles/../a HTTP/1.1\r\nHost: a\r\n\r\n",
                                  "GET /tiles/. HTTP/1.1\r\nHost: a\r\n\r\n",
                                  "GET /tiles/%61 HTTP/1.1\r\nHost: a\r\n\r\n",
                                  "GET /tiles/a?v=1+2 HTTP/1.1\r\nHost: a\r\n\r\n",
                                  "GET /tiles/a?v=%31 HTTP/1.1\r\nHost: a\r\n\r\n",
                                  "GET /tiles/a#b HTTP/1.1\r\nHost: a\r\n\r\n",
                                  "GET /" + std::string(2000, 'a') + " HTTP/1.1\r\nHost: a\r\n\r\n"})
        EXPECT_FALSE(plain_get(head)) << head;
}

/// A head as the full way reads it; nothing when it is refused there.
std::optional<RequestHead> fully(const std::string& text) {
    HeadScanner scanner;
    const auto complete = scanner.is_complete(text);
    if (!complete || !*complete || scanner.length() != text.size()) return std::nullopt;
    RawHead raw;
    Intake intake;
    RequestParser parser(raw, intake);
    boost::system::error_code error;
    parser.put(boost::asio::buffer(text), error);
    if (error || !parser.is_header_done()) return std::nullopt;
    const auto framing = check_framing(raw);
    if (!framing || framing->has_body() || !framing->keep_alive) return std::nullopt;
    const auto target = decode_target(framing->target);
    if (!target) return std::nullopt;
    RequestHead head;
    head.method = framing->method;
    head.target = framing->target;
    head.segments = target->segments;
    head.query = target->query;
    head.headers = raw.fields;
    return head;
}

TEST(PlainGet, NeverTakesWhatTheFullParserReadsOtherwise) {
    const unsigned seed = std::random_device{}();
    SCOPED_TRACE(seed);
    std::mt19937 random(seed);
    using namespace std::string_literals;
    const std::string material = "\r\n\t :;,=/.?%&*#\"\\ \0\x7f\xc3GETHhostCl0019-"s;
    int taken = 0;
    for (int trial = 0; trial < 60'000; ++trial) {
        std::string text = browser;
        for (unsigned edits = random() % 4; edits > 0; --edits) {
            const auto at = random() % (text.size() - 4);
            const char c = material[random() % material.size()];
            switch (random() % 4) {
                case 0:
                    text.insert(at, 1, c);
                    break;
                case 1:
                    text.erase(at, 1 + random() % 3);
                    break;
                case 2:
                    text.insert(at, text.substr(random() % text.size(), random() % 40));
                    break;
                default:
                    text[at] = c;
            }
        }
        HeadScanner scanner;
        const auto complete = scanner.is_complete(text);
        if (!complete || !*complete) continue;
        text.resize(scanner.length());
        const auto get = plain_get(text);
        if (!get) continue;
        ++taken;
        const auto head = fully(text);
        ASSERT_TRUE(head) << text;
        EXPECT_EQ(head->method, Method::get);
        std::string path;
        for (const std::string& segment : head->segments) path += "/" + segment;
        EXPECT_EQ(get->path, path.empty() ? "/" : path) << text;
        const std::string whole =
            std::string(get->path) + (get->query ? "?" + std::string(*get->query) : std::string());
        EXPECT_EQ(head->target, whole) << text;
        EXPECT_EQ(head->header("accept-encoding"), get->accept_encoding) << text;
        EXPECT_EQ(head->header("if-none-match"), get->if_none_match) << text;
        EXPECT_EQ(head->header("authorization"), get->authorization) << text;
        EXPECT_EQ(head->header("cookie"), get->cookie) << text;
    }
    EXPECT_GT(taken, 10'000);
}

}  // namespace
}  // namespace courtyard

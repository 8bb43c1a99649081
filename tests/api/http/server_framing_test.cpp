// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
// Bytes on the wire against what must be answered: rows 1-8 and 14 of the table of bad inputs. After each
// comes a second request that must never be heard, because nobody can say where the first one ended.
#include <gtest/gtest.h>

#include "tests/api/http/county_office.h"
#include "tests/api/http/wire_client.h"

namespace courtyard {
namespace {

struct Row {
    std::string what;
    std::string bytes;
    unsigned status;
};

void PrintTo(const Row& row, std::ostream* out) { *out << row.what; }

class BadBytes : public testing::TestWithParam<Row> {
  protected:
    static void SetUpTestSuite() {
        house = new OpenOffice;
        house->open();
    }
    static void TearDownTestSuite() { delete house; }

    static inline OpenOffice* house = nullptr;
};

TEST_P(BadBytes, AreAnsweredAndTheConnectionEnds) {
    const auto heard_before = house->office.heard().size();
    WireClient client(house->server->url());
    client.send(GetParam().bytes);
    client.send("GET /echo?say=smuggled HTTP/1.1\r\nHost: a\r\n\r\n");
    const auto answer = client.read_answer();
    EXPECT_EQ(answer.status, GetParam().status) << answer.body;
    EXPECT_EQ(answer.headers.at("connection"), "close");
    EXPECT_FALSE(answer.headers.at("x-request-id").empty());
    EXPECT_TRUE(client.is_ended());
    EXPECT_EQ(house->office.heard().size(), heard_before);

    WireClient next(house->server->url());
    EXPECT_EQ(next.ask("GET /echo?say=well HTTP/1.1\r\nHost: a\r\n\r\n").body, "well");
}

Row head(std::string what, std::string lines, unsigned status = 400) {
    return {std::move(what), "POST /echo HTTP/1.1\r\nHost: a\r\n" + lines + "\r\n", status};
}

Row first_line(std::string what, std::string line, unsigned status = 400) {
    return {std::move(what), line + "\r\nHost: a\r\n\r\n", status};
}

Row chunks(std::string what, std::string body, unsigned status = 400) {
    return {std::move(what), "POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n" + body,
            status};
}

std::string fields(int count) {
    std::string lines;
    for (int i = 0; i < count; ++i) lines += "X-F: v\r\n";
    return lines;
}

INSTANTIATE_TEST_SUITE_P(
    LengthAndEncoding, BadBytes,
    testing::Values(head("length then chunked", "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n"),
                    head("chunked then length", "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n"),
                    head("gzip with length", "Transfer-Encoding: gzip\r\nContent-Length: 5\r\n"),
                    head("gzip", "Transfer-Encoding: gzip\r\n", 501),
                    head("identity", "Transfer-Encoding: identity\r\n", 501),
                    head("xchunked", "Transfer-Encoding: xchunked\r\n", 501),
                    head("chunked, identity", "Transfer-Encoding: chunked, identity\r\n", 501),
                    head("gzip, chunked", "Transfer-Encoding: gzip, chunked\r\n", 501),
                    head("chunked twice", "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n"),
                    Row{"1.0 and chunked", "POST /echo HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n", 400},
                    head("two lengths", "Content-Length: 5\r\nContent-Length: 6\r\n"),
                    head("equal lengths", "Content-Length: 5\r\nContent-Length: 5\r\n"),
                    head("list of lengths", "Content-Length: 5, 5\r\n"), head("+5", "Content-Length: +5\r\n"),
                    head("-1", "Content-Length: -1\r\n"), head("0x5", "Content-Length: 0x5\r\n"),
                    head("2^64", "Content-Length: 18446744073709551616\r\n"),
                    head("empty length", "Content-Length:\r\n")));

INSTANTIATE_TEST_SUITE_P(
    Lines, BadBytes,
    testing::Values(
        Row{"no host", "GET /echo HTTP/1.1\r\n\r\n", 400}, head("two hosts", "Host: a\r\n"),
        Row{"bad host", "GET /echo HTTP/1.1\r\nHost: a b\r\n\r\n", 400},
        head("folded line", "X-A: b\r\n c\r\n"), head("bare carriage return", "X-A: b\rc\r\n"),
        head("bare line feed", "X-A: b\n"), head("NUL", std::string("X-A: b\0c\r\n", 10)),
        head("space before colon", "Content-Length : 5\r\n"), head("empty name", ": b\r\n"),
        head("name with bytes", "X-\xe6: b\r\n"), first_line("line feeds only", "GET / HTTP/1.1\nA: b\n"),
        first_line("tls", "\x16\x03\x01\x02"), first_line("no version", "GET /echo"),
        first_line("HTTP/2.0", "PRI * HTTP/2.0"), first_line("HTTP/1.2", "GET /echo HTTP/1.2"),
        first_line("two spaces", "GET  /echo HTTP/1.1"),
        first_line("unknown method", "BREW /echo HTTP/1.1", 501),
        first_line("tunnel", "CONNECT a:443 HTTP/1.1", 501),
        first_line("other host", "GET http://b/echo HTTP/1.1"),
        first_line("space in target", "GET /ec ho HTTP/1.1"),
        first_line("byte over 0x7E", "GET /\xe6\x9d\x91 HTTP/1.1"),
        first_line("fragment", "GET /echo#x HTTP/1.1"), first_line("escape", "GET /%zz HTTP/1.1"),
        first_line("escaped NUL", "GET /a%00 HTTP/1.1"), first_line("escaped slash", "GET /a%2Fb HTTP/1.1"),
        first_line("dots", "GET /static/%2e%2e/secret HTTP/1.1", 404),
        Row{"get with body", "GET /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc", 400}));

INSTANTIATE_TEST_SUITE_P(
    Chunks, BadBytes,
    testing::Values(chunks("size overflow", "11111111111111111\r\n"),
                    chunks("0x5", "0x5\r\nabcde\r\n0\r\n\r\n"),
                    chunks("no line end", "5\r\nabcdeX\r\n0\r\n\r\n"), chunks("negative", "-5\r\nabcde\r\n"),
                    chunks("length in trailer", "0\r\nContent-Length: 5\r\n\r\n"),
                    chunks("100 kB extension", "5;" + std::string(100'000, 'x') + "\r\nabcde\r\n0\r\n\r\n"),
                    chunks("100 kB trailer", "0\r\nX-T: " + std::string(100'000, 'x') + "\r\n\r\n"),
                    chunks("line feed only", "5\nabcde\n0\n\n"),
                    chunks("over the limit", "3e9\r\n" + std::string(1001, 'x') + "\r\n0\r\n\r\n", 413),
                    chunks("over the limit in two",
                           "3e8\r\n" + std::string(1000, 'x') + "\r\n1\r\nx\r\n0\r\n\r\n", 413)));

INSTANTIATE_TEST_SUITE_P(
    Limits, BadBytes,
    testing::Values(head("17 KiB", "X-A: " + std::string(17 * 1024, 'a') + "\r\n", 431),
                    head("65 fields", fields(64), 431),
                    first_line("9 KiB target", "GET /" + std::string(9 * 1024, 'a') + " HTTP/1.1", 414),
                    head("body over limit", "Content-Length: 1001\r\n", 413),
                    head("expectation", "Content-Length: 5\r\nExpect: tea\r\n", 417),
                    head("too much, expected", "Content-Length: 1001\r\nExpect: 100-continue\r\n", 413)));

TEST(GoodBytes, PassWhereTheLimitsJustHold) {
    OpenOffice house;
    WireClient client(house.open());
    EXPECT_EQ(client.ask("GET /echo?say=a HTTP/1.1\r\nHost: a\r\n" + fields(63) + "\r\n").status, 200U);
    EXPECT_EQ(client.ask("GET /echo?say=" + std::string(8000, 'b') + " HTTP/1.1\r\nHost: a\r\n\r\n").status,
              200U);
    EXPECT_EQ(
        client.ask("GET /echo HTTP/1.1\r\nHost: a\r\nX-A: " + std::string(15'000, 'c') + "\r\n\r\n").status,
        200U);
    EXPECT_EQ(
        client.ask("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\n" + std::string(1000, 'd'))
            .body.size(),
        1000U);
    EXPECT_EQ(client.ask("\r\nGET /echo?say=e HTTP/1.1\r\nHost: a\r\n\r\n").body, "e");
    EXPECT_EQ(client.ask("GET http://a/echo?say=f HTTP/1.1\r\nHost: a\r\nUpgrade: h2c\r\n\r\n").body, "f");
}

TEST(GoodBytes, ArriveOneByOne) {
    OpenOffice house;
    WireClient client(house.open());
    const std::string bytes =
        "POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
        "3;x=y\r\nabc\r\n2\r\nde\r\n0\r\nX-Trailer: t\r\n\r\n"
        "GET /echo?say=next HTTP/1.1\r\nHost: a\r\n\r\n";
    for (const char byte : bytes) client.send({&byte, 1});
    EXPECT_EQ(client.read_answer().body, "abcde");
    EXPECT_EQ(client.read_answer().body, "next");
}

}  // namespace
}  // namespace courtyard

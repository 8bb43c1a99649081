// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/http/framing.h"

#include <gtest/gtest.h>

namespace courtyard {
namespace {

RawHead head_of(std::string method, std::string target, Fields fields, unsigned version = 11) {
    return {std::move(method), std::move(target), version, std::move(fields)};
}

struct Row {
    std::string what;
    RawHead head;
    Refusal expected;
};

void PrintTo(const Row& row, std::ostream* out) { *out << row.what; }

class RefusedHead : public testing::TestWithParam<Row> {};

TEST_P(RefusedHead, IsRefused) {
    const auto framing = check_framing(GetParam().head);
    ASSERT_FALSE(framing) << GetParam().what;
    EXPECT_EQ(framing.error(), GetParam().expected) << GetParam().what << ": " << framing.error().name;
}

const std::pair<std::string, std::string> host{"host", "village.example:8080"};

Row post(std::string what, Fields fields, Refusal expected = bad_framing, unsigned version = 11) {
    fields.insert(fields.begin(), host);
    return {std::move(what), head_of("POST", "/", std::move(fields), version), expected};
}

Row host_row(const std::string& value) {
    return {"bad host", head_of("GET", "/", {{"host", value}}), bad_framing};
}

Row target_row(std::string target, Refusal expected = bad_target) {
    return {"bad target", head_of("GET", target, {host}), expected};
}

INSTANTIATE_TEST_SUITE_P(
    Lengths, RefusedHead,
    testing::Values(
        post("length and encoding", {{"content-length", "5"}, {"transfer-encoding", "chunked"}}),
        post("encoding and length", {{"transfer-encoding", "chunked"}, {"content-length", "5"}}),
        post("encoding twice", {{"transfer-encoding", "chunked"}, {"transfer-encoding", "chunked"}}),
        post("gzip", {{"transfer-encoding", "gzip"}}, not_implemented),
        post("identity", {{"transfer-encoding", "identity"}}, not_implemented),
        post("xchunked", {{"transfer-encoding", "xchunked"}}, not_implemented),
        post("list", {{"transfer-encoding", "chunked, identity"}}, not_implemented),
        post("empty encoding", {{"transfer-encoding", ""}}, not_implemented),
        post("chunked in 1.0", {{"transfer-encoding", "chunked"}}, bad_framing, 10),
        post("two lengths", {{"content-length", "5"}, {"content-length", "6"}}),
        post("the same length twice", {{"content-length", "5"}, {"content-length", "5"}}),
        post("list of lengths", {{"content-length", "5, 5"}}), post("plus", {{"content-length", "+5"}}),
        post("minus", {{"content-length", "-1"}}), post("hexadecimal", {{"content-length", "0x5"}}),
        post("2^64", {{"content-length", "18446744073709551616"}}),
        post("empty length", {{"content-length", ""}}), post("blank length", {{"content-length", " 5"}}),
        post("unknown expectation", {{"expect", "tea"}}, unmet_expectation)));

INSTANTIATE_TEST_SUITE_P(Hosts, RefusedHead,
                         testing::Values(Row{"no host", head_of("GET", "/", {}), bad_framing},
                                         Row{"two hosts", head_of("GET", "/", {host, host}), bad_framing},
                                         host_row(""), host_row("a b"), host_row("a/b"), host_row("user@a"),
                                         host_row("a:b"), host_row("a:80:80"), host_row("[::1"),
                                         host_row("[]"), host_row("a:123456"), host_row("村.example"),
                                         host_row(":80")));

INSTANTIATE_TEST_SUITE_P(Targets, RefusedHead,
                         testing::Values(target_row("x"), target_row("*"), target_row("village.example:443"),
                                         target_row("http://elsewhere.example/"),
                                         target_row("http://village.example/"),
                                         target_row("ftp://village.example:8080/"),
                                         target_row("/" + std::string(target_limit, 'a'), target_too_long)));

INSTANTIATE_TEST_SUITE_P(
    Methods, RefusedHead,
    testing::Values(Row{"unknown", head_of("BREW", "/", {host}), not_implemented},
                    Row{"lower case", head_of("get", "/", {host}), not_implemented},
                    Row{"tunnel", head_of("CONNECT", "/", {host}), not_implemented},
                    Row{"get with body", head_of("GET", "/", {host, {"content-length", "1"}}), bad_framing},
                    Row{"head with body", head_of("HEAD", "/", {host, {"content-length", "1"}}), bad_framing},
                    Row{"delete with body", head_of("DELETE", "/", {host, {"transfer-encoding", "chunked"}}),
                        bad_framing},
                    Row{"65 fields", head_of("GET", "/", Fields(65, host)), head_too_large}));

TEST(Framing, ReadsALength) {
    const auto head = head_of("PUT", "/a?b", {host, {"content-length", "18446744073709551615"}});
    const auto framing = check_framing(head);
    ASSERT_TRUE(framing);
    EXPECT_EQ(framing->method, Method::put);
    EXPECT_EQ(framing->target, "/a?b");
    EXPECT_EQ(framing->content_length, 18446744073709551615U);
    EXPECT_TRUE(framing->has_body());
    EXPECT_TRUE(framing->keep_alive);
    EXPECT_FALSE(framing->expects_continue);
}

TEST(Framing, TakesALengthOfNothingWithEveryMethod) {
    const auto head = head_of("GET", "/", {host, {"content-length", "0"}});
    ASSERT_TRUE(check_framing(head));
    EXPECT_FALSE(check_framing(head)->has_body());
}

TEST(Framing, TakesChunkedInAnyCase) {
    const auto head =
        head_of("POST", "/", {host, {"transfer-encoding", "Chunked"}, {"expect", "100-Continue"}});
    const auto framing = check_framing(head);
    ASSERT_TRUE(framing);
    EXPECT_TRUE(framing->chunked);
    EXPECT_TRUE(framing->expects_continue);
    EXPECT_EQ(framing->content_length, std::nullopt);
}

TEST(Framing, TakesTheAbsoluteFormOfTheSameHost) {
    const auto head = head_of("GET", "HTTP://Village.example:8080/a?b=c", {host});
    EXPECT_EQ(check_framing(head)->target, "/a?b=c");
    const auto bare = head_of("GET", "http://village.example:8080", {host});
    EXPECT_EQ(check_framing(bare)->target, "/");
}

TEST(Framing, TakesTheStarForOptionsOnly) { EXPECT_TRUE(check_framing(head_of("OPTIONS", "*", {host}))); }

TEST(Framing, TakesHostsOfEveryKind) {
    for (const auto* value : {"a", "127.0.0.1", "[::1]:8080", "[::1]", "xn--qbv.example", "a_b:1", "a:"}) {
        EXPECT_TRUE(check_framing(head_of("GET", "/", {{"host", value}}))) << value;
    }
}

TEST(Framing, KeepsAnOldClientOnlyWhenItAsks) {
    EXPECT_FALSE(check_framing(head_of("GET", "/", {}, 10))->keep_alive);
    EXPECT_TRUE(check_framing(head_of("GET", "/", {{"connection", "Keep-Alive"}}, 10))->keep_alive);
    EXPECT_FALSE(check_framing(head_of("GET", "/", {host, {"connection", "x, Close"}}))->keep_alive);
}

TEST(HeadScanner, FindsTheEndWhateverThePieces) {
    const std::string text = "GET / HTTP/1.1\r\nHost: a\r\n\r\nGET /next";
    for (std::size_t step = 1; step < text.size(); ++step) {
        HeadScanner scanner;
        std::size_t end = step;
        while (!scanner.is_complete(text.substr(0, end)).value()) end += step;
        EXPECT_EQ(scanner.length(), 27U) << "step " << step;
        EXPECT_GE(end, 27U);
    }
}

TEST(HeadScanner, RefusesWhatNoRequestBeginsWith) {
    EXPECT_EQ(HeadScanner().is_complete("\x16\x03\x01").error(), bad_framing);
    EXPECT_EQ(HeadScanner().is_complete(" GET").error(), bad_framing);
}

TEST(HeadScanner, RefusesLineFeedsAloneAndFoldedLines) {
    EXPECT_EQ(HeadScanner().is_complete("GET / HTTP/1.1\n").error(), bad_framing);
    EXPECT_EQ(HeadScanner().is_complete("GET / HTTP/1.1\r\nA: b\n\r\n").error(), bad_framing);
    EXPECT_EQ(HeadScanner().is_complete("GET / HTTP/1.1\r\nA: b\r\n\tc\r\n\r\n").error(), bad_framing);
    EXPECT_EQ(HeadScanner().is_complete("GET / HTTP/1.1\r\n A: b\r\n\r\n").error(), bad_framing);
}

TEST(HeadScanner, RefusesWhatIsTooLongBeforeItsEnd) {
    EXPECT_EQ(HeadScanner().is_complete("GET /" + std::string(9 * 1024, 'a')).error(), target_too_long);
    const std::string start = "GET / HTTP/1.1\r\nA: ";
    EXPECT_EQ(HeadScanner().is_complete(start + std::string(17 * 1024, 'a')).error(), head_too_large);
    EXPECT_TRUE(HeadScanner().is_complete(start + std::string(15 * 1024, 'a')));
    EXPECT_TRUE(HeadScanner().is_complete(start + "\r\n\r\n" + std::string(30 * 1024, 'a')).value());
}

}  // namespace
}  // namespace courtyard

// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/http/response_head.h"

#include <gmock/gmock.h>

namespace courtyard {
namespace {

using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

Response saying(unsigned status, Fields headers = {}) {
    Response response;
    response.status = status;
    response.headers = std::move(headers);
    return response;
}

TEST(ResponseHead, SaysWhoWhenAndHowLong) {
    const auto head = response_head(saying(200, {{"ETag", "\"a\""}}), {"00ff", 12, true});
    EXPECT_THAT(head, StartsWith("HTTP/1.1 200 OK\r\nServer: courtyard\r\nDate: "));
    EXPECT_THAT(head, HasSubstr("\r\nX-Request-Id: 00ff\r\nETag: \"a\"\r\nContent-Length: 12\r\n"));
    EXPECT_TRUE(head.ends_with("\r\nConnection: keep-alive\r\n\r\n"));
}

TEST(ResponseHead, GivesNoLengthWhereNoBodyCanBe) {
    EXPECT_THAT(response_head(saying(304), {"1", 0, true}), Not(HasSubstr("Content-Length")));
    EXPECT_THAT(response_head(saying(204), {"1", 0, true}), Not(HasSubstr("Content-Length")));
    EXPECT_THAT(response_head(saying(200), {"1", std::nullopt, false}), Not(HasSubstr("Content-Length")));
    EXPECT_THAT(response_head(saying(200), {"1", 0, false}),
                HasSubstr("Content-Length: 0\r\nConnection: close"));
}

TEST(ResponseHead, LetsNoHandlerSpeakAboutFraming) {
    const auto head = response_head(
        saying(200, {{"content-length", "99"}, {"Transfer-Encoding", "chunked"}, {"SERVER", "other"}}),
        {"1", 5, true});
    EXPECT_THAT(head, Not(HasSubstr("99")));
    EXPECT_THAT(head, Not(HasSubstr("chunked")));
    EXPECT_THAT(head, Not(HasSubstr("other")));
}

TEST(ResponseHead, IsNotMadeFromHeadersThatBreakIt) {
    EXPECT_TRUE(is_well_formed(saying(200, {{"A", "b\tc 村"}})));
    EXPECT_FALSE(is_well_formed(saying(200, {{"A", "b\r\nC: d"}})));
    EXPECT_FALSE(is_well_formed(saying(200, {{"A", std::string("b\0", 2)}})));
    EXPECT_FALSE(is_well_formed(saying(200, {{"A:", "b"}})));
    EXPECT_FALSE(is_well_formed(saying(200, {{"", "b"}})));
    EXPECT_FALSE(is_well_formed(saying(101)));
    EXPECT_FALSE(is_well_formed(saying(0)));
}

TEST(HttpDate, IsInGreenwichAndEnglish) {
    EXPECT_EQ(http_date(0), "Thu, 01 Jan 1970 00:00:00 GMT");
    EXPECT_EQ(http_date(1688087700), "Fri, 30 Jun 2023 01:15:00 GMT");
}

}  // namespace
}  // namespace courtyard

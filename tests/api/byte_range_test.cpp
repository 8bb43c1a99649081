// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/byte_range.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

namespace courtyard {
namespace {

/// What is said about a file of ten bytes.
struct Said {
    unsigned status = 0;
    std::uint64_t from = 0;
    std::uint64_t count = 0;
    std::string range;
    bool operator==(const Said&) const = default;
};

Said asked(Fields headers, Method method = Method::get) {
    RequestHead head;
    head.method = method;
    head.headers = std::move(headers);
    const Response response = file_answer(head, "/file", 10, "\"tag\"", {});
    Said said;
    said.status = response.status;
    if (response.stretch) {
        said.from = response.stretch->from;
        said.count = response.stretch->count;
    }
    const auto found = std::ranges::find(response.headers, "content-range",
                                         [](const auto& field) -> const std::string& { return field.first; });
    if (found != response.headers.end()) said.range = found->second;
    return said;
}

const Said whole{200, 0, 10, ""};

TEST(ByteRange, SendsTheWholeWhereNothingElseIsAsked) {
    EXPECT_EQ(asked({}), whole);
    EXPECT_EQ(asked({{"range", "bytes=2-4"}}, Method::head), whole);
}

TEST(ByteRange, SendsOneStretch) {
    EXPECT_EQ(asked({{"range", "bytes=2-4"}}), (Said{206, 2, 3, "bytes 2-4/10"}));
    EXPECT_EQ(asked({{"range", "bytes=7-"}}), (Said{206, 7, 3, "bytes 7-9/10"}));
    EXPECT_EQ(asked({{"range", "bytes=7-99"}}), (Said{206, 7, 3, "bytes 7-9/10"}));
    EXPECT_EQ(asked({{"range", "bytes=-3"}}), (Said{206, 7, 3, "bytes 7-9/10"}));
    EXPECT_EQ(asked({{"range", "bytes=-99"}}), (Said{206, 0, 10, "bytes 0-9/10"}));
    EXPECT_EQ(asked({{"range", "bytes=0-0"}}), (Said{206, 0, 1, "bytes 0-0/10"}));
    EXPECT_EQ(asked({{"range", "bytes=3-99999999999999999999999"}}), (Said{206, 3, 7, "bytes 3-9/10"}));
}

TEST(ByteRange, SaysHowLongTheFileIsWhenNothingOfItIsMeant) {
    EXPECT_EQ(asked({{"range", "bytes=10-"}}), (Said{416, 0, 0, "bytes */10"}));
    EXPECT_EQ(asked({{"range", "bytes=99999999999999999999999-"}}), (Said{416, 0, 0, "bytes */10"}));
    EXPECT_EQ(asked({{"range", "bytes=-0"}}), (Said{416, 0, 0, "bytes */10"}));
}

TEST(ByteRange, PassesOverSeveralRangesAndOtherUnits) {
    EXPECT_EQ(asked({{"range", "bytes=0-1,3-4"}}), whole);
    EXPECT_EQ(asked({{"range", "rows=0-1"}}), whole);
}

TEST(ByteRange, GoesOnOnlyWithTheSameFile) {
    EXPECT_EQ(asked({{"range", "bytes=2-4"}, {"if-range", "\"tag\""}}).status, 206U);
    EXPECT_EQ(asked({{"range", "bytes=2-4"}, {"if-range", "\"other\""}}), whole);
    EXPECT_EQ(asked({{"range", "bytes=2-4"}, {"if-range", "Fri, 30 Jun 2023 01:15:00 GMT"}}), whole);
    EXPECT_EQ(asked({{"range", "bytes=2-4"}, {"if-range", "W/\"tag\""}}), whole);
}

}  // namespace
}  // namespace courtyard

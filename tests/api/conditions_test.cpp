// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/conditions.h"

#include <gtest/gtest.h>

#include "tests/api/a_request.h"

namespace courtyard {
namespace {

TEST(Conditions, ATagIsFoundInAListHoweverItIsWritten) {
    for (const char* list : {"*", " * ", "\"a\"", "W/\"a\"", "\"b\", \"a\"", "\"b\",,\t\"a\" ,", ",\"a\""})
        EXPECT_EQ(named_in(list, "\"a\""), Named::yes) << list;
    for (const char* list : {"\"b\"", "\"A\"", "\"\"", "\"a,\"", "\"b,\\a\"", "W/\"b\""})
        EXPECT_EQ(named_in(list, "\"a\""), Named::no) << list;
    EXPECT_EQ(named_in("\"b,c\", \"a\"", "\"b,c\""), Named::yes);
}

TEST(Conditions, AListOfTagsThatIsNoneIsSeenWhereverItBreaks) {
    for (const char* list : {"", "\"", "W/", "W/\"", "\"a", "a\"", "a", ",,", "\"a\" \"b\"", "*, *", "*\"a\"",
                             "W/W/\"a\"", "w/\"a\"", "\"a\", b", "\"a\x7f\"", "\"a b\""})
        EXPECT_EQ(named_in(list, "\"a\""), Named::unreadable) << list;
}

TEST(Conditions, ARangeOfBytesThatIsNoneIsRefusedAndAnyOtherUnitPassedOver) {
    const auto readable = [](const char* range) {
        return readable_conditions(a_request({}, {{"range", range}})).has_value();
    };
    for (const char* range : {"bytes=0-0", "bytes=5-", "bytes=-5", "bytes= 0-1 , 3-4,", "bytes=007-8",
                              "bytes=9-10", "bytes=99999999999999999999-", "lines=b-a", "pages"})
        EXPECT_TRUE(readable(range)) << range;
    for (const char* range : {"bytes", "bytes=", "bytes=,", "bytes=-", "bytes=5", "bytes=5-1", "bytes=a-b",
                              "bytes=0-1-2", "bytes=0-1;3-4", "bytes=10-9", "bytes=+1-2"})
        EXPECT_FALSE(readable(range)) << range;
}

TEST(Conditions, TheRefusalNamesTheHeader) {
    const auto refused = readable_conditions(a_request({}, {{"accept", "x"}, {"if-match", "\""}}));
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().name, "header.malformed");
    EXPECT_EQ(refused.error().subject, "if-match");
    EXPECT_TRUE(readable_conditions(a_request({}, {{"if-modified-since", "yesterday"}, {"if-range", "\""}})));
}

}  // namespace
}  // namespace courtyard

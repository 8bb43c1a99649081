// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "geo/day.h"

#include <gtest/gtest.h>

namespace courtyard {
namespace {

TEST(Day, CountsFromTheEpoch) {
    EXPECT_EQ(Day::of(1970, 1, 1).since_epoch, 0);
    EXPECT_EQ(Day::of(2000, 3, 1).since_epoch, 11017);
    EXPECT_EQ(Day::of(2023, 6, 30).since_epoch, 19538);
    EXPECT_EQ(Day::of(1969, 12, 31).since_epoch, -1);
}

TEST(Day, IsReadInTheFormsThatPeopleWrite) {
    for (const auto* text : {"2023-06-30", "2023/6/30", "20230630", "2023年6月30日", "2023年06月30日",
                             " 2023-6-30 ", "2023/06/30"}) {
        EXPECT_EQ(Day::parse(text), Day::of(2023, 6, 30)) << text;
    }
    EXPECT_EQ(Day::parse("2024-02-29"), Day::of(2024, 2, 29));
}

TEST(Day, RefusesDaysThatDoNotExistAndOtherForms) {
    for (const auto* text :
         {"",           "2023-02-29",       "1900-02-29",  "2023-13-01", "2023-00-10",  "2023-06-31",
          "2023-06",    "2023-06-30T00:00", "2023-06/30",  "23-06-30",   "2023-006-30", "2023063",
          "202306301",  "30/06/2023",       "2023年6月30", "0000-01-01", "2023-06-30x", "２０２３-06-30",
          "2023--6-30", "+2023-06-30"}) {
        const auto day = Day::parse(text);
        ASSERT_FALSE(day.has_value()) << text;
        EXPECT_EQ(day.error().name, "day.invalid");
    }
}

TEST(Day, KnowsItsMonthAndYear) {
    const auto day = Day::of(2024, 2, 5);
    EXPECT_EQ(day.year(), 2024);
    EXPECT_EQ(day.month(), 2U);
    EXPECT_EQ(day.day_of_month(), 5U);
    EXPECT_EQ(day.last_of_month(), Day::of(2024, 2, 29));
    EXPECT_EQ(day.first_of_year(), Day::of(2024, 1, 1));
    EXPECT_EQ(day.days_in_year(), 366);
    EXPECT_EQ(Day::of(2023, 2, 5).last_of_month(), Day::of(2023, 2, 28));
    EXPECT_EQ(Day::of(1900, 1, 1).days_in_year(), 365);
    EXPECT_EQ(Day::of(2023, 6, 30) - Day::of(2023, 1, 1), 180);
    EXPECT_EQ(Day::of(2023, 12, 31) + 1, Day::of(2024, 1, 1));
}

TEST(Day, LeadsThereAndBackThroughText) {
    for (int since = -30'000; since < 60'000; since += 13) {
        const Day day{since};
        EXPECT_EQ(Day::parse(to_string(day)), day);
        EXPECT_EQ(Day::of(day.year(), day.month(), day.day_of_month()), day);
    }
    EXPECT_EQ(to_string(Day::of(2023, 6, 3)), "2023-06-03");
}

TEST(Day, HasNamesForTheEndsOfTime) {
    EXPECT_LT(always, Day::of(1, 1, 1));
    EXPECT_LT(Day::of(9999, 12, 31), never);
    EXPECT_EQ(to_string(never), "never");
    EXPECT_EQ(to_string(always), "always");
}

TEST(Instant, IsReadWithItsOffset) {
    const Instant expected{1688087700000};  // date -u -d @1688087700: 2023-06-30 01:15:00
    for (const auto* text :
         {"2023-06-30T09:15:00+08:00", "2023-06-30T01:15:00Z", "2023-06-30t01:15:00z", "2023-06-30 01:15:00Z",
          "2023-06-29T20:45:00-04:30", "2023-06-30T09:15:00", "2023-06-30T01:15:00.000Z"}) {
        EXPECT_EQ(Instant::parse(text), expected) << text;
    }
    EXPECT_EQ(Instant::parse("2023-06-30T01:15:00.1239Z").value().ms, 1688087700123);
    EXPECT_EQ(Instant::parse("2023-06-30T01:15:00.5Z").value().ms, 1688087700500);
}

TEST(Instant, RefusesWhatIsNotRfc3339) {
    for (const auto* text :
         {"", "2023-06-30", "2023-06-30T", "2023-06-30T9:15:00Z", "2023-06-30T09:15Z", "2023-06-30T24:00:00Z",
          "2023-06-30T09:60:00Z", "2023-06-30T09:15:60Z", "2023-06-30T09:15:00.Z", "2023-06-30T09:15:00+0800",
          "2023-06-30T09:15:00+8:00", "2023-06-30T09:15:00+24:00", "2023-02-30T09:15:00Z",
          "2023-6-30T09:15:00Z", "2023-06-30T09:15:00ZZ", "1688087700"}) {
        const auto instant = Instant::parse(text);
        ASSERT_FALSE(instant.has_value()) << text;
        EXPECT_EQ(instant.error().name, "instant.invalid");
    }
}

TEST(Instant, FallsOnTheCalendarDayOfBeijing) {
    EXPECT_EQ(Instant::parse("2023-06-30T15:59:59.999Z").value().day(), Day::of(2023, 6, 30));
    EXPECT_EQ(Instant::parse("2023-06-30T16:00:00Z").value().day(), Day::of(2023, 7, 1));
    EXPECT_EQ(Instant::parse("1969-12-31T15:59:59Z").value().day(), Day::of(1969, 12, 31));
}

TEST(Instant, IsWrittenInUtcWithMilliseconds) {
    EXPECT_EQ(to_string(Instant{1688087700007}), "2023-06-30T01:15:00.007Z");
    EXPECT_EQ(to_string(Instant{-1}), "1969-12-31T23:59:59.999Z");
    EXPECT_EQ(Instant::parse(to_string(Instant{1688087700007})), Instant{1688087700007});
}

}  // namespace
}  // namespace courtyard

// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "campaign/timeline.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "campaign/ledger.h"

namespace courtyard {
namespace {

const Campaign& courtyards() { return *find_campaign("beautiful-courtyard"); }

PlainStep step(int day, std::string_view status) { return {Day{day}, *courtyards().status(status)}; }

std::vector<CountedInterval> counted(std::vector<PlainStep> steps) {
    return counted_intervals(timeline_of(courtyards(), steps));
}

TEST(Timeline, CountsFromTheDayOfAcceptanceUntilTheDayOfRevocation) {
    EXPECT_EQ(counted({step(1, "registered"), step(10, "accepted"), step(50, "revoked")}),
              (std::vector<CountedInterval>{{Day{10}, Day{50}}}));
}

TEST(Timeline, APlaqueAfterAcceptanceIsOneStretch) {
    EXPECT_EQ(counted({step(10, "accepted"), step(12, "published"), step(20, "plaque")}),
              (std::vector<CountedInterval>{{Day{10}, never}}));
}

TEST(Timeline, RecheckedKeepsWhetherItCounts) {
    EXPECT_EQ(counted({step(10, "accepted"), step(30, "rechecked")}),
              (std::vector<CountedInterval>{{Day{10}, never}}));
    EXPECT_TRUE(counted({step(10, "checked"), step(30, "rechecked")}).empty());
}

TEST(Timeline, ReacceptanceStartsANewStretch) {
    EXPECT_EQ(counted({step(10, "accepted"), step(20, "revoked"), step(400, "accepted")}),
              (std::vector<CountedInterval>{{Day{10}, Day{20}}, {Day{400}, never}}));
}

TEST(Timeline, StepsThatArriveLateAreOrderedByTheirDay) {
    EXPECT_EQ(counted({step(50, "revoked"), step(10, "accepted")}),
              (std::vector<CountedInterval>{{Day{10}, Day{50}}}));
}

TEST(Timeline, OfSeveralStepsOnOneDayTheLastDecidesTheDay) {
    EXPECT_TRUE(counted({step(10, "accepted"), step(10, "revoked")}).empty());
    // Revoked and accepted again on one day: nobody sees a gap.
    EXPECT_EQ(counted({step(10, "accepted"), step(30, "revoked"), step(30, "accepted")}),
              (std::vector<CountedInterval>{{Day{10}, never}}));
    EXPECT_EQ(counted({step(10, "accepted"), step(30, "accepted"), step(30, "revoked")}),
              (std::vector<CountedInterval>{{Day{10}, Day{30}}}));
}

const Campaign& bases() { return *find_campaign("skilled-wife"); }

std::vector<std::string> levels(std::vector<std::pair<int, std::string_view>> steps) {
    std::vector<PlainStep> plain;
    for (const auto& [day, level] : steps) plain.push_back({Day{day}, *bases().status(level)});
    std::vector<std::string> list;
    for (const Step& one : timeline_of(bases(), plain)) list.push_back(bases().statuses[one.status].id);
    return list;
}

TEST(Timeline, ABaseStandsAtTheHighestLevelItWasRecognisedFor) {
    EXPECT_EQ(levels({{10, "county"}, {20, "province"}, {30, "prefecture"}}),
              (std::vector<std::string>{"county", "province", "province"}));
}

TEST(Timeline, ARevokedBaseBeginsAgainAtTheLevelItIsGiven) {
    EXPECT_EQ(levels({{10, "province"}, {20, "revoked"}, {30, "county"}}),
              (std::vector<std::string>{"province", "revoked", "county"}));
}

/// Completed in the year, of one household's steps that are booked in the order given.
std::int64_t in_year(const std::vector<PlainStep>& steps, Day day) {
    LedgerEntry entry;
    entry.registered = Day::of(2021, 1, 1);
    entry.counted = counted_intervals(timeline_of(courtyards(), steps));
    const std::vector<Ledger::Change> changes{{0, {}, {entry}}};
    const Ledger ledger = Ledger(1).changed(changes);
    return ledger.account(0)->completed_this_year(day);
}

TEST(Timeline, ReacceptanceCountsInTheYearItFallsInWhateverTheOrderOfArrival) {
    const auto on = [](int year, unsigned month, std::string_view status) {
        return PlainStep{Day::of(year, month, 1), *courtyards().status(status)};
    };
    std::vector<PlainStep> steps{on(2022, 3, "accepted"), on(2023, 5, "revoked"), on(2024, 2, "accepted")};
    std::ranges::sort(steps, {}, &PlainStep::on);
    int orders = 0;
    do {
        ++orders;
        EXPECT_EQ(in_year(steps, Day::of(2022, 12, 31)), 1);
        EXPECT_EQ(in_year(steps, Day::of(2023, 4, 30)), 0);  // it began in 2022
        EXPECT_EQ(in_year(steps, Day::of(2023, 12, 31)), 0);
        EXPECT_EQ(in_year(steps, Day::of(2024, 1, 31)), 0);
        EXPECT_EQ(in_year(steps, Day::of(2024, 2, 1)), 1);
        EXPECT_EQ(in_year(steps, Day::of(2025, 2, 1)), 0);
    } while (std::ranges::next_permutation(steps, {}, &PlainStep::on).found);
    EXPECT_EQ(orders, 6);
}

TEST(Timeline, AStepOfTheSameDayEndsAYearsCount) {
    const auto on = [](Day day, std::string_view status) {
        return PlainStep{day, *courtyards().status(status)};
    };
    const Day last = Day::of(2022, 12, 31);
    // Accepted and revoked on the last day of the year: counted in no year.
    EXPECT_EQ(in_year({on(last, "accepted"), on(last, "revoked")}, last), 0);
    EXPECT_EQ(in_year({on(last, "accepted"), on(last + 1, "revoked")}, last), 1);
    // Revoked and accepted again on New Year's Day: it never stopped counting, so it stays in its year.
    const std::vector<PlainStep> again{on(last, "accepted"), on(last + 1, "revoked"),
                                       on(last + 1, "accepted")};
    EXPECT_EQ(in_year(again, last), 1);
    EXPECT_EQ(in_year(again, last + 1), 0);
}

}  // namespace
}  // namespace courtyard

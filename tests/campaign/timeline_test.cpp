// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "campaign/timeline.h"

#include <gtest/gtest.h>

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
}

}  // namespace
}  // namespace courtyard

// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "campaign/progress.h"

#include <gtest/gtest.h>

#include "tests/geo/grid_county.h"

namespace courtyard {
namespace {

/// A county of three villages with targets and completed households.
class ProgressTest : public testing::Test {
  protected:
    ProgressTest() : county(grid("AAB\nAAB\nCCB")), ledger(county.size()) {}

    AreaIndex village(char letter) const { return county.find(village_code(letter)); }
    AreaIndex top() const { return county.roots().front(); }

    void complete(char letter, Day from, int households, Day until = never) {
        std::vector<LedgerEntry> entries(static_cast<std::size_t>(households),
                                         {Day::of(2021, 1, 1), {{from, until}}, {}});
        ledger = ledger.changed(std::vector<Ledger::Change>{{village(letter), {}, entries}});
    }
    void target(AreaIndex area, std::optional<int> year, std::int64_t value,
                Day approved = Day::of(2021, 1, 1)) {
        targets.add({"beautiful-courtyard", "courtyards", county[area].code, year, value, approved});
    }
    Progress of(AreaIndex area, Day day) const {
        return progress_of({*find_campaign("beautiful-courtyard"), county, ledger, targets}, area, day);
    }

    AreaTree county;
    Ledger ledger;
    TargetBook targets;
};

TEST_F(ProgressTest, ThreeSharesHaveThreeDenominators) {
    target(top(), std::nullopt, 100);
    target(top(), 2023, 20);
    complete('A', Day::of(2022, 5, 1), 46);
    complete('B', Day::of(2023, 2, 1), 6);
    const Progress p = of(top(), Day::of(2023, 6, 30));
    EXPECT_EQ(p.completed, 52);
    EXPECT_EQ(p.completed_year, 6);
    EXPECT_DOUBLE_EQ(*p.share_plan, 52);
    EXPECT_DOUBLE_EQ(*p.share_year, 30);
    EXPECT_DOUBLE_EQ(*p.share_registered, 100);
}

TEST_F(ProgressTest, NothingToDivideByIsEmptyAndNeitherZeroNorAHundred) {
    complete('A', Day::of(2022, 5, 1), 3);
    target(village('A'), std::nullopt, 0);
    EXPECT_EQ(of(village('A'), Day::of(2023, 6, 30)).share_plan, std::nullopt);
    EXPECT_EQ(of(village('B'), Day::of(2023, 6, 30)).share_plan, std::nullopt);
    EXPECT_EQ(of(village('B'), Day::of(2023, 6, 30)).pace, Pace::no_target);
}

TEST_F(ProgressTest, TheSumOfVillagesIsTheCounty) {
    complete('A', Day::of(2021, 5, 1), 4, Day::of(2022, 1, 1));
    complete('B', Day::of(2022, 5, 1), 5);
    complete('C', Day::of(2023, 5, 1), 6);
    for (const Day day :
         {Day::of(2021, 12, 31), Day::of(2022, 1, 1), Day::of(2023, 5, 1), Day::of(2024, 1, 1)}) {
        std::int64_t sum = 0;
        for (const Progress& row :
             progress_by_level({*find_campaign("beautiful-courtyard"), county, ledger, targets}, top(),
                               AreaLevel::village, day))
            sum += row.completed;
        EXPECT_EQ(sum, of(top(), day).completed) << to_string(day);
    }
}

TEST_F(ProgressTest, ARevokedHouseholdLeavesFromThatDayAndAnEarlierReportStillShowsIt) {
    complete('A', Day::of(2022, 5, 1), 1, Day::of(2023, 3, 1));
    EXPECT_EQ(of(top(), Day::of(2023, 2, 28)).completed, 1);
    EXPECT_EQ(of(top(), Day::of(2023, 3, 1)).completed, 0);
}

TEST_F(ProgressTest, ExpectedFollowsUnequalYears) {
    target(top(), std::nullopt, 1000);
    target(top(), 2021, 100);
    target(top(), 2022, 300);
    target(top(), 2023, 365);
    // 100 + 300 + 365 x 181 / 365 = 581 of 1000.
    EXPECT_NEAR(*of(top(), Day::of(2023, 6, 30)).expected_share, 58.1, 1e-9);
}

TEST_F(ProgressTest, PaceIsOnWithinTwoPointsOfThePlan) {
    target(top(), std::nullopt, 100);
    target(top(), 2021, 40);
    struct Case {
        int completed;
        Pace pace;
    };
    for (const Case one :
         {Case{37, Pace::behind}, Case{38, Pace::on_pace}, Case{42, Pace::on_pace}, Case{43, Pace::ahead}}) {
        ledger = Ledger(county.size());
        complete('A', Day::of(2021, 3, 1), one.completed);
        EXPECT_EQ(of(top(), Day::of(2021, 12, 31)).pace, one.pace) << one.completed;
    }
    EXPECT_EQ(of(top(), Day::of(2020, 12, 31)).pace, Pace::not_started);
    EXPECT_EQ(of(top(), Day::of(2026, 1, 1)).pace, Pace::ended);
}

TEST_F(ProgressTest, ATargetIsRevisedFromTheDayItWasApproved) {
    target(top(), std::nullopt, 100, Day::of(2021, 1, 20));
    target(top(), std::nullopt, 120, Day::of(2023, 4, 1));
    EXPECT_EQ(of(top(), Day::of(2021, 1, 19)).target_plan, std::nullopt);
    EXPECT_EQ(of(top(), Day::of(2023, 3, 31)).target_plan, 100);
    EXPECT_EQ(of(top(), Day::of(2023, 4, 1)).target_plan, 120);
}

TEST_F(ProgressTest, AWithdrawnTargetIsNoneFromThatDayOn) {
    target(top(), std::nullopt, 100);
    TargetRecord withdrawn{"beautiful-courtyard", "courtyards", county[top()].code, std::nullopt, 0,
                           Day::of(2023, 4, 1)};
    withdrawn.withdrawn = true;
    targets.add(withdrawn);
    EXPECT_EQ(of(top(), Day::of(2023, 3, 31)).target_plan, 100);
    EXPECT_EQ(of(top(), Day::of(2023, 4, 1)).target_plan, std::nullopt);
    EXPECT_EQ(of(top(), Day::of(2023, 4, 1)).pace, Pace::no_target);
}

TEST_F(ProgressTest, TargetsAreFoundForWhoAsksInAnyOrder) {
    target(village('B'), std::nullopt, 20);
    target(village('A'), std::nullopt, 10);
    const TargetSheet& sheet = *targets.sheet("beautiful-courtyard", "courtyards");
    std::size_t next = 0;
    EXPECT_EQ(sheet.of(village_code('B'), next).value(std::nullopt, Day::of(2023, 1, 1)), 20);
    EXPECT_EQ(sheet.of(village_code('A'), next).value(std::nullopt, Day::of(2023, 1, 1)), 10);
    EXPECT_EQ(sheet.of(village_code('C'), next).value(std::nullopt, Day::of(2023, 1, 1)), std::nullopt);
    EXPECT_EQ(sheet.of(village_code('B'), next).value(std::nullopt, Day::of(2023, 1, 1)), 20);
}

TEST_F(ProgressTest, ShowsTheGapBetweenATargetAndTheSumOfItsChildren) {
    const AreaIndex township = county.parent(village('A'));
    target(township, std::nullopt, 100);
    target(village('A'), std::nullopt, 40);
    target(village('B'), std::nullopt, 50);
    const auto gap = of(township, Day::of(2023, 1, 1)).children_gap;
    ASSERT_TRUE(gap);
    EXPECT_EQ(gap->target_plan, 100);
    EXPECT_EQ(gap->sum_of_children, 90);
    EXPECT_EQ(of(village('A'), Day::of(2023, 1, 1)).children_gap, std::nullopt);
}

TEST_F(ProgressTest, ForecastsTheDayAtTheRateOfTheLastYear) {
    target(top(), std::nullopt, 100);
    complete('A', Day::of(2022, 12, 1), 50);
    // 50 in the last 365 days, 50 missing: 365 days on.
    EXPECT_EQ(of(top(), Day::of(2022, 12, 31)).forecast_on, Day::of(2023, 12, 31));
    EXPECT_EQ(of(top(), Day::of(2024, 12, 31)).forecast_on, std::nullopt);
}

}  // namespace
}  // namespace courtyard

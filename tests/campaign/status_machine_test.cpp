// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "campaign/status_machine.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <sstream>
#include <string>
#include <vector>

namespace courtyard {
namespace {

constexpr Day now{1'000};

/// Which steps each shipped machine allows, written down a second time: `campaign from: to to`.
constexpr std::string_view allowed = R"(
beautiful-courtyard registered: recommended rejected
beautiful-courtyard recommended: checked needs_work rejected
beautiful-courtyard checked: accepted needs_work rejected
beautiful-courtyard accepted: published rechecked needs_work revoked
beautiful-courtyard published: plaque rechecked revoked
beautiful-courtyard plaque: rechecked revoked
beautiful-courtyard needs_work: checked recommended accepted rejected revoked
beautiful-courtyard rejected: registered recommended
beautiful-courtyard rechecked: published plaque rechecked needs_work revoked
beautiful-courtyard revoked: registered recommended checked accepted
skilled-wife county: prefecture province revoked
skilled-wife prefecture: province revoked
skilled-wife province: revoked
skilled-wife revoked: county prefecture province
dispute-cases found: mediated
dispute-cases mediated: closed
dispute-cases closed: mediated
child-relief listed: approved
child-relief approved: delivered listed
child-relief delivered: receipted
child-relief receipted:
)";

struct Row {
    std::string campaign;
    std::string from;
    std::vector<std::string> to;
};

std::vector<Row> rows() {
    std::vector<Row> list;
    std::istringstream lines{std::string(allowed)};
    for (std::string line; std::getline(lines, line);) {
        if (line.empty()) continue;
        std::istringstream words(line);
        Row row;
        words >> row.campaign >> row.from;
        row.from.pop_back();
        for (std::string to; words >> to;) row.to.push_back(to);
        list.push_back(std::move(row));
    }
    return list;
}

AskedStep asked(std::uint8_t to, int day) { return {to, Day{day}, true, 1, true}; }

TEST(StatusMachine, AllowsAndRefusesEveryStepOfEveryShippedMachineAsTheTableSays) {
    std::size_t pairs = 0;
    for (const Row& row : rows()) {
        const Campaign& campaign = *find_campaign(row.campaign);
        const auto from = campaign.status(row.from);
        ASSERT_TRUE(from) << row.from;
        for (std::uint8_t to = 0; to < campaign.statuses.size(); ++to, ++pairs) {
            const std::string& name = campaign.statuses[to].id;
            const bool legal = std::ranges::find(row.to, name) != row.to.end();
            const std::vector<PlainStep> steps{{Day{10}, 0}, {Day{20}, *from}};
            const auto done = check_step(campaign, steps, asked(to, 30), now);
            EXPECT_EQ(done.has_value(), legal) << row.campaign << ": " << row.from << " -> " << name;
            if (legal) continue;
            EXPECT_EQ(done.error().name, "step.illegal");
            // The legal ones are named, in both languages.
            for (const std::string& other : row.to) {
                EXPECT_NE(done.error().detail.en.find(other), std::string::npos) << done.error().detail.en;
                EXPECT_NE(done.error().detail.zh.find("（" + other + "）"), std::string::npos);
            }
        }
    }
    EXPECT_EQ(pairs, 10U * 10U + 4U * 4U + 3U * 3U + 4U * 4U);
}

TEST(StatusMachine, EveryStatusOfAShippedMachineStandsInTheTable) {
    const auto table = rows();
    for (const Campaign& campaign : catalogue()) {
        if (campaign.record == CountedRecord::help_points) continue;
        for (const Status& status : campaign.statuses)
            EXPECT_EQ(std::ranges::count_if(table,
                                            [&](const Row& row) {
                                                return row.campaign == campaign.id && row.from == status.id;
                                            }),
                      1)
                << campaign.id << " " << status.id;
    }
}

class CourtyardSteps : public testing::Test {
  protected:
    const Campaign& campaign = *find_campaign("beautiful-courtyard");
    std::uint8_t status(std::string_view id) const { return *campaign.status(id); }
    Result<void> check(std::vector<PlainStep> steps, std::string_view to, int day) const {
        return check_step(campaign, steps, asked(status(to), day), now);
    }
};

TEST_F(CourtyardSteps, BeforeRegistrationNothingIsDecided) {
    const auto done = check({{Day{10}, 0}}, "recommended", 9);
    ASSERT_FALSE(done);
    EXPECT_EQ(done.error().name, "decision.before_registration");
    EXPECT_EQ(done.error().subject, "decided_on");
    EXPECT_TRUE(check({{Day{10}, 0}}, "recommended", 10));
}

TEST_F(CourtyardSteps, AfterTodayNothingIsDecided) {
    const auto done = check({{Day{10}, 0}}, "recommended", now.since_epoch + 1);
    ASSERT_FALSE(done);
    EXPECT_EQ(done.error().name, "decision.future");
    EXPECT_TRUE(check({{Day{10}, 0}}, "recommended", now.since_epoch));
}

TEST_F(CourtyardSteps, AStepThatArrivesLateMustFitBetweenItsNeighbours) {
    const std::vector<PlainStep> steps{
        {Day{10}, 0}, {Day{20}, status("recommended")}, {Day{40}, status("accepted")}};
    EXPECT_TRUE(check(steps, "checked", 30));
    const auto unfit = check(steps, "rejected", 30);
    ASSERT_FALSE(unfit);
    EXPECT_EQ(unfit.error().name, "step.illegal");
    // The step after it is the one that would not be legal any more.
    EXPECT_NE(unfit.error().detail.en.find("rejected cannot become accepted"), std::string::npos)
        << unfit.error().detail.en;
}

TEST_F(CourtyardSteps, TheOrderOfArrivalOfEarlierStepsDoesNotMatter) {
    std::vector<PlainStep> steps{
        {Day{40}, status("checked")}, {Day{10}, 0}, {Day{20}, status("recommended")}};
    EXPECT_TRUE(check(steps, "accepted", 41));
    EXPECT_FALSE(check(steps, "accepted", 39));
}

TEST_F(CourtyardSteps, OfStepsOnOneDayTheLastOneHolds) {
    const std::vector<PlainStep> steps{
        {Day{10}, 0}, {Day{20}, status("recommended")}, {Day{20}, status("checked")}};
    EXPECT_TRUE(check(steps, "accepted", 20));
}

TEST_F(CourtyardSteps, ARevokedHouseholdBecomesWhatTheMachineAllowsAlone) {
    const std::vector<PlainStep> steps{
        {Day{10}, 0}, {Day{20}, status("accepted")}, {Day{30}, status("revoked")}};
    EXPECT_FALSE(check(steps, "plaque", 31));
    EXPECT_FALSE(check(steps, "rechecked", 31));
    EXPECT_TRUE(check(steps, "accepted", 31));
}

TEST_F(CourtyardSteps, ARevocationTakesAReason) {
    const std::vector<PlainStep> steps{{Day{10}, 0}, {Day{20}, status("accepted")}};
    AskedStep bare{status("revoked"), Day{30}, false, 0, false};
    const auto done = check_step(campaign, steps, bare, now);
    ASSERT_FALSE(done);
    EXPECT_EQ(done.error().name, "reason.missing");
    bare.reasoned = true;
    EXPECT_TRUE(check_step(campaign, steps, bare, now));
}

TEST(StatusMachine, DemandsTheEvidenceThatADeploymentAsksFor) {
    Campaign strict = *find_campaign("beautiful-courtyard");
    const auto accepted = *strict.status("accepted");
    strict.statuses[accepted].needs = {Demand::inspection, Demand::score};
    const std::vector<PlainStep> steps{{Day{10}, 0}, {Day{20}, *strict.status("checked")}};
    const auto with = [&](std::size_t inspections, bool passed) {
        return check_step(strict, steps, {accepted, Day{30}, true, inspections, passed}, now);
    };
    EXPECT_EQ(with(0, false).error().name, "evidence.missing");
    EXPECT_EQ(with(1, false).error().name, "evidence.failed");
    EXPECT_TRUE(with(1, true));
}

}  // namespace
}  // namespace courtyard

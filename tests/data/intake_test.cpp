// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "data/store/intake.h"

#include <gtest/gtest.h>

#include "data/store/sqlite_store.h"
#include "tests/data/sample_records.h"
#include "tests/data/scratch.h"

namespace courtyard {
namespace {

class IntakeTest : public testing::Test {
  protected:
    IntakeTest() : store(std::move(open_sqlite_store(scratch.folder()).value())) {}

    template <class Work>
    auto with_pen(Work work) {
        using Answer = decltype(work(std::declval<Transaction&>()));
        std::optional<Answer> answer;
        (void)store
            ->write([&](Transaction& t) -> Result<void> {
                answer = work(t);
                if (!*answer) return tl::unexpected(answer->error());
                return {};
            })
            .get();
        return *answer;
    }
    Result<Stored> decide(const std::string& to, Day day, const std::string& household = "h1") {
        return with_pen(
            [&](Transaction& t) { return store_decision(t, a_decision(household, to, day), {}); });
    }
    Result<StoredInspection> inspect(const InspectionFact& fact) {
        return with_pen([&](Transaction& t) { return store_inspection(t, fact, {}); });
    }
    void register_household() {
        with_pen([&](Transaction& t) { return store_household(t, a_household("h1"), {}); });
    }

    Scratch scratch;
    std::unique_ptr<Store> store;
};

constexpr const char* some_id = "0190a1b2-0000-7000-8000-000000000001";

TEST_F(IntakeTest, TheSameUploadTwiceIsStoredOnceAndGivesTheOriginal) {
    register_household();
    const auto first = inspect(an_inspection(some_id, "h1"));
    const auto again = inspect(an_inspection(some_id, "h1"));
    EXPECT_EQ(first->stored, Stored::fresh);
    EXPECT_EQ(again->stored, Stored::known);
    EXPECT_EQ(again->fact.seq, first->fact.seq);
    EXPECT_EQ(store->revision(), 2);
}

TEST_F(IntakeTest, TheSameIdWithOtherContentIsRefusedAndTheFirstStays) {
    register_household();
    inspect(an_inspection(some_id, "h1"));
    InspectionFact other = an_inspection(some_id, "h1");
    other.record.note = "另一份";
    EXPECT_EQ(inspect(other).error().name, "id.conflict");
    EXPECT_EQ(std::get<InspectionFact>(store->inspection(some_id)->fact).record.note, "第一行\n第二行");
}

TEST_F(IntakeTest, AnUploadMayNameNoHouseholdButNotOneThatIsNotThere) {
    EXPECT_TRUE(inspect(an_inspection(some_id, "")));
    EXPECT_EQ(inspect(an_inspection("0190a1b2-0000-7000-8000-000000000002", "nobody")).error().name,
              "household.unknown");
}

TEST_F(IntakeTest, AnIllegalStepIsRefusedWithTheLegalOnesNamed) {
    register_household();
    const auto refused = decide("plaque", Day::of(2021, 5, 1));
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().name, "step.illegal");
    EXPECT_NE(refused.error().detail.en.find("recommended"), std::string::npos);
    EXPECT_NE(refused.error().detail.zh.find("推荐"), std::string::npos);
}

TEST_F(IntakeTest, StepsFollowTheMachine) {
    register_household();
    EXPECT_TRUE(decide("recommended", Day::of(2021, 5, 1)));
    EXPECT_TRUE(decide("checked", Day::of(2021, 6, 1)));
    EXPECT_TRUE(decide("accepted", Day::of(2021, 7, 1)));
    EXPECT_TRUE(decide("revoked", Day::of(2022, 7, 1)));
    EXPECT_EQ(decide("plaque", Day::of(2022, 8, 1)).error().name, "step.illegal");
}

TEST_F(IntakeTest, AStepThatArrivesLateMustLeaveTheNextOneLegal) {
    register_household();
    decide("recommended", Day::of(2021, 5, 1));
    decide("checked", Day::of(2021, 6, 1));
    // Between the two: rejected would make "checked" illegal after it.
    EXPECT_EQ(decide("rejected", Day::of(2021, 5, 15)).error().name, "step.illegal");
    EXPECT_TRUE(decide("needs_work", Day::of(2021, 5, 15)));
}

TEST_F(IntakeTest, ADecisionNeedsAHouseholdACampaignAndAStatus) {
    EXPECT_EQ(decide("recommended", Day::of(2021, 5, 1), "nobody").error().code, ErrorCode::not_found);
    register_household();
    EXPECT_EQ(decide("knighted", Day::of(2021, 5, 1)).error().name, "status.unknown");
    const auto other = with_pen([&](Transaction& t) {
        DecisionRecord decision = a_decision("h1", "open", Day::of(2021, 5, 1));
        decision.campaign = "child-care";
        return store_decision(t, decision, {});
    });
    EXPECT_EQ(other.error().name, "campaign.unknown");
}

TEST_F(IntakeTest, AHouseholdThatSaysTheSameAgainIsNotWrittenTwice) {
    register_household();
    register_household();
    EXPECT_EQ(store->revision(), 1);
    const auto moved = with_pen([&](Transaction& t) {
        return store_household(t, a_household("h1", {113.62, 34.71}), {});
    });
    EXPECT_EQ(*moved, Stored::fresh);
    EXPECT_EQ(store->household("h1")->position->wgs84.lon, 113.62);
}

TEST(MaskedName, KeepsTheFirstCharacterOnly) {
    EXPECT_EQ(masked_name("王小明"), "王**");
    EXPECT_EQ(masked_name("王**"), "王**");
    EXPECT_EQ(masked_name("Ann"), "A**");
    EXPECT_EQ(masked_name("𠮷田"), "𠮷**");
    EXPECT_EQ(masked_name(""), "");
}

}  // namespace
}  // namespace courtyard

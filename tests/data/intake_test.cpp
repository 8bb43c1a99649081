// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "data/store/intake.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>

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

TEST_F(IntakeTest, ADecisionBeforeRegistrationOrAfterTodayIsRefused) {
    register_household();  // on 2021-03-01
    EXPECT_EQ(decide("recommended", Day::of(2021, 2, 28)).error().name, "decision.before_registration");
    EXPECT_EQ(decide("recommended", today() + 1).error().name, "decision.future");
    EXPECT_TRUE(decide("recommended", today()));
}

TEST_F(IntakeTest, TheSameDecisionIdWithOtherContentIsRefused) {
    register_household();
    DecisionRecord one = a_decision("h1", "recommended", Day::of(2021, 5, 1));
    ASSERT_EQ(*with_pen([&](Transaction& t) { return store_decision(t, one, {}); }), Stored::fresh);
    EXPECT_EQ(*with_pen([&](Transaction& t) { return store_decision(t, one, {}); }), Stored::known);
    one.reason = "另一理由";
    EXPECT_EQ(with_pen([&](Transaction& t) { return store_decision(t, one, {}); }).error().name,
              "id.conflict");
}

TEST_F(IntakeTest, EvidenceIsThereAndOfTheSameHousehold) {
    register_household();
    with_pen([&](Transaction& t) { return store_household(t, a_household("h2"), {}); });
    inspect(an_inspection(some_id, "h2"));
    DecisionRecord decision = a_decision("h1", "recommended", Day::of(2023, 6, 2));
    decision.inspections = {"0190a1b2-0000-7000-8000-00000000000f"};
    const auto decided = [&] {
        return with_pen([&](Transaction& t) { return store_decision(t, decision, {}); });
    };
    EXPECT_EQ(decided().error().name, "evidence.unknown");
    decision.inspections = {some_id};
    EXPECT_EQ(decided().error().name, "evidence.other");
    decision.household = "h2";
    EXPECT_TRUE(decided());
}

TEST_F(IntakeTest, ADecisionKeepsTheScoreSheetItWasMadeUnder) {
    register_household();
    InspectionFact scored = an_inspection(some_id, "h1");  // observed in 2023
    scored.record.scores = {{"order", 25}};
    inspect(scored);
    const auto sheet_of = [&](const std::string& to, Day day, std::vector<std::string> evidence) {
        DecisionRecord decision = a_decision("h1", to, day);
        decision.inspections = std::move(evidence);
        EXPECT_TRUE(with_pen([&](Transaction& t) { return store_decision(t, decision, {}); }));
        return with_pen([&](Transaction& t) -> Result<std::string> {
                   return t.decision(decision.id)->score_sheet;
               })
            .value();
    };
    // Judged by the sheet of the day it was seen, though a newer one is in force when it is decided.
    EXPECT_EQ(sheet_of("recommended", Day::of(2024, 6, 2), {some_id}), "five-beauties/2021");
    EXPECT_EQ(sheet_of("checked", Day::of(2024, 6, 3), {}), "five-beauties/2024");
}

class OtherSubjects : public IntakeTest {
  protected:
    static DecisionRecord about(Subject subject, const std::string& id, const std::string& campaign,
                                const std::string& to, Day day) {
        DecisionRecord decision = a_decision(id, to, day);
        decision.campaign = campaign;
        decision.subject = subject;
        return decision;
    }
    Result<Stored> decide_about(Subject subject, const std::string& id, const std::string& to, Day day) {
        const std::string campaign = subject == Subject::base ? "skilled-wife" : "dispute-cases";
        return with_pen(
            [&](Transaction& t) { return store_decision(t, about(subject, id, campaign, to, day), {}); });
    }
    Result<Stored> open_case(const std::string& id, Day day) {
        CaseRecord dispute;
        dispute.id = id;
        dispute.campaign = "dispute-cases";
        dispute.area = AreaCode::parse("410199101201").value();
        dispute.opened_on = day;
        return with_pen([&](Transaction& t) { return store_case(t, dispute, {}); });
    }
};

TEST_F(OtherSubjects, ACaseIsFoundMediatedAndClosed) {
    EXPECT_EQ(decide_about(Subject::dispute, "c1", "mediated", Day::of(2023, 5, 2)).error().name,
              "case.unknown");
    ASSERT_TRUE(open_case("c1", Day::of(2023, 5, 1)));
    EXPECT_EQ(decide_about(Subject::dispute, "c1", "mediated", Day::of(2023, 4, 30)).error().name,
              "decision.before_registration");
    EXPECT_EQ(decide_about(Subject::dispute, "c1", "closed", Day::of(2023, 5, 2)).error().name,
              "step.illegal");
    EXPECT_TRUE(decide_about(Subject::dispute, "c1", "mediated", Day::of(2023, 5, 2)));
    EXPECT_TRUE(decide_about(Subject::dispute, "c1", "closed", Day::of(2023, 5, 9)));
    const auto history = store->history_of(Subject::dispute, "c1");
    ASSERT_EQ(history.size(), 3U);
    EXPECT_EQ(std::get<CaseRecord>(history[0].fact).opened_on, Day::of(2023, 5, 1));
    EXPECT_EQ(std::get<DecisionRecord>(history[2].fact).to, "closed");
    EXPECT_EQ(std::get<DecisionRecord>(history[2].fact).subject, Subject::dispute);
}

TEST_F(OtherSubjects, ACaseCannotHaveBegunAfterWhatWasDecidedAboutIt) {
    ASSERT_TRUE(open_case("c1", Day::of(2023, 5, 1)));
    ASSERT_TRUE(decide_about(Subject::dispute, "c1", "mediated", Day::of(2023, 5, 2)));
    EXPECT_EQ(*open_case("c1", Day::of(2023, 5, 1)), Stored::known);
    EXPECT_EQ(open_case("c1", Day::of(2023, 5, 3)).error().name, "case.opened_on");
    EXPECT_EQ(open_case("c2", today() + 1).error().name, "day.future");
}

TEST_F(OtherSubjects, ABaseRisesByDecisionsAndByItsFile) {
    const auto recognise = [&](const std::string& level, Day day) {
        BaseRecord base;
        base.id = "b1";
        base.name = "合作社";
        base.level = level;
        base.declared = AreaCode::parse("410199101201").value();
        base.recognised_on = day;
        return with_pen([&](Transaction& t) { return store_base(t, base, {}); });
    };
    EXPECT_EQ(decide_about(Subject::base, "b1", "prefecture", Day::of(2022, 5, 1)).error().name,
              "base.unknown");
    ASSERT_TRUE(recognise("county", Day::of(2021, 5, 1)));
    EXPECT_TRUE(decide_about(Subject::base, "b1", "prefecture", Day::of(2022, 5, 1)));
    const auto down = decide_about(Subject::base, "b1", "county", Day::of(2023, 5, 1));
    EXPECT_EQ(down.error().name, "step.illegal");
    EXPECT_NE(down.error().detail.en.find("base"), std::string::npos);
    EXPECT_NE(down.error().detail.en.find("province, revoked"), std::string::npos);
    ASSERT_TRUE(recognise("province", Day::of(2023, 5, 1)));
    EXPECT_TRUE(decide_about(Subject::base, "b1", "revoked", Day::of(2024, 5, 1)));
    EXPECT_EQ(store->history_of(Subject::base, "b1").size(), 4U);
}

TEST_F(OtherSubjects, WhatIsWithdrawnIsUnknownFromThenOnAndKnownBefore) {
    const auto a_base = [](const std::string& level, std::int64_t women) {
        BaseRecord base;
        base.id = "b1";
        base.name = "合作社";
        base.level = level;
        base.declared = AreaCode::parse("410199101201").value();
        base.recognised_on = Day::of(2021, 5, 1);
        base.women_employed = women;
        return base;
    };
    HelpPointRecord point;
    point.id = "p1";
    point.name = "儿童之家";
    point.kind = "childrens_home";
    point.opened_on = Day::of(2021, 5, 1);
    point.capacity = 20;
    ASSERT_TRUE(with_pen([&](Transaction& t) { return store_base(t, a_base("county", 5), {}); }));
    ASSERT_TRUE(with_pen([&](Transaction& t) { return store_base(t, a_base("province", 9), {}); }));
    ASSERT_TRUE(with_pen([&](Transaction& t) { return store_help_point(t, point, {}); }));
    const Revision before = store->revision();
    ASSERT_TRUE(with_pen([&](Transaction& t) -> Result<Stored> {
        const std::array above{std::string("province")};
        withdraw_levels(t, "b1", above, {});
        withdraw_help_point(t, "p1", {});
        EXPECT_FALSE(t.base("b1", "province"));
        EXPECT_FALSE(t.help_point("p1"));
        EXPECT_EQ(t.levels_of_base("b1").size(), 1U);
        // What is gone is not taken back twice.
        const Revision last = t.last();
        withdraw_help_point(t, "p1", {});
        EXPECT_EQ(t.last(), last);
        return Stored::fresh;
    }));
    EXPECT_EQ(store->base_known("b1", before).size(), 2U);
    EXPECT_EQ(store->base_known("b1", before).back().women_employed, 9);
    EXPECT_EQ(store->help_point_known("p1", before)->capacity, 20);
    ASSERT_EQ(store->base_known("b1", store->revision()).size(), 1U);
    EXPECT_EQ(store->base_known("b1", store->revision()).front().level, "county");
    EXPECT_FALSE(store->help_point_known("p1", store->revision()));
    // Nothing can be decided about a base of which no level stands.
    ASSERT_TRUE(with_pen([&](Transaction& t) -> Result<Stored> {
        const std::array all{std::string("county")};
        withdraw_levels(t, "b1", all, {});
        return Stored::fresh;
    }));
    EXPECT_EQ(decide_about(Subject::base, "b1", "prefecture", Day::of(2022, 5, 1)).error().name,
              "base.unknown");
    // The same as before it was withdrawn is news.
    EXPECT_EQ(with_pen([&](Transaction& t) { return store_help_point(t, point, {}); }).value(),
              Stored::fresh);
    EXPECT_EQ(store->help_point_known("p1", store->revision())->capacity, 20);
    AuditQuery query;
    std::vector<std::string> verbs;
    for (const AuditEntry& entry : store->audit(query)) verbs.push_back(entry.verb);
    EXPECT_EQ(std::ranges::count(verbs, "base.withdraw"), 2);
}

TEST_F(OtherSubjects, AHouseholdAndABaseOfOneIdHaveHistoriesOfTheirOwn) {
    register_household();
    BaseRecord base;
    base.id = "h1";
    base.name = "合作社";
    base.level = "county";
    base.declared = AreaCode::parse("410199101201").value();
    base.recognised_on = Day::of(2021, 5, 1);
    ASSERT_TRUE(with_pen([&](Transaction& t) { return store_base(t, base, {}); }));
    ASSERT_TRUE(decide("recommended", Day::of(2021, 6, 1)));
    ASSERT_TRUE(decide_about(Subject::base, "h1", "province", Day::of(2021, 7, 1)));
    EXPECT_EQ(store->history_of("h1").size(), 2U);
    EXPECT_EQ(store->history_of(Subject::base, "h1").size(), 2U);
}

TEST_F(OtherSubjects, ADecisionNamesACampaignOfItsSubject) {
    ASSERT_TRUE(open_case("c1", Day::of(2023, 5, 1)));
    const auto wrong = with_pen([&](Transaction& t) {
        return store_decision(t, about(Subject::base, "c1", "dispute-cases", "mediated", Day::of(2023, 5, 2)),
                              {});
    });
    EXPECT_EQ(wrong.error().name, "campaign.unknown");
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

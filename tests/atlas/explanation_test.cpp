// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "atlas/explanation.h"

#include <gtest/gtest.h>

#include <atomic>
#include <map>
#include <thread>

#include "atlas/records.h"
#include "tests/atlas/random_county.h"

namespace courtyard {
namespace {

class ExplanationTest : public RandomCounty {
  protected:
    ExplanationTest() : atlas(*store) { follow(atlas); }
    ~ExplanationTest() override { follow_no_more(); }

    void register_household(const std::string& id, LonLat at, Day on = Day::of(2021, 3, 1)) {
        HouseholdRecord household = a_household(id, at);
        household.registered_on = on;
        write([&](Transaction& t) { t.append(household, {}); });
    }
    void decide(const std::string& id, const std::string& to, Day day) {
        write([&](Transaction& t) { t.append(a_decision(id, to, day), {}); });
    }
    Explanation explained(AreaCode area, Day day, ExplainedFigure figure = ExplainedFigure::completed) const {
        const auto now = atlas.now();
        const EditionPicture& edition = now->edition_on(day);
        return explain(
            *now, {courtyards, courtyards.main_indicator(), edition, edition.areas->find(area), day, figure});
    }
    /// Each record's standing and since when, by id.
    std::map<std::string, std::pair<Standing, Day>> standings(
        AreaCode area, Day day, ExplainedFigure figure = ExplainedFigure::completed) const {
        const Explanation told = explained(area, day, figure);
        std::map<std::string, std::pair<Standing, Day>> list;
        for (const auto* half : {&told.counted, &told.excluded})
            for (const ExplainedRecord& record : *half)
                list[atlas.now()->records_of(PointKind::courtyards).roll.at(record.number).id] = {
                    record.standing, record.since};
        return list;
    }

    static std::int64_t sum(const Explanation& told) {
        std::int64_t sum = 0;
        for (const ExplainedRecord& record : told.counted) sum += record.amount;
        for (const ExplainedReport& report : told.reported)
            if (report.standing == Standing::counted) sum += report.figure.value;
        return sum;
    }
    /// The sums of an explanation are those of the row.
    static void check(const Snapshot& now, ExplainedQuestion question) {
        const Indicator& indicator = question.indicator;
        if (indicator.is_derived() || indicator.is_protected) return;
        const auto source = now.progress_source(question.campaign, question.edition, &indicator);
        const Progress row = progress_of(source, question.area, question.day);
        const Explanation all = explain(now, question);
        const bool money = indicator.kind == IndicatorKind::amount;
        // Each has a status that the campaign knows; of help points only the open ones count.
        const auto& statuses = question.campaign.statuses;
        for (const auto* half : {&all.counted, &all.excluded})
            for (const ExplainedRecord& record : *half) ASSERT_LT(record.status, statuses.size());
        for (const ExplainedRecord& record : all.counted) {
            if (question.campaign.record != CountedRecord::help_points) break;
            ASSERT_EQ(statuses[record.status].counting, Counting::yes);
        }
        ASSERT_EQ(all.completed, money ? row.persons.value() : row.completed);
        ASSERT_EQ(sum(all), all.completed);
        if (indicator.kind == IndicatorKind::records) {
            ASSERT_EQ(all.registered, row.registered);
            ASSERT_EQ(all.proposed, row.proposed);
        }
        if (indicator.is_level() || money) return;
        question.figure = ExplainedFigure::completed_year;
        const Explanation year = explain(now, question);
        ASSERT_EQ(all.completed_year, row.completed_year);
        ASSERT_EQ(sum(year), row.completed_year);
        ASSERT_EQ(year.counted.size() + year.excluded.size() + year.reported.size(),
                  all.counted.size() + all.excluded.size() + all.reported.size());
        ASSERT_EQ(records_asked(now, question), all.counted.size() + all.excluded.size());
    }

    const Campaign& courtyards = *find_campaign("beautiful-courtyard");
    Atlas atlas;
};

const AreaCode whole = area_code("410199");

TEST_F(ExplanationTest, AddsUpToTheRowOfProgressWhateverHappened) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    const auto halves = grid("ADB\nADB\nCCB");
    for (int round = 0; round < 12; ++round) {
        learn(15);
        if (round == 6)
            write([&](Transaction& t) {
                for (const Area& area : halves.areas()) t.append(AreaFact{Day::of(2023, 1, 1), area}, {});
            });
        const auto now = atlas.now();
        for (const Campaign& campaign : catalogue())
            for (int asked = 0; asked < 3; ++asked) {
                const Day day = any_day();
                const EditionPicture& edition = now->edition_on(day);
                for (const Indicator& indicator : campaign.indicators) {
                    // Cases and relief batches are counted and never listed.
                    if (!indicator.is_reported() && !parse_point_kind(to_string(campaign.record))) continue;
                    for (AreaIndex area = 0; area < edition.areas->size(); ++area)
                        ASSERT_NO_FATAL_FAILURE(check(*now, {campaign, indicator, edition, area, day}))
                            << campaign.id << ' ' << indicator.id << ' ' << area << ' ' << to_string(day);
                }
            }
    }
}

TEST_F(ExplanationTest, GivesEachRecordOneReason) {
    const LonLat here = household_at(county, 'A', 0.5_km, 0.5_km);
    for (const char* id : {"counts", "before", "gone", "proposed", "later", "waiting"})
        register_household(id, here);
    register_household("late", here, Day::of(2023, 8, 1));
    decide("counts", "accepted", Day::of(2023, 2, 1));
    decide("before", "accepted", Day::of(2022, 2, 1));
    decide("gone", "accepted", Day::of(2022, 2, 1));
    decide("gone", "revoked", Day::of(2023, 5, 1));
    decide("later", "accepted", Day::of(2023, 9, 1));
    write([&](Transaction& t) { t.append(an_inspection("i1", "proposed", here), {}); });
    const Day day = Day::of(2023, 6, 30);
    const std::map<std::string, std::pair<Standing, Day>> expected{
        {"counts", {Standing::counted, Day::of(2023, 2, 1)}},
        {"before", {Standing::counted, Day::of(2022, 2, 1)}},
        {"gone", {Standing::revoked, Day::of(2023, 5, 1)}},
        {"proposed", {Standing::proposed_only, Day::of(2023, 6, 1)}},
        {"later", {Standing::counts_later, Day::of(2023, 9, 1)}},
        {"late", {Standing::registered_later, Day::of(2023, 8, 1)}},
        {"waiting", {Standing::not_accepted, Day::of(2021, 3, 1)}}};
    EXPECT_EQ(standings(whole, day), expected);
    EXPECT_EQ(standings(whole, day, ExplainedFigure::completed_year).at("before").first,
              Standing::another_year);
    EXPECT_EQ(standings(whole, Day::of(2023, 4, 30)).at("gone"),
              std::pair(Standing::counted, Day::of(2022, 2, 1)));
}

TEST_F(ExplanationTest, IsToldOfAPictureInHandWhileOthersWrite) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    learn(30);
    std::atomic<bool> ended{false};
    std::thread reader([&] {
        while (!ended) {
            const auto now = atlas.now();
            const EditionPicture& edition = now->newest_edition();
            const Day day = Day::of(2023, 6, 30);
            check(*now,
                  {courtyards, courtyards.main_indicator(), edition, edition.areas->roots().front(), day});
        }
    });
    learn(150);
    ended = true;
    reader.join();
}

TEST_F(ExplanationTest, NamesWhatBelongsElsewhereInTheEditionOfTheDay) {
    register_household("moved", household_at(county, 'A', 1.5_km, 1.5_km));
    decide("moved", "accepted", Day::of(2022, 1, 1));
    const auto halves = grid("ADB\nADB\nCCB");
    write([&](Transaction& t) {
        for (const Area& area : halves.areas()) t.append(AreaFact{Day::of(2023, 1, 1), area}, {});
    });
    EXPECT_EQ(standings(village_code('A'), Day::of(2022, 6, 30)).at("moved").first, Standing::counted);
    EXPECT_EQ(standings(village_code('A'), Day::of(2023, 6, 30)).at("moved").first, Standing::elsewhere);
    EXPECT_EQ(standings(village_code('D'), Day::of(2023, 6, 30)).at("moved").first, Standing::counted);
    EXPECT_FALSE(standings(village_code('B'), Day::of(2023, 6, 30)).contains("moved"));
}

TEST_F(ExplanationTest, ListsWhatLiesNowhereOnlyWhenAskedTo) {
    HouseholdRecord lost = a_household("lost", {grid_origin.lon - 1, grid_origin.lat - 1});
    lost.declared = {};
    write([&](Transaction& t) { t.append(lost, {}); });
    const auto now = atlas.now();
    const Day day = Day::of(2023, 6, 30);
    const EditionPicture& edition = now->edition_on(day);
    ExplainedQuestion question{courtyards, courtyards.main_indicator(), edition, edition.areas->find(whole),
                               day};
    EXPECT_TRUE(explain(*now, question).excluded.empty());
    question.with_unplaced = true;
    const Explanation with = explain(*now, question);
    ASSERT_EQ(with.excluded.size(), 1U);
    EXPECT_EQ(with.excluded.front().standing, Standing::unplaced);
    EXPECT_EQ(with.registered, 0) << "it is in no sum";
}

}  // namespace
}  // namespace courtyard

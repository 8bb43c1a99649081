// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
// Cases, relief batches and decided bases in the books.
#include <gtest/gtest.h>

#include "atlas/atlas.h"
#include "campaign/reading.h"
#include "data/store/intake.h"
#include "data/store/sqlite_store.h"
#include "tests/data/sample_records.h"
#include "tests/data/scratch.h"
#include "tests/data/unit_of_work.h"
#include "tests/geo/grid_county.h"

namespace courtyard {
namespace {

class CaseBooks : public testing::Test {
  protected:
    CaseBooks()
        : county(grid("AAB\nAAB\nCCB")),
          store(std::move(open_sqlite_store(scratch.folder()).value())),
          atlas(*store) {
        store->on_commit([this](Store::Commit&& commit) { atlas.follow(std::move(commit)); });
        write([&](Transaction& t) {
            for (const Area& area : county.areas()) t.append(AreaFact{Day::of(2020, 1, 1), area}, {});
        });
    }
    void write(const std::function<void(Transaction&)>& work) { ASSERT_TRUE(write_to(*store, work)); }
    void open(const std::string& campaign, const std::string& id, char letter, Day on,
              std::int64_t persons = 0, std::int64_t fen = 0) {
        CaseRecord record{id, campaign, village_code(letter), on, {}, persons, fen};
        write([&](Transaction& t) { EXPECT_TRUE(store_case(t, record, {})); });
    }
    void decide(Subject subject, const std::string& campaign, const std::string& id, const std::string& to,
                Day on) {
        DecisionRecord decision = a_decision(id, to, on);
        decision.campaign = campaign;
        decision.subject = subject;
        write([&](Transaction& t) { EXPECT_TRUE(store_decision(t, decision, {})); });
    }
    Reading reading(const std::string& campaign, const std::string& indicator, AreaCode area, Day day) const {
        const auto now = atlas.now();
        const Campaign& one = *find_campaign(campaign);
        const EditionPicture& edition = now->edition_on(day);
        const auto source = now->progress_source(one, edition, one.find_indicator(indicator));
        return BookReader(source, day).beneath(edition.areas->find(area));
    }

    AreaTree county;
    Scratch scratch;
    std::unique_ptr<Store> store;
    Atlas atlas;
};

const AreaCode all = area_code("410199");

TEST_F(CaseBooks, ACaseCountsAsClosedUntilItIsTakenUpAgain) {
    const std::string id = "dispute-cases";
    open(id, "c1", 'A', Day::of(2023, 5, 1));
    open(id, "c2", 'B', Day::of(2023, 5, 20));
    decide(Subject::dispute, id, "c1", "mediated", Day::of(2023, 5, 2));
    decide(Subject::dispute, id, "c1", "closed", Day::of(2023, 5, 9));
    decide(Subject::dispute, id, "c1", "mediated", Day::of(2023, 6, 1));
    const auto closed = [&](AreaCode area, Day day) { return reading(id, "closed", area, day).total; };
    EXPECT_EQ(closed(all, Day::of(2023, 5, 8)), 0);
    EXPECT_EQ(closed(all, Day::of(2023, 5, 9)), 1);
    EXPECT_EQ(closed(village_code('A'), Day::of(2023, 5, 31)), 1);
    EXPECT_EQ(closed(village_code('B'), Day::of(2023, 5, 31)), 0);
    EXPECT_EQ(closed(all, Day::of(2023, 6, 1)), 0);
    EXPECT_EQ(reading(id, "found", all, Day::of(2023, 5, 19)).total, 1);
    EXPECT_EQ(reading(id, "found", all, Day::of(2023, 5, 20)).total, 2);
    const Reading rate = reading(id, "closed_rate", all, Day::of(2023, 5, 20));
    EXPECT_EQ(rate.total, 1);
    EXPECT_EQ(rate.whole, 2);
}

TEST_F(CaseBooks, ACaseUnderACodeThatIsNoMoreCountsWhereItsVillageWent) {
    const std::string id = "dispute-cases";
    open(id, "c1", 'C', Day::of(2023, 5, 1));
    const auto found = [&](AreaCode area, Day day) { return reading(id, "found", area, day).total; };
    EXPECT_EQ(found(village_code('C'), Day::of(2023, 6, 1)), 1);
    // From July on C is D, and from 2024 on a part of B.
    for (const auto& [from, drawing] :
         {std::pair(Day::of(2024, 1, 1), "AAB\nAAB\nBBB"), std::pair(Day::of(2023, 7, 1), "AAB\nAAB\nDDB")}) {
        const AreaTree edition = grid(drawing);
        write([&](Transaction& t) {
            for (const Area& area : edition.areas()) t.append(AreaFact{from, area}, {});
        });
    }
    EXPECT_EQ(found(village_code('C'), Day::of(2023, 6, 30)), 1);
    EXPECT_EQ(found(village_code('D'), Day::of(2023, 7, 1)), 1);
    EXPECT_EQ(found(village_code('B'), Day::of(2023, 12, 31)), 0);
    EXPECT_EQ(found(village_code('B'), Day::of(2024, 1, 1)), 1);
    EXPECT_EQ(found(all, Day::of(2024, 1, 1)), 1);
    open(id, "c1", 'A', Day::of(2023, 5, 1));
    EXPECT_EQ(found(village_code('B'), Day::of(2024, 1, 1)), 0);
    EXPECT_EQ(found(village_code('A'), Day::of(2024, 1, 1)), 1);
    const auto kept = atlas.now()->editions.back()->successors;
    open(id, "c2", 'A', Day::of(2023, 5, 1));
    EXPECT_EQ(atlas.now()->editions.back()->successors, kept) << "worked out once";
    EXPECT_EQ((*atlas.at(store->revision() - 1))->editions.back()->successors, kept);
}

TEST_F(CaseBooks, ABatchBringsItsPersonsAndTheirMoneyFromTheDayItIsDelivered) {
    const std::string id = "child-relief";
    open(id, "p1", 'A', Day::of(2023, 1, 10), 40, 50'000);
    open(id, "p2", 'B', Day::of(2023, 6, 1), 7, 30'000);
    for (const char* batch : {"p1", "p2"}) {
        const Day on = std::string(batch) == "p1" ? Day::of(2023, 1, 12) : Day::of(2023, 6, 1);
        decide(Subject::relief, id, batch, "approved", on);
        decide(Subject::relief, id, batch, "delivered", on + 3);
    }
    const auto now = [&](const std::string& indicator, Day day) { return reading(id, indicator, all, day); };
    EXPECT_EQ(now("listed", Day::of(2023, 1, 10)).total, 40);
    EXPECT_EQ(now("persons", Day::of(2023, 1, 14)).total, 0);
    EXPECT_EQ(now("persons", Day::of(2023, 1, 15)).total, 40);
    EXPECT_EQ(now("persons", Day::of(2023, 6, 4)).total, 47);
    EXPECT_EQ(now("batches", Day::of(2023, 6, 4)).total, 2);
    // 40 persons x 500 yuan; a later version of the batch replaces what it said.
    EXPECT_EQ(now("value", Day::of(2023, 1, 15)).fen, 2'000'000);
    open(id, "p1", 'A', Day::of(2023, 1, 10), 30, 50'000);
    EXPECT_EQ(now("value", Day::of(2023, 1, 15)).fen, 1'500'000);
    EXPECT_EQ(now("persons", Day::of(2023, 6, 4)).total, 37);
}

TEST_F(CaseBooks, ABaseThatIsRevokedStandsAtNoLevelAndBringsNobody) {
    BaseRecord base;
    base.id = "b1";
    base.name = "合作社";
    base.level = "county";
    base.declared = village_code('A');
    base.recognised_on = Day::of(2021, 5, 1);
    base.women_employed = 12;
    write([&](Transaction& t) { EXPECT_TRUE(store_base(t, base, {})); });
    const std::string id = "skilled-wife";
    decide(Subject::base, id, "b1", "province", Day::of(2022, 5, 1));
    decide(Subject::base, id, "b1", "revoked", Day::of(2023, 5, 1));
    decide(Subject::base, id, "b1", "county", Day::of(2024, 5, 1));
    const auto on = [&](const std::string& indicator, int year) {
        return reading(id, indicator, all, Day::of(year, 12, 31)).total;
    };
    EXPECT_EQ(on("province_bases", 2021), 0);
    EXPECT_EQ(on("province_bases", 2022), 1);
    EXPECT_EQ(on("prefecture_bases", 2022), 1);
    EXPECT_EQ(on("women_employed", 2022), 12);
    for (const char* indicator : {"bases", "province_bases", "prefecture_bases", "women_employed"})
        EXPECT_EQ(on(indicator, 2023), 0) << indicator;
    EXPECT_EQ(on("bases", 2024), 1);
    EXPECT_EQ(on("province_bases", 2024), 0);
    EXPECT_EQ(on("women_employed", 2024), 12);
}

}  // namespace
}  // namespace courtyard

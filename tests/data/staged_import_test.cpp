// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
// Imports on their way, and what an undo keeps.
#include <gtest/gtest.h>

#include <functional>

#include "data/store/intake.h"
#include "data/store/sqlite_store.h"
#include "tests/data/sample_records.h"
#include "tests/data/scratch.h"
#include "tests/data/unit_of_work.h"

namespace courtyard {
namespace {

const WriteContext importer{"importer", "batch-1"};

class StagedImports : public testing::Test {
  protected:
    StagedImports() : store(std::move(open_sqlite_store(scratch.folder()).value())) {}

    Result<Revision> write(const std::function<void(Transaction&)>& work) { return write_to(*store, work); }
    Revision append(const Fact& fact) {
        return *write([&](Transaction& t) { t.append(fact, {"tester", {}}); });
    }
    StagedId open_import(std::size_t most) {
        StagedId id = 0;
        EXPECT_TRUE(write([&](Transaction& t) { id = t.open_import(most, importer); }));
        return id;
    }
    void stage(StagedId id, const std::vector<Fact>& facts) {
        EXPECT_TRUE(write([&](Transaction& t) {
            t.enter_import(id);
            for (const Fact& fact : facts) EXPECT_EQ(t.append(fact, importer), 0);
        }));
    }
    Result<Revision> reveal(StagedId id) {
        return write([&](Transaction& t) {
            t.reveal_import(id);
            t.save_batch({"batch-1", "households", "hash", "importer", "户.csv", "{}"});
        });
    }
    void import(const std::string& batch, const std::vector<Fact>& facts) {
        ASSERT_TRUE(write([&](Transaction& t) {
            t.save_batch({batch, "households", "hash", "importer", "户.csv", "{}"});
            for (const Fact& fact : facts) t.append(fact, {"importer", batch});
        }));
    }
    UndoneBatch undo(const std::string& batch) {
        UndoneBatch undone;
        EXPECT_TRUE(write([&](Transaction& t) { undone = t.undo_batch(batch, {"importer", {}}); }));
        return undone;
    }
    std::vector<std::string> feed(Revision after = 0) const {
        std::vector<std::pair<Revision, std::string>> rows;
        store->read_facts(after, store->revision(), [&](RecordedFact&& fact) {
            if (const auto* h = std::get_if<HouseholdRecord>(&fact.fact))
                rows.emplace_back(fact.seq, std::to_string(fact.seq) + h->id);
        });
        std::ranges::sort(rows);
        std::vector<std::string> list;
        for (auto& [seq, text] : rows) list.push_back(text);
        return list;
    }
    void reopen() {
        store.reset();
        store = std::move(open_sqlite_store(scratch.folder()).value());
    }
    static std::vector<std::string> told(const UndoneBatch& undone) {
        std::vector<std::string> list;
        for (const KeptFact& kept : undone.kept)
            list.push_back(kept.kind + " " + kept.id + " " + kept.reason);
        return list;
    }

    Scratch scratch;
    std::unique_ptr<Store> store;
};

using Lines = std::vector<std::string>;
constexpr const char* point_id = "0190a1b2-0000-7000-8000-000000000001";

TEST_F(StagedImports, AreSeenByNobodyUntilTheyAreRevealedAndThenCountFromThere) {
    append(a_household("a"));
    const StagedId id = open_import(10);
    stage(id, {a_household("x"), a_decision("x", "recommended", Day::of(2021, 4, 1))});
    append(a_household("b"));
    stage(id, {a_household("y")});
    EXPECT_EQ(store->revision(), 2);
    EXPECT_EQ(store->household("x"), std::nullopt);
    EXPECT_TRUE(store->history_of("x").empty());
    EXPECT_EQ(feed(), (Lines{"1a", "2b"}));
    write([&](Transaction& t) { EXPECT_EQ(t.household("x"), std::nullopt); });
    write([&](Transaction& t) {
        t.enter_import(id);
        EXPECT_TRUE(t.household("x"));
        EXPECT_TRUE(t.household("a"));
    });
    EXPECT_EQ(*reveal(id), 5);
    EXPECT_EQ(append(a_household("c")), 6);
    EXPECT_EQ(feed(), (Lines{"1a", "2b", "3x", "5y", "6c"}));
    EXPECT_EQ(feed(3), (Lines{"5y", "6c"}));
    EXPECT_EQ(store->history_of("x").size(), 2U);
    EXPECT_EQ(store->history_of("x")[0].batch, "batch-1");
    EXPECT_EQ(store->history_of("x")[0].account, "importer");
    reopen();
    EXPECT_EQ(feed(), (Lines{"1a", "2b", "3x", "5y", "6c"}));
    EXPECT_EQ(append(a_household("d")), 7);
    EXPECT_EQ(feed(5), (Lines{"6c", "7d"}));
}

TEST_F(StagedImports, TheLastToBeRevealedIsTheNewestVersion) {
    const StagedId id = open_import(1);
    HouseholdRecord imported = a_household("h");
    imported.address = "导入";
    stage(id, {imported});
    append(a_household("h"));
    EXPECT_NE(store->household("h")->address, "导入");
    ASSERT_TRUE(reveal(id));
    EXPECT_EQ(store->household("h")->address, "导入");
}

TEST_F(StagedImports, ThatWereCutOffAreGoneAtTheNextStartAndTheirNumbersWereNeverGiven) {
    append(a_household("a"));
    const StagedId id = open_import(10);
    stage(id, {a_household("x"), a_household("y")});
    append(a_household("b"));
    reopen();
    EXPECT_EQ(feed(), (Lines{"1a", "2b"}));
    write([&](Transaction& t) { EXPECT_THROW(t.enter_import(id), std::logic_error); });
    EXPECT_EQ(append(a_household("c")), 3);
    EXPECT_EQ(store->household("x"), std::nullopt);
}

TEST_F(StagedImports, ThatAreDroppedLeaveNothing) {
    const StagedId id = open_import(10);
    stage(id, {a_household("x"), a_household("y"), a_household("z")});
    bool more = true;
    int slices = 0;
    while (more) {
        ASSERT_TRUE(write([&](Transaction& t) { more = t.drop_import(id, 2); }));
        ++slices;
    }
    EXPECT_EQ(slices, 2);
    EXPECT_EQ(append(a_household("a")), 1);
    reopen();
    EXPECT_EQ(feed(), (Lines{"1a"}));
}

TEST_F(StagedImports, ASliceThatFailsIsRolledBackAloneAndItsLinesAreUsedAgain) {
    const StagedId id = open_import(2);
    stage(id, {a_household("x")});
    EXPECT_FALSE(store
                     ->write([&](Transaction& t) -> Result<void> {
                         t.enter_import(id);
                         t.append(a_household("no"), importer);
                         return fail(ErrorCode::conflict, "no", {"否", "no"});
                     })
                     .get());
    stage(id, {a_household("y")});
    ASSERT_TRUE(reveal(id));
    EXPECT_EQ(feed(), (Lines{"1x", "2y"}));
}

TEST_F(StagedImports, AreOvertakenByTheSameIdAndByADecisionOnTheSameHousehold) {
    append(a_household("h"));
    append(a_household("g"));
    const StagedId id = open_import(10);
    const Revision since = store->revision();
    stage(id, {an_inspection(point_id, "h"), a_decision("h", "recommended", Day::of(2021, 4, 1))});
    const auto overtaken = [&] {
        Lines list;
        write([&](Transaction& t) {
            for (const Overtaken& one : t.overtaken(id, since)) list.push_back(one.kind + " " + one.id);
        });
        return list;
    };
    append(an_inspection("0190a1b2-0000-7000-8000-000000000002", "h"));
    append(a_decision("g", "recommended", Day::of(2021, 4, 1)));
    EXPECT_TRUE(overtaken().empty());
    append(an_inspection(point_id, "h"));
    append(a_decision("h", "recommended", Day::of(2021, 5, 1)));
    EXPECT_EQ(overtaken(),
              (Lines{std::string("inspection ") + point_id, "decision h/recommended/2021-04-01"}));
}

TEST_F(StagedImports, AreOvertakenByTheSameBaseHelpPointOrArea) {
    const Day day = Day::of(2021, 5, 1);
    const auto base = [&](const std::string& id, const std::string& level) {
        return BaseRecord{id, "绣坊", level, {}, {}, day, 12, 40};
    };
    const auto point = [&](const std::string& id) {
        return HelpPointRecord{id, "站", "childrens_home", {}, {}, day, std::nullopt, 30};
    };
    const auto area = [&](const std::string& code) {
        AreaFact fact;
        fact.edition = day;
        fact.area.code = AreaCode::parse(code).value();
        fact.area.name = "村";
        return fact;
    };
    const StagedId id = open_import(10);
    const Revision since = store->revision();
    stage(id, {base("b1", "county"), point("p1"), area("410199101201")});
    const auto overtaken = [&] {
        Lines list;
        write([&](Transaction& t) {
            for (const Overtaken& one : t.overtaken(id, since)) list.push_back(one.kind + " " + one.id);
        });
        return list;
    };
    append(base("b2", "county"));
    append(point("p2"));
    append(area("410199101202"));
    EXPECT_TRUE(overtaken().empty());
    append(area("410199101201"));
    append(point("p1"));
    append(base("b1", "prefecture"));
    EXPECT_EQ(overtaken(), (Lines{"base b1", "help_point p1", "area 410199101201"}));
    append(area("410199101201"));
    append(point("p1"));
    append(base("b1", "county"));
    EXPECT_EQ(overtaken(), (Lines{"base b1", "help_point p1", "area 410199101201"})) << "each is told once";
}

TEST_F(StagedImports, AreOvertakenByAnUndo) {
    import("batch-0", {a_household("h")});
    const StagedId id = open_import(1);
    const Revision since = store->revision();
    stage(id, {a_decision("h", "recommended", Day::of(2021, 4, 1))});
    undo("batch-0");
    write([&](Transaction& t) {
        const auto list = t.overtaken(id, since);
        ASSERT_EQ(list.size(), 1U);
        EXPECT_EQ(list[0].id, "batch-0");
    });
}

TEST_F(StagedImports, CanBeUndoneLikeAnyOther) {
    const StagedId id = open_import(5);
    append(a_household("a"));
    stage(id, {a_household("x"), a_household("y")});
    ASSERT_TRUE(reveal(id));
    EXPECT_TRUE(undo("batch-1").kept.empty());
    EXPECT_EQ(feed(), (Lines{"1a"}));
}

TEST_F(StagedImports, HoldNothingOfWhatComesAfterThem) {
    append(a_household("a"));
    const StagedId id = open_import(2);
    stage(id, {a_household("x"), a_household("y")});
    ASSERT_TRUE(reveal(id));
    append(a_household("b"));
    EXPECT_EQ(feed(), (Lines{"1a", "2x", "3y", "4b"}));
    undo("batch-1");
    EXPECT_EQ(feed(), (Lines{"1a", "4b"}));
    EXPECT_TRUE(store->household("b"));
    reopen();
    EXPECT_TRUE(store->household("b"));
}

TEST_F(StagedImports, AnUndoKeepsAHouseholdThatALaterDecisionInspectionOrVersionTouched) {
    import("batch-1", {a_household("plain"), a_household("decided"), a_household("visited"),
                       a_household("corrected"), a_decision("decided", "recommended", Day::of(2021, 4, 1)),
                       a_decision("plain", "recommended", Day::of(2021, 4, 1))});
    append(a_decision("decided", "accepted", Day::of(2021, 6, 1)));
    append(an_inspection(point_id, "visited"));
    HouseholdRecord corrected = a_household("corrected");
    corrected.address = "新址";
    append(corrected);
    const UndoneBatch undone = undo("batch-1");
    EXPECT_EQ(undone.revision, 10);
    EXPECT_EQ(told(undone), (Lines{"household decided later_decision", "household visited later_inspection",
                                   "household corrected later_version",
                                   "decision decided/recommended/2021-04-01 later_decision"}));
    EXPECT_EQ(store->household("plain"), std::nullopt);
    EXPECT_TRUE(store->history_of("plain").empty());
    EXPECT_EQ(store->history_of("decided").size(), 3U);
    EXPECT_TRUE(store->household("visited"));
    EXPECT_EQ(store->household("corrected")->address, "新址");
}

TEST_F(StagedImports, AnUndoTwiceAnswersTheSameAndUsesNoNumber) {
    import("batch-1", {a_household("h"), a_household("g")});
    append(a_decision("h", "recommended", Day::of(2021, 4, 1)));
    const UndoneBatch first = undo("batch-1");
    const UndoneBatch second = undo("batch-1");
    EXPECT_EQ(second.revision, first.revision);
    EXPECT_EQ(told(second), told(first));
    EXPECT_EQ(store->revision(), first.revision);
    EXPECT_EQ(told(*store->undone("batch-1")), told(first));
}

TEST_F(StagedImports, OfTwoImportsTheOlderCanBeUndoneAndWhatTheNewerTouchedStays) {
    HouseholdRecord newer = a_household("both");
    newer.address = "新址";
    import("older", {a_household("both"), a_household("only-older")});
    import("newer", {newer, a_household("only-newer")});
    EXPECT_EQ(told(undo("older")), (Lines{"household both later_version"}));
    EXPECT_EQ(store->household("only-older"), std::nullopt);
    EXPECT_TRUE(undo("newer").kept.empty());
    EXPECT_EQ(store->household("both")->address, a_household("both").address);
}

TEST_F(StagedImports, WhatASecondImportSaidAgainOutlivesTheUndoOfTheFirst) {
    import("first", {a_household("said-twice"), a_household("said-once")});
    ASSERT_TRUE(write([](Transaction& t) {
        t.save_batch({"second", "households", "hash", "importer", "户.csv", "{}"});
        EXPECT_EQ(*store_household(t, a_household("said-twice"), {"importer", "second"}), Stored::known);
    }));
    EXPECT_EQ(told(undo("first")), (Lines{"household said-twice later_import"}));
    EXPECT_TRUE(store->household("said-twice"));
}

TEST_F(StagedImports, AnUndoneImportWasThereBefore) {
    import("batch-1", {a_household("h")});
    const Revision with = store->revision();
    undo("batch-1");
    std::size_t then = 0;
    store->read_facts(0, with, [&](RecordedFact&&) { ++then; });
    EXPECT_EQ(then, 1U);
}

}  // namespace
}  // namespace courtyard

// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <functional>

#include "campaign/canonical_record.h"
#include "data/store/sqlite_connection.h"
#include "data/store/sqlite_store.h"
#include "data/store/store.h"
#include "tests/data/sample_records.h"
#include "tests/data/scratch.h"
#include "tests/data/unit_of_work.h"

namespace courtyard {
namespace {

constexpr const char* first_id = "0190a1b2-0000-7000-8000-000000000001";
constexpr const char* second_id = "0190a1b2-0000-7000-8000-000000000002";

struct Receipts : testing::Test {
    Scratch scratch;
    std::unique_ptr<Store> store = std::move(open_sqlite_store(scratch.folder()).value());

    void reopen() {
        store.reset();
        store = std::move(open_sqlite_store(scratch.folder()).value());
    }
    Result<Revision> append(const std::vector<Fact>& facts, const WriteContext& by = {"tester", {}}) {
        return store
            ->write([&](Transaction& t) -> Result<void> {
                if (!by.batch.empty())
                    t.save_batch({by.batch, "inspections", std::string(64, 'c'), by.account, "f.csv", "{}"});
                for (const Fact& fact : facts) t.append(fact, by);
                return {};
            })
            .get();
    }
    std::vector<HeldUpload> held(const Fact& fact) const {
        const ContentHash hash = content_hash(fact).value();
        return store->held({&hash, 1});
    }
};

TEST_F(Receipts, AreHeldWithTheirFacts) {
    append({a_household("h1"), an_inspection(first_id, "h1"),
            a_decision("h1", "recommended", Day::of(2023, 6, 2))});
    const auto inspection = held(an_inspection(first_id, "h1"));
    ASSERT_EQ(inspection.size(), 1U);
    EXPECT_EQ(inspection[0].fact.seq, 2);
    EXPECT_EQ(inspection[0].fact.account, "tester");
    EXPECT_EQ(held(a_decision("h1", "recommended", Day::of(2023, 6, 2))).at(0).fact.seq, 3);
    EXPECT_TRUE(held(an_inspection(second_id, "h1")).empty());
}

TEST_F(Receipts, AreThoseOfTheContentAlone) {
    InspectionFact other = an_inspection(first_id, "h1");
    other.finding = {};
    EXPECT_EQ(content_hash(other), content_hash(an_inspection(first_id, "h1")));
    other.record.note += "!";
    EXPECT_NE(content_hash(other), content_hash(an_inspection(first_id, "h1")));
}

TEST_F(Receipts, OfAnUndoneImportAreNotHeld) {
    append({an_inspection(first_id, "")}, {"tester", "b1"});
    ASSERT_EQ(held(an_inspection(first_id, "")).size(), 1U);
    store
        ->write([](Transaction& t) -> Result<void> {
            return t.undo_batch("b1", {"tester", {}}), Result<void>();
        })
        .get();
    EXPECT_TRUE(held(an_inspection(first_id, "")).empty());
    const ContentHash file = parse_content_hash(std::string(64, 'c')).value();
    EXPECT_TRUE(store->held({&file, 1}).empty());
}

TEST_F(Receipts, OfWorkThatWasTakenBackAreNotHeld) {
    store
        ->write([](Transaction& t) -> Result<void> {
            t.append(an_inspection(first_id, ""), {"tester", {}});
            return fail(ErrorCode::conflict, "taken.back", {"", ""});
        })
        .get();
    EXPECT_TRUE(held(an_inspection(first_id, "")).empty());
}

TEST_F(Receipts, AnImportIsKnownByTheHashOfItsFile) {
    append({an_inspection(first_id, "")}, {"tester", "b1"});
    const ContentHash file = parse_content_hash(std::string(64, 'c')).value();
    const auto known = store->held({&file, 1});
    ASSERT_EQ(known.size(), 1U);
    EXPECT_EQ(known[0].batch->id, "b1");
}

/// An import on its way with two inspection points; a third is rolled back.
struct StagedReceipts : Receipts {
    StagedId import = 0;

    Result<Revision> write(const std::function<void(Transaction&)>& work) { return write_to(*store, work); }
    StagedReceipts() {
        write([&](Transaction& t) { import = t.open_import(5, {"tester", "b1"}); });
        for (const char* id : {second_id, first_id}) stage(an_inspection(id, ""));
        store
            ->write([&](Transaction& t) -> Result<void> {
                t.enter_import(import);
                t.append(an_inspection(third_id, ""), {"tester", "b1"});
                return fail(ErrorCode::conflict, "taken.back", {"", ""});
            })
            .get();
    }
    void stage(const Fact& fact) {
        write([&](Transaction& t) {
            t.enter_import(import);
            t.append(fact, {"tester", "b1"});
        });
    }
    void reveal() {
        write([&](Transaction& t) {
            t.reveal_import(import);
            t.save_batch({"b1", "inspections", std::string(64, 'c'), "tester", "f.csv", "{}"});
        });
    }
    void expect_two_held() const {
        for (const char* id : {first_id, second_id}) EXPECT_EQ(held(an_inspection(id, "")).size(), 1U) << id;
        EXPECT_TRUE(held(an_inspection(third_id, "")).empty());
    }
    static constexpr const char* third_id = "0190a1b2-0000-7000-8000-000000000003";
};

TEST_F(StagedReceipts, AreHeldOnceTheImportIsRevealed) {
    EXPECT_TRUE(held(an_inspection(first_id, "")).empty());
    reveal();
    expect_two_held();
    reopen();
    expect_two_held();
}

TEST_F(StagedReceipts, MayBeListedBitByBitBeforeAndAreNotHeldYet) {
    bool more = false;
    write([&](Transaction& t) { more = t.list_receipts(import, 1); });
    EXPECT_TRUE(more);
    store
        ->write([&](Transaction& t) -> Result<void> {
            EXPECT_FALSE(t.list_receipts(import, 1));
            return fail(ErrorCode::conflict, "taken.back", {"", ""});
        })
        .get();
    write([&](Transaction& t) { more = t.list_receipts(import, 1); });
    EXPECT_FALSE(more);
    EXPECT_TRUE(held(an_inspection(first_id, "")).empty());
    reveal();
    expect_two_held();
}

TEST_F(StagedReceipts, GoWithAnImportThatIsDropped) {
    write([&](Transaction& t) { t.list_receipts(import, 1); });
    write([&](Transaction& t) { EXPECT_FALSE(t.drop_import(import, 100)); });
    SqliteConnection connection(scratch.folder() / "courtyard.db", Access::read_only);
    EXPECT_EQ(connection.database().execAndGet("SELECT count(*) FROM receipt_by_hash").getInt(), 0);
    EXPECT_EQ(connection.database().execAndGet("SELECT count(*) FROM receipt").getInt(), 0);
}

TEST_F(Receipts, OfOlderDataAreWrittenWhenItIsOpened) {
    append({a_household("h1"), an_inspection(first_id, "h1"),
            a_decision("h1", "recommended", Day::of(2023, 6, 2)), an_inspection(second_id, "h1")});
    store.reset();
    {
        SqliteConnection connection(scratch.folder() / "courtyard.db", Access::read_write);
        connection.database().exec("DELETE FROM receipt; DELETE FROM receipt_by_hash");
    }
    reopen();
    EXPECT_EQ(held(an_inspection(first_id, "h1")).size(), 1U);
    EXPECT_EQ(held(an_inspection(second_id, "h1")).size(), 1U);
    EXPECT_EQ(held(a_decision("h1", "recommended", Day::of(2023, 6, 2))).size(), 1U);
}

TEST_F(Receipts, OfImportedDecisionsDoNotExist) {
    DecisionRecord imported = a_decision("h1", "recommended", Day::of(2023, 6, 2));
    imported.imported = true;
    EXPECT_FALSE(content_hash(imported));
    append({a_household("h1"), imported});
    reopen();
    EXPECT_EQ(store->revision(), 2);
}

TEST_F(Receipts, HashesAreSixtyFourHexDigits) {
    const ContentHash hash = content_hash(an_inspection(first_id, "")).value();
    EXPECT_EQ(parse_content_hash(to_hex(hash)), hash);
    EXPECT_FALSE(parse_content_hash(std::string(63, 'a')));
    EXPECT_FALSE(parse_content_hash(std::string(63, 'a') + "g"));
    EXPECT_FALSE(parse_content_hash(std::string(66, 'a')));
}

}  // namespace
}  // namespace courtyard

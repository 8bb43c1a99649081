// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "data/store/store.h"

#include <gtest/gtest.h>

#include <thread>

#include "data/store/child_store.h"
#include "data/store/data_directory.h"
#include "data/store/sqlite_store.h"
#include "tests/data/sample_records.h"
#include "tests/data/scratch.h"
#include "tests/geo/grid_county.h"

namespace courtyard {
namespace {

using MakeStore = std::unique_ptr<Store> (*)(const std::filesystem::path&);

std::unique_ptr<Store> sqlite(const std::filesystem::path& folder) {
    return std::move(open_sqlite_store(folder).value());
}

/// What every store promises, whatever is beneath it.
class StoreContract : public testing::TestWithParam<MakeStore> {
  protected:
    StoreContract() : store(GetParam()(scratch.folder())) {}

    void reopen() {
        store.reset();
        store = GetParam()(scratch.folder());
    }
    Result<Revision> append(const Fact& fact) {
        return store
            ->write([&](Transaction& t) -> Result<void> {
                t.append(fact, {"tester", {}});
                return {};
            })
            .get();
    }
    std::vector<RecordedFact> facts(Revision after = 0) const {
        std::vector<RecordedFact> list;
        store->read_facts(after, store->revision(),
                          [&](RecordedFact&& fact) { list.push_back(std::move(fact)); });
        return list;
    }

    Scratch scratch;
    std::unique_ptr<Store> store;
};

TEST_P(StoreContract, GivesEveryFactTheNextNumber) {
    EXPECT_EQ(store->revision(), 0);
    EXPECT_EQ(*append(a_household("h1")), 1);
    EXPECT_EQ(*append(a_household("h2")), 2);
    EXPECT_EQ(store->revision(), 2);
}

TEST_P(StoreContract, ReadsBackEveryKindAsItWasWritten) {
    const auto county = grid("AB");
    BaseRecord base{"b1", "织梦坊", "county", village_code('A'), std::nullopt, Day::of(2022, 5, 1), 12, 40};
    HelpPointRecord point{"p1",         "河湾儿童之家",      "childrens_home",    village_code('A'),
                          std::nullopt, Day::of(2021, 6, 1), Day::of(2023, 1, 1), 30};
    append(AreaFact{Day::of(2020, 1, 1), county[county.find(village_code('A'))]});
    append(a_target("410199", 2023, 120));
    append(a_household("h1"));
    append(base);
    append(point);
    append(a_decision("h1", "recommended", Day::of(2021, 4, 1)));
    append(an_inspection("0190a1b2-0000-7000-8000-000000000001", "h1"));
    reopen();

    const auto list = facts();
    ASSERT_EQ(list.size(), 7U);
    const auto& area = std::get<AreaFact>(list[0].fact);
    EXPECT_EQ(area.edition, Day::of(2020, 1, 1));
    EXPECT_EQ(area.area.boundary.polygons.front().rings.front(),
              county[county.find(village_code('A'))].boundary.polygons.front().rings.front());
    EXPECT_EQ(std::get<TargetRecord>(list[1].fact).year, 2023);
    EXPECT_EQ(std::get<HouseholdRecord>(list[2].fact).position, a_household("h1").position);
    EXPECT_EQ(std::get<BaseRecord>(list[3].fact).women_trained, 40);
    EXPECT_EQ(std::get<BaseRecord>(list[3].fact).position, std::nullopt);
    EXPECT_EQ(std::get<HelpPointRecord>(list[4].fact).closed_on, Day::of(2023, 1, 1));
    EXPECT_EQ(std::get<DecisionRecord>(list[5].fact).reason, "现场核查合格");
    const auto& [record, finding] = std::get<InspectionFact>(list[6].fact);
    EXPECT_EQ(record.scores, an_inspection("x", "").record.scores);
    EXPECT_EQ(record.note, "第一行\n第二行");
    EXPECT_EQ(record.photos.size(), 2U);
    EXPECT_EQ(finding.distance_m, 12.25);
    EXPECT_TRUE(finding.flags.has(Flag::low_accuracy));
    EXPECT_EQ(list[6].account, "tester");
}

TEST_P(StoreContract, WorkThatFailsLeavesNothingAndItsNumbersAreUsedAgain) {
    const auto refused = store
                             ->write([](Transaction& t) -> Result<void> {
                                 t.append(a_household("h1"), {});
                                 return fail(ErrorCode::conflict, "no", {"否", "no"});
                             })
                             .get();
    EXPECT_EQ(refused.error().name, "no");
    EXPECT_TRUE(facts().empty());
    EXPECT_EQ(*append(a_household("h2")), 1);
}

TEST_P(StoreContract, WorkThatThrowsLeavesNothingAndItsNeighboursAreStored) {
    auto bad = store->write([](Transaction& t) -> Result<void> {
        t.append(a_household("bad"), {});
        throw std::runtime_error("a bug");
    });
    auto good = append(a_household("good"));
    EXPECT_THROW(bad.get(), std::runtime_error);
    EXPECT_TRUE(good);
    ASSERT_EQ(facts().size(), 1U);
    EXPECT_EQ(std::get<HouseholdRecord>(facts()[0].fact).id, "good");
}

TEST_P(StoreContract, ManyWritersLoseNothing) {
    constexpr int writers = 8;
    constexpr int each = 50;
    std::vector<std::thread> threads;
    for (int writer = 0; writer < writers; ++writer)
        threads.emplace_back([&, writer] {
            for (int i = 0; i < each; ++i)
                EXPECT_TRUE(append(a_household(std::to_string(writer) + "-" + std::to_string(i))));
        });
    for (auto& thread : threads) thread.join();
    reopen();
    EXPECT_EQ(facts().size(), std::size_t{writers * each});
    EXPECT_EQ(store->revision(), writers * each);
}

TEST_P(StoreContract, PublishesAfterTheCommitAndBeforeTheAnswer) {
    Revision published = 0;
    std::size_t seen = 0;
    store->on_commit([&](const Store::Commit& commit) {
        published = commit.revision;
        store->read_facts(0, commit.revision, [&](RecordedFact&&) { ++seen; });
    });
    EXPECT_EQ(*append(a_household("h1")), 1);
    EXPECT_EQ(published, 1);
    EXPECT_EQ(seen, 1U);
}

TEST_P(StoreContract, AnUndoneImportIsAsIfItHadNeverComeButItsPastStays) {
    append(a_household("before"));
    ASSERT_TRUE(store
                    ->write([](Transaction& t) -> Result<void> {
                        t.save_batch({"batch-1", "households", "hash", "tester", "户.csv", "{}"});
                        t.append(a_household("imported"), {"tester", "batch-1"});
                        return {};
                    })
                    .get());
    const Revision with_import = store->revision();
    bool rebuild = false;
    store->on_commit([&](const Store::Commit& commit) { rebuild = commit.rebuild; });
    ASSERT_TRUE(store
                    ->write([](Transaction& t) -> Result<void> {
                        t.undo_batch("batch-1", {"tester", {}});
                        return {};
                    })
                    .get());
    EXPECT_TRUE(rebuild);
    EXPECT_EQ(facts().size(), 1U);
    EXPECT_EQ(store->household("imported"), std::nullopt);
    EXPECT_TRUE(store->batch("batch-1")->undone);
    std::size_t then = 0;
    store->read_facts(0, with_import, [&](RecordedFact&&) { ++then; });
    EXPECT_EQ(then, 2U);
}

TEST_P(StoreContract, ACodeKeepsItsIntegerIdInEveryEdition) {
    const auto county = grid("AB");
    const Area& village = county[county.find(village_code('B'))];
    append(AreaFact{Day::of(2020, 1, 1), county[county.find(village_code('A'))]});
    append(AreaFact{Day::of(2020, 1, 1), village});
    append(AreaFact{Day::of(2024, 1, 1), village});
    const auto list = facts();
    EXPECT_EQ(std::get<AreaFact>(list[1].fact).area.fid, std::get<AreaFact>(list[2].fact).area.fid);
    EXPECT_NE(std::get<AreaFact>(list[0].fact).area.fid, std::get<AreaFact>(list[1].fact).area.fid);
}

TEST_P(StoreContract, KeepsAccountsAndCredentials) {
    ASSERT_TRUE(
        store
            ->write([](Transaction& t) -> Result<void> {
                t.save_account({"李干事", "field", AreaCode::parse("410199101").value(), "$argon2id$..."});
                t.save_credential({"hash", "李干事", "token", Instant{5}});
                return {};
            })
            .get());
    reopen();
    ASSERT_EQ(store->accounts().size(), 1U);
    EXPECT_EQ(store->accounts()[0].area.view(), "410199101");
    ASSERT_EQ(store->credentials().size(), 1U);
    EXPECT_EQ(store->credentials()[0].expires.ms, 5);
}

INSTANTIATE_TEST_SUITE_P(Sqlite, StoreContract, testing::Values(&sqlite));

TEST(SqliteStore, RefusesAFileOfANewerProgram) {
    const Scratch scratch;
    sqlite(scratch.folder());
    ASSERT_EQ(std::system(("python3 -c \"import sqlite3;c=sqlite3.connect('" +
                           (scratch.folder() / "courtyard.db").string() +
                           "');c.execute('PRAGMA user_version=99');c.commit()\"")
                              .c_str()),
              0);
    const Error refused = open_sqlite_store(scratch.folder()).error();
    EXPECT_EQ(refused.name, "store.newer");
    EXPECT_NE(refused.detail.en.find("courtyard restore FILE --data NEW"), std::string::npos);
    EXPECT_NE(refused.detail.zh.find("courtyard restore 备份 --data 新目录"), std::string::npos);
}

TEST(ChildStore, RefusesADamagedFileAndSaysToRestore) {
    const Scratch scratch;
    scratch.write("children.db", std::string(8192, 'x'));
    const Error refused = ChildStore::open(scratch.folder()).error();
    EXPECT_EQ(refused.name, "store.damaged");
    EXPECT_NE(refused.detail.en.find("courtyard restore FILE --data NEW"), std::string::npos);
    EXPECT_NE(refused.detail.zh.find("courtyard restore 备份 --data 新目录"), std::string::npos);
}

TEST(SqliteStore, RefusesADamagedFileAndDoesNotRepairIt) {
    const Scratch scratch;
    scratch.write("courtyard.db", std::string(8192, 'x'));
    EXPECT_EQ(open_sqlite_store(scratch.folder()).error().name, "store.damaged");
}

TEST(DataDirectory, KeepsASecondProcessOutAndNamesTheFirst) {
    const Scratch scratch;
    auto first = DataDirectory::open(scratch.folder() / "data");
    ASSERT_TRUE(first);
    first->announce("http://127.0.0.1:8080");
    const auto second = DataDirectory::open(scratch.folder() / "data");
    ASSERT_FALSE(second);
    EXPECT_EQ(second.error().name, "data.in_use");
    EXPECT_NE(second.error().detail.en.find("http://127.0.0.1:8080"), std::string::npos);
}

}  // namespace
}  // namespace courtyard

// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
// Data of an older program goes on working, and a copy of it is kept.
#include <SQLiteCpp/Database.h>
#include <fmt/format.h>
#include <gtest/gtest.h>

#include "data/store/sql_statements.h"
#include "data/store/sqlite_store.h"
#include "tests/data/sample_records.h"
#include "tests/data/scratch.h"

namespace courtyard {
namespace {

/// A file as the first schema's program left it: a single household, an import of two, another single, an
/// undone import.
void write_first_schema(const std::filesystem::path& file) {
    SQLite::Database old(file.string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
    old.exec(std::string(sql_file("001_facts.sql")));
    old.exec("PRAGMA user_version=1");
    old.exec(
        "INSERT INTO batch VALUES ('b1','households','hash','importer','f','{}',7,NULL),"
        "('b2','households','hash','importer','f','{}',8,6)");
    const char* batches[] = {"NULL", "'b1'", "'b1'", "NULL", "'b2'"};
    for (int i = 0; i < 5; ++i) {
        old.exec(fmt::format("INSERT INTO feed VALUES ({},'household',{},'{}',{})", i + 1, 100 + i,
                             std::string(batches[i]) == "NULL" ? "tester" : "importer", batches[i]));
        old.exec(
            fmt::format("INSERT INTO household VALUES ({},'h{}','王**','','410199101201',NULL,NULL,NULL,"
                        "NULL,NULL,18000)",
                        i + 1, i + 1));
    }
    old.exec("INSERT INTO feed VALUES (6,'undo',106,'importer',NULL)");
}

TEST(Migration, KeepsEveryFactItsNumberItsTimeAndItsImport) {
    const Scratch scratch;
    write_first_schema(scratch.folder() / "courtyard.db");
    auto store = std::move(open_sqlite_store(scratch.folder()).value());
    EXPECT_EQ(store->revision(), 6);
    std::vector<std::string> list;
    store->read_facts(0, 6, [&](RecordedFact&& fact) {
        list.push_back(fmt::format("{} {} {} {} {}", fact.seq, std::get<HouseholdRecord>(fact.fact).id,
                                   fact.recorded_at.ms, fact.account, fact.batch));
        EXPECT_EQ(fact.line, fact.seq);
    });
    EXPECT_EQ(list, (std::vector<std::string>{"1 h1 100 tester ", "2 h2 101 importer b1",
                                              "3 h3 101 importer b1", "4 h4 103 tester "}));
    std::size_t before_the_undo = 0;
    store->read_facts(0, 5, [&](RecordedFact&&) { ++before_the_undo; });
    EXPECT_EQ(before_the_undo, 5U);
    EXPECT_EQ(*store
                   ->write([](Transaction& t) -> Result<void> {
                       t.append(a_household("new"), {"tester", {}});
                       return {};
                   })
                   .get(),
              7);
}

TEST(Migration, CopiesTheFileFirst) {
    const Scratch scratch;
    const auto file = scratch.folder() / "courtyard.db";
    write_first_schema(file);
    open_sqlite_store(scratch.folder()).value().reset();
    std::filesystem::path copy;
    for (const auto& entry : std::filesystem::directory_iterator(scratch.folder()))
        if (entry.path().filename().string().starts_with("courtyard.db.before-")) copy = entry.path();
    ASSERT_FALSE(copy.empty());
    SQLite::Database kept(copy.string(), SQLite::OPEN_READONLY);
    EXPECT_EQ(kept.execAndGet("PRAGMA user_version").getInt(), 1);
    EXPECT_EQ(kept.execAndGet("SELECT count(*) FROM feed").getInt(), 6);
    EXPECT_EQ(std::string(kept.execAndGet("PRAGMA integrity_check").getString()), "ok");
}

TEST(Migration, LeavesASoundFileWithoutDanglingReferences) {
    const Scratch scratch;
    const auto file = scratch.folder() / "courtyard.db";
    write_first_schema(file);
    open_sqlite_store(scratch.folder()).value().reset();
    SQLite::Database now(file.string(), SQLite::OPEN_READWRITE);
    EXPECT_EQ(std::string(now.execAndGet("PRAGMA integrity_check").getString()), "ok");
    SQLite::Statement dangling(now, "PRAGMA foreign_key_check");
    EXPECT_FALSE(dangling.executeStep());
}

TEST(Migration, OfANewStoreKeepsNoCopy) {
    const Scratch scratch;
    open_sqlite_store(scratch.folder()).value().reset();
    for (const auto& entry : std::filesystem::directory_iterator(scratch.folder()))
        EXPECT_FALSE(entry.path().filename().string().starts_with("courtyard.db.before-"));
}

}  // namespace
}  // namespace courtyard

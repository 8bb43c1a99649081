// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
// What the store says and does when another program writes into its file.
#include <gtest/gtest.h>

#include "data/store/page_source.h"
#include "data/store/sqlite_connection.h"
#include "data/store/sqlite_store.h"
#include "tests/data/sample_records.h"
#include "tests/data/scratch.h"

namespace courtyard {
namespace {

class ForeignWriter : public testing::Test {
  protected:
    ForeignWriter() { open(); }

    void open() {
        store.reset();
        store = std::move(open_sqlite_store(scratch.folder()).value());
        store->on_broken([this](const Error& error) { told.push_back(error.name); });
    }
    Result<Revision> append(const std::string& id, std::size_t letters = 1) {
        return store
            ->write([&](Transaction& t) -> Result<void> {
                HouseholdRecord household = a_household(id);
                household.name.assign(letters, 'n');
                t.append(household, {"tester", {}});
                return {};
            })
            .get();
    }
    std::filesystem::path file() const { return scratch.folder() / "courtyard.db"; }
    /// As the sqlite3 command line opens it.
    SQLite::Database stranger() const { return {file().string(), SQLite::OPEN_READWRITE}; }

    Scratch scratch;
    std::vector<std::string> told;
    std::unique_ptr<Store> store;
};

constexpr const char* edit = "UPDATE household SET name = 'edited'";

TEST_F(ForeignWriter, ItsCommitEndsTheWritingAndReadingGoesOn) {
    ASSERT_TRUE(append("before"));
    stranger().exec(edit);
    EXPECT_EQ(append("refused").error().name, "store.foreign_writer");
    EXPECT_EQ(append("refused").error().name, "store.foreign_writer");
    EXPECT_EQ(told, std::vector<std::string>{"store.foreign_writer"});
    EXPECT_TRUE(store->household("before"));
    EXPECT_EQ(store->household("refused"), std::nullopt);
    EXPECT_EQ(store->revision(), 1);
}

TEST_F(ForeignWriter, TheNextStartTakesTheFileAsItIsAndWritesAgain) {
    ASSERT_TRUE(append("before"));
    stranger().exec(edit);
    ASSERT_FALSE(append("refused"));
    open();
    EXPECT_EQ(store->household("before")->name, "edited");
    EXPECT_EQ(*append("after"), 2);
}

TEST_F(ForeignWriter, AnOpenTransactionRefusesWhatComesMeanwhileAndNoMore) {
    ASSERT_TRUE(append("before"));
    {
        SQLite::Database other = stranger();
        other.exec("BEGIN IMMEDIATE");
        other.exec(edit);
        EXPECT_EQ(append("meanwhile").error().name, "store.foreign_writer");
        other.exec("ROLLBACK");
    }
    EXPECT_EQ(*append("after"), 2);
    EXPECT_TRUE(told.empty());
}

TEST_F(ForeignWriter, WhoReadsOrCopiesIsNone) {
    ASSERT_TRUE(append("before"));
    SQLite::Database other = stranger();
    EXPECT_EQ(other.execAndGet("SELECT count(*) FROM household").getInt(), 1);
    EXPECT_TRUE(append("after a reading"));
    other.exec("VACUUM INTO '" + (scratch.folder() / "copy.db").string() + "'");
    EXPECT_TRUE(append("after a copy of a stranger"));
    ASSERT_TRUE(dynamic_cast<PageSource&>(*store).copy_pages(
        scratch.folder() / "pages.db", [] {}, [](std::size_t, std::size_t) {}));
    EXPECT_TRUE(append("after a backup"));
    EXPECT_TRUE(told.empty());
}

TEST_F(ForeignWriter, OurOwnCheckpointsAreNone) {
    const auto log_file = dynamic_cast<PageSource&>(*store).log_file();
    std::uintmax_t longest = 0;
    // Forty megabytes; the log is moved into the file at each eight, and begins anew.
    for (int i = 0; i < 40; ++i) {
        ASSERT_TRUE(append(std::to_string(i), 1'000'000)) << i;
        longest = std::max(longest, std::filesystem::file_size(log_file));
    }
    EXPECT_LT(longest, 20'000'000U);
    EXPECT_GT(std::filesystem::file_size(file()), 20'000'000U);
    EXPECT_TRUE(told.empty());
}

}  // namespace
}  // namespace courtyard

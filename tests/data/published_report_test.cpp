// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "data/store/published_report.h"

#include <SQLiteCpp/Database.h>
#include <gtest/gtest.h>

#include "data/store/sqlite_store.h"
#include "tests/data/sample_records.h"
#include "tests/data/scratch.h"
#include "tests/data/unit_of_work.h"

namespace courtyard {
namespace {

PublishedReport a_report(const std::string& id, std::int64_t at) {
    return {id,
            AreaCode::parse("410199").value(),
            Day::of(2023, 1, 1),
            Day::of(2023, 6, 30),
            "zh",
            7,
            Instant{at},
            "planner",
            "总任务25200户，占总任务目标的52％。\n",
            R"([{"id":"x","value":52}])"};
}

TEST(PublishedReport, IsKeptToTheByteAcrossAStart) {
    const Scratch scratch;
    {
        auto store = std::move(open_sqlite_store(scratch.folder()).value());
        ASSERT_TRUE(write_to(*store, [](Transaction& t) {
            t.save_report(a_report("one", 100));
            t.save_report(a_report("two", 200));
            EXPECT_TRUE(t.report("one"));
            EXPECT_FALSE(t.report("three"));
        }));
        EXPECT_EQ(store->revision(), 0) << "a report is no fact";
    }
    const auto store = std::move(open_sqlite_store(scratch.folder()).value());
    const auto report = store->report("one");
    ASSERT_TRUE(report);
    const PublishedReport expected = a_report("one", 100);
    EXPECT_EQ(report->text, expected.text);
    EXPECT_EQ(report->parts, expected.parts);
    EXPECT_EQ(report->area, expected.area);
    EXPECT_EQ(report->from, expected.from);
    EXPECT_EQ(report->to, expected.to);
    EXPECT_EQ(report->revision, expected.revision);
    EXPECT_EQ(report->account, expected.account);
    ASSERT_EQ(store->reports().size(), 2U);
    EXPECT_EQ(store->reports().front().id, "two") << "the newest first";
    EXPECT_FALSE(store->report("three"));
}

TEST(PublishedReport, IsNeitherChangedNorRemoved) {
    const Scratch scratch;
    {
        auto store = std::move(open_sqlite_store(scratch.folder()).value());
        ASSERT_TRUE(write_to(*store, [](Transaction& t) { t.save_report(a_report("one", 100)); }));
    }
    SQLite::Database file((scratch.folder() / "courtyard.db").string(), SQLite::OPEN_READWRITE);
    EXPECT_THROW(file.exec("UPDATE report SET text = 'another' WHERE id = 'one'"), SQLite::Exception);
    EXPECT_THROW(file.exec("DELETE FROM report"), SQLite::Exception);
    EXPECT_EQ(file.execAndGet("SELECT count(*) FROM report WHERE text LIKE '%52％%'").getInt(), 1);
}

}  // namespace
}  // namespace courtyard

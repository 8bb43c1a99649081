// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/audit_file.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <sstream>

#include "data/store/sqlite_store.h"
#include "tests/data/scratch.h"
#include "tests/data/unit_of_work.h"

namespace courtyard {
namespace {

class AuditFile : public testing::Test {
  protected:
    AuditFile() : store_(std::move(open_sqlite_store(scratch_.folder()).value())) {}

    void look(int times) {
        write_to(*store_, [&](Transaction& t) {
            for (int i = 0; i < times; ++i)
                t.note(
                    {.verb = "look", .account = fmt::format("a{}", i), .kind = "household", .subject = "h"});
        });
    }
    /// The entries that were written, when slices may be begun so many times.
    std::ptrdiff_t written(int slices) {
        std::ostringstream out;
        begun_ = 0;
        whole_ = write_audit(out, *store_, {}, AuditFormat::json_lines, [&] { return begun_++ < slices; });
        const std::string text = out.str();
        return std::ranges::count(text, '\n');
    }

    Scratch scratch_;
    std::unique_ptr<Store> store_;
    int begun_ = 0;
    bool whole_ = false;
};

TEST_F(AuditFile, AsksNoMoreOftenThanThereAreSlices) {
    EXPECT_EQ(written(9), 0);
    look(3);
    EXPECT_EQ(written(9), 3);
    EXPECT_EQ(begun_, 1);
    look(4'998);
    EXPECT_EQ(written(9), 5'001);
    EXPECT_EQ(begun_, 2);
    EXPECT_TRUE(whole_);
}

TEST_F(AuditFile, EndsWhereItMayNotGoOnAndSaysSo) {
    look(5'001);
    EXPECT_EQ(written(1), 5'000);
    EXPECT_FALSE(whole_);
    EXPECT_EQ(written(0), 0);
    EXPECT_FALSE(whole_);
}

}  // namespace
}  // namespace courtyard

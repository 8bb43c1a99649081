// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/backup_keeper.h"

#include <gtest/gtest.h>

#include <fstream>

#include "data/store/sqlite_store.h"
#include "tests/data/scratch.h"

namespace courtyard {
namespace {

TEST(BackupKeeper, KnowsTheNewestBackupOfAnEarlierProcess) {
    const Scratch scratch;
    const auto data = scratch.folder() / "data";
    const auto backups = scratch.folder() / "backups";
    std::filesystem::create_directories(data);
    std::filesystem::create_directories(backups);
    ASSERT_TRUE(BackupKey::make(scratch.folder() / "key"));
    for (const char* name :
         {"courtyard-20260401T150000Z-r5.backup", "courtyard-20260401T160000Z-r7.backup", "notes.backup"})
        std::ofstream(backups / name) << "sealed";
    const auto store = open_sqlite_store(data).value();
    BlobStore blobs(data);
    // There is no children.db, so that none of its own comes about.
    const auto keeper = BackupKeeper::start(*store, blobs, {data, backups, scratch.folder() / "key"}).value();
    const BackupKeeper::State state = keeper->figures();
    ASSERT_TRUE(state.finished_at);
    EXPECT_EQ(to_string(*state.finished_at), to_string(Instant::parse("2026-04-01T16:00:00Z").value()));
    EXPECT_EQ(state.whole, 7);
    EXPECT_EQ(state.made, 0U);
}

}  // namespace
}  // namespace courtyard

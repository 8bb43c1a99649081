// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "data/store/sound_mark.h"

#include <gtest/gtest.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <future>

#include "data/store/sqlite_store.h"
#include "tests/data/sample_records.h"
#include "tests/data/scratch.h"

namespace courtyard {
namespace {

class SoundMark : public testing::Test {
  protected:
    SoundMark() {
        const auto store = std::move(open_sqlite_store(scratch.folder()).value());
        EXPECT_TRUE(store
                        ->write([&](Transaction& t) -> Result<void> {
                            for (int i = 0; i < 5'000; ++i)
                                t.append(a_household("h" + std::to_string(i)), {"tester", {}});
                            return {};
                        })
                        .get());
    }
    std::filesystem::path file() const { return scratch.folder() / "courtyard.db"; }
    /// Bits that say how many cells a page has, somewhere in the middle of the file.
    void bend() const {
        std::fstream bytes(file(), std::ios::in | std::ios::out | std::ios::binary);
        const auto page = static_cast<std::streamoff>(std::filesystem::file_size(file()) / 4096 / 2);
        bytes.seekp(page * 4096);
        bytes.write("\xff\xff\xff\xff\xff\xff\xff\xff", 8);
    }

    Scratch scratch;
};

TEST_F(SoundMark, AFileIsAsItWasLeftUntilSomebodyTouchesIt) {
    EXPECT_TRUE(is_as_left(file()));
    const auto written = std::filesystem::last_write_time(file());
    std::ofstream(file(), std::ios::app | std::ios::binary) << 'x';
    EXPECT_FALSE(is_as_left(file()));
    std::filesystem::resize_file(file(), std::filesystem::file_size(file()) - 1);
    std::filesystem::last_write_time(file(), written);
    EXPECT_FALSE(is_as_left(file())) << "the kernel knows when";
}

TEST_F(SoundMark, ACopyIsAnotherFile) {
    const auto copy = scratch.folder() / "copy.db";
    std::filesystem::copy_file(file(), copy);
    std::filesystem::rename(copy, file());
    EXPECT_FALSE(is_as_left(file()));
}

TEST_F(SoundMark, AFileThatIsNotAsItWasLeftIsReadToItsEndFirst) {
    bend();
    const auto refused = open_sqlite_store(scratch.folder());
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().name, "store.damaged");
}

TEST_F(SoundMark, DamageInAFileThatWasTakenAsItWasLeftIsFoundBesideItsUsersAndEndsTheWriting) {
    bend();
    mark_as_left(file());
    auto opened = open_sqlite_store(scratch.folder());
    ASSERT_TRUE(opened);
    std::promise<std::string> told;
    (*opened)->on_broken([&](const Error& error) { told.set_value(error.name); });
    auto found = told.get_future();
    ASSERT_EQ(found.wait_for(std::chrono::minutes(1)), std::future_status::ready);
    EXPECT_EQ(found.get(), "store.failed");
    const auto refused = (*opened)->write([](Transaction&) -> Result<void> { return {}; }).get();
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().name, "store.failed");
}

TEST_F(SoundMark, ASoundFileServesAndIsMarkedAgain) {
    {
        const auto store = std::move(open_sqlite_store(scratch.folder()).value());
        bool broken = false;
        store->on_broken([&](const Error&) { broken = true; });
        EXPECT_TRUE(store
                        ->write([&](Transaction& t) -> Result<void> {
                            t.append(a_household("one more"), {"tester", {}});
                            return {};
                        })
                        .get());
        EXPECT_FALSE(broken);
    }
    EXPECT_TRUE(is_as_left(file()));
}

}  // namespace
}  // namespace courtyard

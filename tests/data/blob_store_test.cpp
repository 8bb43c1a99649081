// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "data/store/blob_store.h"

#include <gmock/gmock.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <fstream>
#include <thread>

#include "data/store/data_directory.h"
#include "tests/data/a_photo.h"
#include "tests/data/scratch.h"

namespace courtyard {
namespace {

std::atomic<int> data_syncs;
std::atomic<int> folder_syncs;
std::atomic<int> failing_with;

std::atomic<int> folders_failing_with;

int counted(int file, std::atomic<int>& count, int failure, int (*real)(int)) {
    ++count;
    if (failure == 0) return real(file);
    errno = failure;
    return -1;
}
int sync_data(int file) { return counted(file, data_syncs, failing_with, &::fdatasync); }
int sync_all(int file) { return counted(file, folder_syncs, folders_failing_with, &::fsync); }

class Blobs : public testing::Test {
  protected:
    Blobs()
        : data_(DataDirectory::open(scratch_.folder()).value()),
          blobs_(data_.folder(), {sync_data, sync_all}) {
        data_syncs = folder_syncs = failing_with = folders_failing_with = 0;
    }

    std::string text_of(const std::string& sha256) const {
        std::ifstream in(blobs_.path_of(sha256), std::ios::binary);
        return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
    }
    std::size_t left_in_spool() const {
        return static_cast<std::size_t>(
            std::distance(std::filesystem::directory_iterator(data_.spool()), {}));
    }

    Scratch scratch_;
    DataDirectory data_;
    BlobStore blobs_;
};

const std::string text = "a photo";
const std::string hash = sha256_of(bytes_of(text));

TEST_F(Blobs, KnowsTheHashThatEverybodyElseComputes) {
    EXPECT_EQ(sha256_of(bytes_of("abc")), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST_F(Blobs, KeepsBytesUnderTheirHash) {
    ASSERT_TRUE(blobs_.keep(bytes_of(text), hash));
    EXPECT_EQ(blobs_.path_of(hash), scratch_.folder() / "blobs" / hash.substr(0, 2) / hash);
    EXPECT_EQ(text_of(hash), text);
    EXPECT_EQ(left_in_spool(), 0U);
}

TEST_F(Blobs, SyncsTheBytesTheNewFolderAndTheName) {
    ASSERT_TRUE(blobs_.keep(bytes_of(text), hash));
    EXPECT_EQ(data_syncs, 1);
    EXPECT_EQ(folder_syncs, 2);  // blobs/, which got a new folder, and that folder
    ASSERT_TRUE(blobs_.keep(bytes_of(text), hash));
    EXPECT_EQ(data_syncs, 2);
    EXPECT_EQ(folder_syncs, 3);
}

TEST_F(Blobs, SaysThatTheDiskIsFullAndGoesOnWhenItIsNot) {
    for (const int why : {ENOSPC, EDQUOT, EFBIG}) {
        failing_with = why;
        const auto full = blobs_.keep(bytes_of(text), hash);
        ASSERT_FALSE(full) << why;
        EXPECT_EQ(full.error().name, "store.full");
        EXPECT_EQ(left_in_spool(), 0U);
    }
    failing_with = 0;
    EXPECT_TRUE(blobs_.keep(bytes_of(text), hash));
}

TEST_F(Blobs, KeepsNothingMoreAfterASyncThatFailed) {
    int told = 0;
    blobs_.on_broken([&told](const Error& error) { told += error.name == "store.failed" ? 1 : 100; });
    failing_with = EIO;
    const auto failed = blobs_.keep(bytes_of(text), hash);
    ASSERT_FALSE(failed);
    EXPECT_EQ(failed.error().name, "store.failed");
    failing_with = 0;
    const auto after = blobs_.keep(bytes_of(text), hash);
    ASSERT_FALSE(after);
    EXPECT_EQ(after.error().name, "store.failed");
    EXPECT_EQ(told, 1);
}

TEST_F(Blobs, AFolderWhoseSyncFailedIsTheEndToo) {
    ASSERT_TRUE(blobs_.keep(bytes_of(text), hash));
    folders_failing_with = ENOSPC;
    EXPECT_EQ(blobs_.keep(bytes_of(text), hash).error().name, "store.failed");
    folders_failing_with = 0;
    EXPECT_EQ(blobs_.keep(bytes_of(text), hash).error().name, "store.failed");
}

TEST_F(Blobs, AThumbnailThatIsTornIsNoThumbnail) {
    blobs_.keep_copy(hash, "small picture");
    EXPECT_EQ(blobs_.copy_of(hash, sha256_of(bytes_of("small picture"))), "small picture");
    std::filesystem::resize_file(scratch_.folder() / "copies" / hash.substr(0, 2) / (hash + ".jpg"), 5);
    EXPECT_FALSE(blobs_.copy_of(hash, sha256_of(bytes_of("small picture"))));
}

std::atomic<bool> held_back;
std::atomic<int> rounds;
int slow_sync(int file) {
    ++rounds;
    while (held_back) std::this_thread::yield();
    return ::fsync(file);
}

TEST(DirectorySync, ServesAllWhoWaitForAFolderWithOneSync) {
    const Scratch scratch;
    DirectorySync directories({&::fdatasync, &slow_sync});
    held_back = true;
    rounds = 0;
    std::vector<std::jthread> callers;
    const auto call = [&] {
        callers.emplace_back([&] { EXPECT_FALSE(directories.sync(scratch.folder())); });
    };
    call();
    while (rounds == 0) std::this_thread::yield();
    // These come while the first sync runs, which may have missed their names: they need another one.
    for (int i = 0; i < 20; ++i) call();
    while (directories.waiting(scratch.folder()) < 21) std::this_thread::yield();
    held_back = false;
    callers.clear();
    EXPECT_EQ(rounds, 2);
}

}  // namespace
}  // namespace courtyard

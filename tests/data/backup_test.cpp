// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "data/backup/full_backup.h"

#include <gmock/gmock.h>
#include <sys/stat.h>

#include <fstream>
#include <iterator>
#include <mutex>
#include <random>
#include <thread>

#include "data/backup/change_follower.h"
#include "data/backup/page_delta.h"
#include "data/backup/restore.h"
#include "data/backup/sealed_file.h"
#include "data/store/blob_store.h"
#include "data/store/child_store.h"
#include "data/store/data_directory.h"
#include "data/store/sqlite_store.h"
#include "tests/data/a_photo.h"
#include "tests/data/sample_records.h"
#include "tests/data/scratch.h"
#include "tests/data/unit_of_work.h"

namespace courtyard {
namespace {

std::string text_of(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}
void write_text(const std::filesystem::path& file, const std::string& text) {
    std::ofstream(file, std::ios::binary) << text;
}

TEST(SealedFile, GivesBackItsPartsInOrder) {
    const Scratch scratch;
    const auto key = BackupKey::of_password("a password of some length");
    const std::string large(200'000, 'x');
    SealedWriter out(scratch.folder() / "file", "test 1\n", key);
    out.part("first", large);
    out.part("second", "");
    out.finish();
    auto in = SealedReader::open(scratch.folder() / "file", "test 1\n", key).value();
    EXPECT_EQ(in.next_part().value(), "first");
    EXPECT_EQ(in.read_all(1 << 20).value(), large);
    EXPECT_EQ(in.next_part().value(), "second");
    EXPECT_EQ(in.read_all(1 << 20).value(), "");
    EXPECT_EQ(in.next_part().value(), "");
    EXPECT_EQ(SealedReader::open(scratch.folder() / "file", "test 1\n",
                                 BackupKey::of_password("another of that sort"))
                  .error()
                  .name,
              "backup.wrong_key");
    EXPECT_EQ(SealedReader::open(scratch.folder() / "file", "other 1\n", key).error().name,
              "backup.other_kind");
}

/// Everything that a reader says of a file: its content, or why not.
std::string told(const std::filesystem::path& file, const BackupKey& key) {
    auto in = SealedReader::open(file, "test 1\n", key);
    if (!in) return in.error().name;
    std::string all;
    for (;;) {
        const auto label = in->next_part();
        if (!label) return label.error().name;
        if (label->empty()) return all;
        const auto content = in->read_all(1 << 20);
        if (!content) return content.error().name;
        all += *label + "=" + *content + ";";
    }
}

TEST(SealedFile, NoByteOfItCanBeChangedAndNoneCutOff) {
    const Scratch scratch;
    ASSERT_TRUE(BackupKey::make(scratch.folder() / "key"));
    const auto key = BackupKey::read(scratch.folder() / "key").value();
    const auto file = scratch.folder() / "file";
    SealedWriter out(file, "test 1\n", key);
    out.part("a", "first");
    out.part("b", "second");
    out.finish();
    const std::string whole = text_of(file);
    ASSERT_EQ(told(file, key), "a=first;b=second;");
    for (std::size_t i = 0; i < whole.size(); ++i) {
        std::string bent = whole;
        bent[i] = static_cast<char>(bent[i] ^ 1);
        write_text(file, bent);
        EXPECT_THAT(told(file, key),
                    testing::AnyOf("backup.damaged", "backup.wrong_key", "backup.other_kind"))
            << i;
        write_text(file, whole.substr(0, i));
        // A cut between two parts is seen by who knows which part is the last.
        EXPECT_THAT(told(file, key), testing::AnyOf("backup.damaged", "backup.other_kind", "", "a=first;"))
            << i;
    }
}

TEST(BackupKeyFile, IsNotWrittenOverAndNotForEverybody) {
    const Scratch scratch;
    const auto file = scratch.folder() / "key";
    ASSERT_TRUE(BackupKey::make(file));
    EXPECT_EQ(BackupKey::make(file).error().name, "key.exists");
    ::chmod(file.c_str(), 0644);
    EXPECT_EQ(BackupKey::read(file).error().name, "key.open_to_all");
    EXPECT_EQ(BackupKey::read(scratch.folder() / "none").error().name, "key.missing");
    write_text(scratch.folder() / "text", "a line");
    ::chmod((scratch.folder() / "text").c_str(), 0600);
    EXPECT_EQ(BackupKey::read(scratch.folder() / "text").error().name, "key.unreadable");
    EXPECT_EQ(key_lies_apart(file, scratch.folder()).error().name, "key.beside");
    EXPECT_TRUE(key_lies_apart(file, scratch.folder() / "backups"));
}

TEST(PageDelta, GivesBackThePage) {
    std::mt19937 random(20231128);
    for (int round = 0; round < 2'000; ++round) {
        std::string before(4096, '\0');
        for (char& c : before) c = static_cast<char>(random());
        std::string after = before;
        for (auto change = random() % 40; change > 0; --change) {
            const std::size_t at = random() % after.size();
            for (std::size_t i = at; i < std::min(after.size(), at + random() % 200); ++i)
                after[i] = static_cast<char>(random());
        }
        const auto delta = page_delta(before, after);
        if (!delta) continue;
        EXPECT_LT(delta->size(), after.size());
        EXPECT_EQ(with_delta(before, *delta), after) << round;
        if (delta->empty()) continue;
        EXPECT_EQ(with_delta(before, delta->substr(0, delta->size() - 1)), std::nullopt) << round;
    }
    EXPECT_EQ(page_delta("abc", "abc"), "");
    EXPECT_EQ(page_delta(std::string(64, 'a'), std::string(64, 'b')), std::nullopt);
    EXPECT_EQ(with_delta("abc", std::string("\x02\0\x02\0xx", 6)), std::nullopt);
}

/// A data folder with a store in it, and a folder of backups with their key elsewhere.
class Backup : public testing::Test {
  protected:
    Backup() {
        std::filesystem::create_directories(backups_ / "changes");
        std::filesystem::create_directories(backups_ / "photos");
        if (!BackupKey::make(scratch_.folder() / "key")) throw std::runtime_error("no key");
        key_.emplace(BackupKey::read(scratch_.folder() / "key").value());
        vault_.emplace(backups_ / "photos", *key_);
        directory_.emplace(DataDirectory::open(data_).value());
        children_.emplace(ChildStore::open(data_).value());
        store_ = open_sqlite_store(data_).value();
    }

    PageSource& source() { return dynamic_cast<PageSource&>(*store_); }
    Revision append(const Fact& fact) {
        return write_to(*store_, [&](Transaction& t) { t.append(fact, {"tester", {}}); }).value();
    }
    std::unique_ptr<ChangeFollower> follow() {
        return ChangeFollower::start(
                   source(), {data_, backups_ / "changes", *key_, *vault_, std::chrono::milliseconds(1),
                              [this](const std::string& why) {
                                  const std::lock_guard lock(mutex_);
                                  ended_ = why;
                              }})
            .value();
    }
    BackupManifest back_up(const std::string& name, const ChangeFollower* follower = nullptr) {
        std::uint64_t ordinal = 0;
        BackupOrder order{data_, backups_ / name, *key_, &*vault_, "0", {}, {}};
        order.copy_database = [&](const std::filesystem::path& to) {
            return source().copy_pages(
                to, [&] { ordinal = follower != nullptr ? follower->ordinal() : 0; },
                [](std::size_t, std::size_t) {});
        };
        order.continued = [&](BackupManifest& manifest) {
            if (follower == nullptr) return;
            manifest.stream = follower->stream();
            manifest.ordinal = ordinal;
        };
        return make_backup(order).value();
    }
    Result<Restored> restore(const std::string& name, std::optional<Revision> until = {}) {
        std::filesystem::remove_all(restored_);
        return restore_backup({backups_ / name, restored_, *key_, until});
    }
    /// What is there now, and what was restored, to the last bit of every table.
    std::vector<TableSum> sums_now() { return table_sums(data_ / "courtyard.db"); }
    std::vector<TableSum> sums_restored() { return table_sums(restored_ / "courtyard.db"); }
    std::string ended() {
        const std::lock_guard lock(mutex_);
        return ended_;
    }

    Scratch scratch_;
    std::filesystem::path data_ = scratch_.folder() / "data";
    std::filesystem::path backups_ = scratch_.folder() / "backups";
    std::filesystem::path restored_ = scratch_.folder() / "restored";
    std::mutex mutex_;
    std::string ended_;
    std::optional<BackupKey> key_;
    std::optional<PhotoVault> vault_;
    std::optional<DataDirectory> directory_;
    std::optional<ChildStore> children_;
    std::unique_ptr<Store> store_;
};

TEST_F(Backup, IsWhatWasThereAtOneMoment) {
    append(a_household("h1"));
    std::filesystem::create_directories(data_ / "catalogue");
    write_text(data_ / "catalogue" / "ours.toml", "id = \"ours\"\n");
    const auto before = sums_now();
    const BackupManifest made = back_up("a.backup");
    append(a_household("h2"));
    EXPECT_EQ(made.revision, 1);
    EXPECT_EQ(made.tables, before);
    const auto restored = restore("a.backup");
    ASSERT_TRUE(restored) << restored.error().detail.en;
    EXPECT_EQ(restored->revision, 1);
    EXPECT_EQ(sums_restored(), before);
    EXPECT_EQ(text_of(restored_ / "catalogue" / "ours.toml"), "id = \"ours\"\n");
    EXPECT_NE(sums_now(), before);
}

TEST_F(Backup, GoesOnWithEveryCommitThatFollows) {
    append(a_household("h1"));
    auto follower = follow();
    append(a_household("h2"));
    back_up("a.backup", follower.get());
    for (int i = 3; i <= 200; ++i) append(a_household("h" + std::to_string(i)));
    write_to(*store_, [](Transaction& t) { t.save_account({"somebody", "viewer", {}, "hash"}); }).value();
    const auto now = sums_now();
    follower.reset();
    const auto restored = restore("a.backup");
    ASSERT_TRUE(restored) << restored.error().detail.en;
    EXPECT_EQ(restored->commits, 199U);
    EXPECT_EQ(restored->revision, 200);
    EXPECT_EQ(sums_restored(), now);
    EXPECT_EQ(ended(), "");
}

TEST_F(Backup, StopsAtTheRevisionThatIsAskedFor) {
    auto follower = follow();
    append(a_household("h1"));
    back_up("a.backup", follower.get());
    append(a_household("h2"));
    const auto at_two = sums_now();
    append(a_household("h3"));
    follower.reset();
    const auto restored = restore("a.backup", 2);
    ASSERT_TRUE(restored) << restored.error().detail.en;
    EXPECT_EQ(restored->revision, 2);
    EXPECT_EQ(sums_restored(), at_two);
    EXPECT_EQ(restore("a.backup", 0).error().name, "restore.too_early");
    EXPECT_FALSE(std::filesystem::exists(restored_));
}

TEST_F(Backup, FollowsThroughEveryRestartOfTheLog) {
    auto follower = follow();
    back_up("a.backup", follower.get());
    // Several times the pages after which the log begins anew.
    int household = 0;
    for (int commit = 0; commit < 60; ++commit)
        write_to(*store_, [&](Transaction& t) {
            for (int i = 0; i < 400; ++i) {
                HouseholdRecord record = a_household("h" + std::to_string(household++));
                record.address = std::string(600, 'a');
                t.append(record, {"tester", {}});
            }
        }).value();
    const auto now = sums_now();
    follower.reset();
    ASSERT_EQ(ended(), "");
    const auto restored = restore("a.backup");
    ASSERT_TRUE(restored) << restored.error().detail.en;
    EXPECT_EQ(restored->revision, 24'000);
    EXPECT_GT(restored->segments, 2U);
    EXPECT_EQ(sums_restored(), now);
}

TEST_F(Backup, FollowsALogThatACrashLeftBehind) {
    for (int i = 0; i < 3; ++i) append(a_household("h" + std::to_string(i)));
    const auto crashed = scratch_.folder() / "crashed";
    std::filesystem::create_directories(crashed);
    for (const char* name : {"courtyard.db", "courtyard.db-wal"})
        std::filesystem::copy_file(data_ / name, crashed / name);
    store_.reset();
    for (const char* name : {"courtyard.db", "courtyard.db-wal"})
        std::filesystem::copy_file(crashed / name, data_ / name,
                                   std::filesystem::copy_options::overwrite_existing);
    ASSERT_GT(std::filesystem::file_size(data_ / "courtyard.db-wal"), 0U);
    store_ = open_sqlite_store(data_).value();
    ASSERT_EQ(store_->revision(), 3);
    auto follower = follow();
    back_up("a.backup", follower.get());
    append(a_household("h3"));
    const auto now = sums_now();
    follower.reset();
    ASSERT_EQ(ended(), "");
    ASSERT_EQ(restore("a.backup")->revision, 4);
    EXPECT_EQ(sums_restored(), now);
}

/// Remembers what it was told.
struct Listener final : LogFollower {
    void committed(const LogPosition& position) noexcept override { told.push_back(position); }
    std::vector<LogPosition> told;
};

TEST_F(Backup, WhoIsAWholeLogBehindIsToldThatSomethingIsGone) {
    Listener listener;
    LogReader prompt(source().log_file(), source().follow(&listener).value());
    LogReader late(source().log_file(), LogPosition{});
    std::size_t pages = 0;
    int household = 0;
    for (int commit = 0; commit < 60; ++commit) {
        write_to(*store_, [&](Transaction& t) {
            for (int i = 0; i < 400; ++i) {
                HouseholdRecord record = a_household("h" + std::to_string(household++));
                record.address = std::string(600, 'a');
                t.append(record, {"tester", {}});
            }
        }).value();
        ASSERT_TRUE(prompt.read(listener.told.back(), [&](const LoggedPage&) { ++pages; })) << commit;
    }
    EXPECT_GT(pages, 2 * 2048U);
    EXPECT_FALSE(late.read(listener.told.front(), [](const LoggedPage&) {}));
    ASSERT_TRUE(source().follow(nullptr));
}

TEST_F(Backup, CarriesWhatIsKnownOfChildrenWhereverItChanged) {
    auto follower = follow();
    back_up("a.backup", follower.get());
    const ChildCountRecord count{AreaCode::parse("410199101201").value(), "left_behind", 7,
                                 Day::of(2023, 6, 30)};
    ASSERT_TRUE(children_->append(std::vector{count}, "tester", "a test"));
    append(a_household("h1"));
    const auto now = table_sums(data_ / "children.db");
    follower.reset();
    ASSERT_TRUE(restore("a.backup"));
    EXPECT_EQ(table_sums(restored_ / "children.db"), now);
}

TEST_F(Backup, ASegmentThatIsMissingIsAGap) {
    auto follower = follow();
    back_up("a.backup", follower.get());
    const auto folder = backups_ / "changes" / follower->stream();
    for (int i = 0; i < 3; ++i) {
        append(a_household("h" + std::to_string(i)));
        // Each is written out before the next comes.
        while (follower->figures().segments < static_cast<std::uint64_t>(i + 1)) std::this_thread::yield();
    }
    follower.reset();
    const auto second = folder / "00000002.changes";
    const std::string content = text_of(second);
    std::filesystem::remove(second);
    EXPECT_EQ(restore("a.backup").error().name, "backup.gap");
    EXPECT_FALSE(std::filesystem::exists(restored_));
    write_text(second, text_of(folder / "00000001.changes"));
    EXPECT_EQ(restore("a.backup").error().name, "backup.gap");
    write_text(second, content.substr(0, content.size() - 1));
    EXPECT_EQ(restore("a.backup").error().name, "backup.damaged");
    write_text(second, content);
    EXPECT_EQ(restore("a.backup")->revision, 3);
}

TEST_F(Backup, PutsNothingWhereSomethingIs) {
    back_up("a.backup");
    std::filesystem::create_directories(restored_ / "mine");
    EXPECT_EQ(restore_backup({backups_ / "a.backup", restored_, *key_, {}}).error().name,
              "restore.not_empty");
    EXPECT_TRUE(std::filesystem::exists(restored_ / "mine"));
}

TEST_F(Backup, NoneIsMadeOfADatabaseThatIsBent) {
    for (int i = 0; i < 300; ++i) append(a_household("h" + std::to_string(i)));
    store_.reset();
    std::string database = text_of(data_ / "courtyard.db");
    for (std::size_t at = database.size() / 2; at < database.size() / 2 + 4096; ++at) database[at] = '\x7f';
    write_text(data_ / "courtyard.db", database);
    BackupOrder order{data_, backups_ / "a.backup", *key_, nullptr, "0", {}, {}};
    const auto made = make_backup(order);
    ASSERT_FALSE(made);
    EXPECT_EQ(made.error().name, "store.damaged");
    EXPECT_FALSE(std::filesystem::exists(backups_ / "a.backup"));
}

}  // namespace
}  // namespace courtyard

// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/audit_office.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <future>
#include <thread>

#include "data/store/file_handle.h"
#include "data/store/sqlite_store.h"
#include "geo/day.h"
#include "tests/data/scratch.h"
#include "tests/data/unit_of_work.h"

namespace courtyard {
namespace {

class AuditOfficeTest : public testing::Test {
  protected:
    AuditOfficeTest() : store_(std::move(open_sqlite_store(scratch_.folder()).value())) {
        office_ = opened();
    }

    std::unique_ptr<AuditOffice> opened() {
        return std::move(AuditOffice::open(*store_, {scratch_.folder() / "audit.key", anchors_, 6}).value());
    }
    void look(int times) {
        for (int i = 0; i < times; ++i)
            write_to(*store_, [&](Transaction& t) {
                t.note(
                    {.verb = "look", .account = fmt::format("a{}", i), .kind = "household", .subject = "h"});
            });
    }
    std::string fault() const {
        const auto verdict = office_->verify();
        return !verdict         ? verdict.error().name
               : verdict->fault ? std::string(to_string(verdict->fault->kind))
                                : "none";
    }

    Scratch scratch_;
    const std::filesystem::path anchors_ = scratch_.folder() / "anchors.log";
    std::unique_ptr<Store> store_;
    std::unique_ptr<AuditOffice> office_;
};

TEST_F(AuditOfficeTest, SealsWhatIsNewAndNothingTwice) {
    EXPECT_FALSE(*office_->seal(Instant::now())) << "there is nothing yet";
    look(3);
    EXPECT_TRUE(*office_->seal(Instant::now()));
    EXPECT_FALSE(*office_->seal(Instant::now()));
    office_ = opened();
    EXPECT_FALSE(*office_->seal(Instant::now())) << "nor after a restart";
    look(1);
    EXPECT_TRUE(*office_->seal(Instant::now()));
    const auto seals = read_anchors(anchors_).value().seals;
    ASSERT_EQ(seals.size(), 2U);
    EXPECT_EQ(seals[0].seq, 3);
    EXPECT_EQ(seals[1].seq, 4);
    EXPECT_EQ(fault(), "none");
    EXPECT_EQ(office_->verify()->seals, 2U);
}

TEST_F(AuditOfficeTest, KeepsSixMonthsAndTheChainHoldsWithoutTheRest) {
    look(5);
    ASSERT_TRUE(office_->seal(Instant::now()));
    EXPECT_EQ(*office_->prune(Instant::now()), 0);
    EXPECT_EQ(*office_->prune(Instant{Instant::now().ms + 180 * day_ms}), 0);
    EXPECT_EQ(*office_->prune(Instant{Instant::now().ms + 190 * day_ms}), 5);
    look(2);
    const auto left = store_->audit({.order = AuditQuery::Order::oldest_first});
    EXPECT_EQ(left.front().verb, "audit.prune");
    EXPECT_EQ(left.front().seq, 6);
    EXPECT_EQ(left.front().rows, 5);
    EXPECT_EQ(fault(), "none") << "the seal of what is gone is passed over";
    ASSERT_TRUE(office_->seal(Instant::now()));
    EXPECT_EQ(fault(), "none");
}

TEST_F(AuditOfficeTest, SealsAtTheStartAndAtTheEnd) {
    look(1);
    office_->begin();
    look(2);
    office_->end();
    const auto seals = read_anchors(anchors_).value().seals;
    ASSERT_FALSE(seals.empty());
    EXPECT_EQ(seals.back().seq, 3);
    EXPECT_EQ(fault(), "none");
}

/// Waits until the last seal is over an entry: in the second place, and as the office remembers it, which is
/// after it was written.
bool comes_to_be_sealed(const AuditOffice& office, const std::filesystem::path& anchors, std::int64_t seq) {
    for (int asked = 0; asked < 3'000; ++asked) {
        const auto known = read_anchors(anchors);
        const auto remembered = office.last_seal();
        if (known && !known->seals.empty() && known->seals.back().seq == seq && remembered &&
            remembered->seq == seq)
            return true;
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    return false;
}

TEST_F(AuditOfficeTest, SealsAgainAndAgainAsTimePasses) {
    const auto key = scratch_.folder() / "audit.key";
    office_ = std::move(AuditOffice::open(*store_, {key, anchors_, 6, std::chrono::milliseconds(5)}).value());
    look(1);
    office_->begin();
    ASSERT_TRUE(comes_to_be_sealed(*office_, anchors_, 1)) << "at the start";
    for (const std::int64_t seq : {2, 3}) {
        look(1);
        ASSERT_TRUE(comes_to_be_sealed(*office_, anchors_, seq)) << "entry " << seq << ", by time alone";
    }
    EXPECT_EQ(read_anchors(anchors_).value().seals.size(), 3U) << "nothing new is nothing to seal";
    EXPECT_EQ(fault(), "none");
}

TEST_F(AuditOfficeTest, ASecondPlaceThatComesBackIsSealedInByItself) {
    const auto other_disk = scratch_.folder() / "other disk";
    office_ =
        std::move(AuditOffice::open(*store_, {scratch_.folder() / "audit.key", other_disk / "anchors.log", 6,
                                              std::chrono::milliseconds(5)})
                      .value());
    look(2);
    EXPECT_EQ(office_->seal(Instant::now()).error().name, "audit.anchors");
    office_->begin();
    EXPECT_FALSE(office_->last_seal()) << "what was not written is no seal";
    std::filesystem::create_directory(other_disk);
    ASSERT_TRUE(comes_to_be_sealed(*office_, other_disk / "anchors.log", 2));
    EXPECT_EQ(office_->verify()->seals, 1U);
}

TEST_F(AuditOfficeTest, AnHourPassesBetweenSealsUnlessSaidOtherwise) {
    EXPECT_EQ(AuditTerms{}.pause, std::chrono::hours(1));
}

TEST_F(AuditOfficeTest, WhoAsksForTheLastSealDoesNotWaitForTheDiskOfTheNextOne) {
    look(1);
    ASSERT_TRUE(office_->seal(Instant::now()));
    // The second place becomes a full pipe: who writes to it waits.
    std::filesystem::remove(anchors_);
    ASSERT_EQ(::mkfifo(anchors_.c_str(), 0600), 0);
    const FileHandle pipe(anchors_, O_RDWR | O_NONBLOCK);
    std::string block(4'096, 'x');
    while (::write(pipe.get(), block.data(), block.size()) > 0) {
    }
    const int watch = ::inotify_init1(0);
    ASSERT_GE(::inotify_add_watch(watch, anchors_.c_str(), IN_OPEN), 0);
    look(1);
    auto sealing = std::async(std::launch::async, [&] { return office_->seal(Instant::now()); });
    std::array<char, 4'096> seen{};
    ASSERT_GT(::read(watch, seen.data(), seen.size()), 0) << "it has begun";
    ::close(watch);
    auto asked = std::async(std::launch::async, [&] { return office_->last_seal(); });
    const bool answered = asked.wait_for(std::chrono::seconds(20)) == std::future_status::ready;
    EXPECT_TRUE(answered) << "or for ever";
    while (sealing.wait_for(std::chrono::milliseconds(1)) != std::future_status::ready)
        while (::read(pipe.get(), block.data(), block.size()) > 0) {
        }
    EXPECT_EQ(asked.get()->seq, 1);
    EXPECT_EQ(sealing.get().error().name, "audit.anchors") << "a pipe cannot be synced";
}

TEST_F(AuditOfficeTest, OneFileOfTheAuditIsMadeAtATime) {
    auto first = office_->place_for_download();
    EXPECT_TRUE(first);
    auto second = std::async(std::launch::async, [&] { return office_->place_for_download().owns_lock(); });
    EXPECT_FALSE(second.get());
    first.unlock();
    EXPECT_TRUE(office_->place_for_download());
}

TEST_F(AuditOfficeTest, ANewKeyTakesTheOldOnesPlaceAndTheChainHolds) {
    const auto file = scratch_.folder() / "audit.key";
    look(3);
    ASSERT_TRUE(office_->seal(Instant::now()));
    for (int i = 0; i < 2; ++i) {
        const auto before = AuditKey::open(file)->public_key();
        const auto handover = rotate_audit_key(*store_, file, anchors_, "os:root", Instant::now());
        ASSERT_TRUE(handover) << handover.error().detail.en;
        EXPECT_EQ(handover->old_key, before);
        EXPECT_EQ(handover->new_key, AuditKey::open(file)->public_key());
        EXPECT_FALSE(std::filesystem::exists(file.string() + ".new"));
        office_ = opened();
        look(1);
        ASSERT_TRUE(office_->seal(Instant::now()));
        EXPECT_EQ(fault(), "none");
    }
    EXPECT_EQ(store_->audit({.verb = "audit.key"}).size(), 2U);
    EXPECT_EQ(office_->verify()->seals, 7U);
}

TEST_F(AuditOfficeTest, AHandOverThatWasCutOffIsFinishedByTheNextStart) {
    const auto file = scratch_.folder() / "audit.key";
    look(1);
    ASSERT_TRUE(office_->seal(Instant::now()));
    const auto old = AuditKey::open(file).value();
    const auto next = AuditKey::open(file.string() + ".new").value();
    office_ = opened();
    EXPECT_EQ(AuditKey::open(file)->public_key(), old.public_key()) << "nothing was handed over yet";
    ASSERT_TRUE(append_handover(anchors_, old.hand_over(next, store_->audit_head()->seq, Instant::now())));
    office_ = opened();
    EXPECT_EQ(AuditKey::open(file)->public_key(), next.public_key());
    look(1);
    ASSERT_TRUE(office_->seal(Instant::now()));
    EXPECT_EQ(fault(), "none");
}

TEST_F(AuditOfficeTest, ASecondPlaceThatCannotBeWrittenIsSaid) {
    look(1);
    const auto office =
        AuditOffice::open(*store_, {scratch_.folder() / "audit.key", "/nowhere/anchors.log", 6});
    ASSERT_TRUE(office);
    EXPECT_EQ((*office)->seal(Instant::now()).error().name, "audit.anchors");
}

}  // namespace
}  // namespace courtyard

// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "data/photo/photo_intake.h"

#include <gmock/gmock.h>

#include <fstream>
#include <thread>

#include "data/photo/mapped_file.h"
#include "data/store/data_directory.h"
#include "data/store/photo_evidence.h"
#include "data/store/sqlite_store.h"
#include "geo/day.h"
#include "tests/data/a_photo.h"
#include "tests/data/sample_records.h"
#include "tests/data/scratch.h"

namespace courtyard {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

const std::string inspection_1 = "11111111-1111-4111-8111-111111111111";
const std::string inspection_2 = "22222222-2222-4222-8222-222222222222";

/// A photo at 30.25, 119.5 on 2024-05-06 at 09:30, of yard number `yard`.
std::string photo_of(unsigned yard, const std::string& time = "2024:05:06 09:30:00") {
    return GivenExif().position(30.25, 119.5).taken_at(time).in(drawn_photo(320, 240, yard_light(yard)));
}

class PhotoIntake : public testing::Test {
  protected:
    PhotoIntake()
        : data_(DataDirectory::open(scratch_.folder()).value()),
          store_(open_sqlite_store(data_.folder()).value()),
          blobs_(data_.folder()) {}

    Result<StoredPhoto> bring(const std::string& bytes, const std::string& inspection,
                              const std::string& account = "field", std::string sha256 = {}) {
        const auto file = data_.spool() / std::to_string(next_++);
        std::ofstream(file, std::ios::binary) << bytes;
        if (sha256.empty()) sha256 = sha256_of(bytes_of(bytes));
        auto stored = store_photo(*store_, blobs_, &read_photo, {inspection, account, sha256, file});
        std::filesystem::remove(file);
        return stored;
    }

    InspectionRecord record(const std::string& id, std::vector<std::string> photos = {}) {
        InspectionRecord r;
        r.id = id;
        r.campaign = "beautiful-courtyard";
        r.observed_at = Instant::parse("2024-05-06T09:40:00+08:00").value();
        r.position = {{119.5, 30.25}, Datum::wgs84, {119.5, 30.25}};
        r.outcome = "checked";
        r.photos = std::move(photos);
        return r;
    }

    void report(const InspectionRecord& r, const std::string& account = "field") {
        const auto done = store_
                              ->write([&](Transaction& transaction) -> Result<void> {
                                  auto stored = store_inspection(transaction, {r, {}}, {account, {}});
                                  if (!stored) return tl::unexpected(stored.error());
                                  return {};
                              })
                              .get();
        ASSERT_TRUE(done) << done.error().detail.en;
    }

    PhotoEvidence evidence(const std::string& photo, const InspectionRecord& r) {
        const auto blob = store_->blob(sha256_of(bytes_of(photo))).value();
        return evidence_of(blob, r, store_->uses_of(blob));
    }

    std::size_t files_kept() const {
        std::size_t count = 0;
        for (const auto& entry : std::filesystem::recursive_directory_iterator(data_.folder() / "blobs"))
            count += entry.is_regular_file() ? 1U : 0U;
        return count;
    }

    Scratch scratch_;
    DataDirectory data_;
    std::unique_ptr<Store> store_;
    BlobStore blobs_;
    std::atomic<int> next_{0};
};

TEST_F(PhotoIntake, KeepsAPhotoBeforeItsRecord) {
    const std::string jpeg = photo_of(5);
    const auto stored = bring(jpeg, inspection_1);
    ASSERT_TRUE(stored) << stored.error().detail.en;
    EXPECT_EQ(stored->stored, Stored::fresh);
    const auto blob = store_->blob(sha256_of(bytes_of(jpeg))).value();
    EXPECT_EQ(blob.bytes, jpeg.size());
    EXPECT_EQ(blob.width, 320U);
    EXPECT_NEAR(blob.camera.position.value().lat, 30.25, 1e-9);
    EXPECT_EQ(to_string(blob.camera.taken_at.value()), "2024-05-06T01:30:00.000Z");
    EXPECT_EQ(blob.likeness, stored->blob.likeness);
    const MappedFile file(blobs_.path_of(blob.sha256));
    EXPECT_EQ(std::string(reinterpret_cast<const char*>(file.bytes().data()), file.bytes().size()), jpeg);
    report(record(inspection_1, {blob.sha256}));
    EXPECT_EQ(store_->photos_of(inspection_1, "field").size(), 1U);
}

TEST_F(PhotoIntake, KeepsTheSamePhotoOnceHoweverOftenItComes) {
    const std::string jpeg = photo_of(5);
    std::atomic<int> fresh{0};
    std::atomic<int> known{0};
    {
        std::vector<std::jthread> senders;
        for (int i = 0; i < 12; ++i)
            senders.emplace_back([&] {
                const auto stored = bring(jpeg, inspection_1);
                if (stored) ++(stored->stored == Stored::fresh ? fresh : known);
            });
    }
    EXPECT_EQ(fresh, 1);
    EXPECT_EQ(known, 11);
    EXPECT_EQ(files_kept(), 1U);
    EXPECT_EQ(bring(jpeg, inspection_2)->stored, Stored::fresh);
    EXPECT_EQ(files_kept(), 1U);
}

TEST_F(PhotoIntake, KeepsNothingOfWhatItRefuses) {
    EXPECT_EQ(bring(photo_of(5), inspection_1, "field", std::string(64, 'a')).error().name, "photo.hash");
    EXPECT_EQ(bring("no photo", inspection_1).error().name, "image.broken");
    EXPECT_EQ(bring("\x89PNG\r\n\x1A\n", inspection_1).error().name, "image.unsupported");
    report(record(inspection_1), "somebody");
    EXPECT_EQ(bring(photo_of(5), inspection_1).error().name, "inspection.other_account");
    EXPECT_EQ(files_kept(), 0U);
    EXPECT_FALSE(store_->blob(sha256_of(bytes_of(photo_of(5)))));
}

TEST_F(PhotoIntake, APhotoThatSomebodyElseBroughtDoesNotJoinTheRecord) {
    ASSERT_TRUE(bring(photo_of(5), inspection_1, "stranger"));
    report(record(inspection_1));
    EXPECT_THAT(store_->photos_of(inspection_1, "field"), IsEmpty());
}

TEST_F(PhotoIntake, KeepsOrphansThirtyDaysAndNamedPhotosForEver) {
    const std::string orphan = photo_of(2);
    const std::string named = photo_of(4);
    const std::string claimed = photo_of(6);
    const auto hash = [](const std::string& jpeg) { return sha256_of(bytes_of(jpeg)); };
    for (const auto& [jpeg, inspection] :
         {std::pair(orphan, inspection_2), std::pair(named, inspection_2), std::pair(claimed, inspection_1)})
        ASSERT_TRUE(bring(jpeg, inspection));
    report(record(inspection_1, {hash(named), std::string(64, 'b')}));
    const Instant now = Instant::now();
    EXPECT_EQ(sweep_photos(*store_, blobs_, {now.ms + 29 * day_ms}).value(), 0U);
    EXPECT_EQ(files_kept(), 3U);
    EXPECT_EQ(sweep_photos(*store_, blobs_, {now.ms + 31 * day_ms}).value(), 1U);
    EXPECT_FALSE(store_->blob(hash(orphan)));
    EXPECT_FALSE(std::filesystem::exists(blobs_.path_of(hash(orphan))));
    EXPECT_EQ(sweep_photos(*store_, blobs_, {now.ms + 4'000 * day_ms}).value(), 0U);
    EXPECT_TRUE(store_->blob(hash(named)));
    EXPECT_TRUE(store_->blob(hash(claimed)));
    // What was swept may come again.
    EXPECT_EQ(bring(orphan, inspection_2)->stored, Stored::fresh);
}

TEST_F(PhotoIntake, SweepsFilesThatWereNeverAcknowledged) {
    const std::string unanswered = photo_of(3);
    const auto hash = sha256_of(bytes_of(unanswered));
    ASSERT_TRUE(blobs_.keep(bytes_of(unanswered), hash));
    ASSERT_TRUE(bring(photo_of(5), inspection_1));
    EXPECT_EQ(sweep_photos(*store_, blobs_, Instant::now()).value(), 0U);
    for (const auto& entry : std::filesystem::recursive_directory_iterator(data_.folder() / "blobs"))
        std::filesystem::last_write_time(
            entry.path(), std::filesystem::file_time_type::clock::now() - std::chrono::hours(25));
    EXPECT_EQ(sweep_photos(*store_, blobs_, Instant::now()).value(), 1U);
    EXPECT_FALSE(std::filesystem::exists(blobs_.path_of(hash)));
    EXPECT_EQ(files_kept(), 1U);
}

TEST_F(PhotoIntake, MakesALostThumbnailAgain) {
    const auto blob = bring(photo_of(5), inspection_1)->blob;
    const auto first = thumbnail_of(blobs_, &read_photo, blob).value();
    std::filesystem::remove_all(data_.folder() / "copies");
    EXPECT_EQ(thumbnail_of(blobs_, &read_photo, blob).value(), first);
}

TEST_F(PhotoIntake, SaysWhenAPhotoIsFarFromItsRecord) {
    const std::string jpeg = photo_of(5);
    ASSERT_TRUE(bring(jpeg, inspection_1));
    InspectionRecord r = record(inspection_1);
    EXPECT_FALSE(evidence(jpeg, r).flags.any());
    EXPECT_NEAR(evidence(jpeg, r).distance_m.value(), 0, 0.01);
    r.position.wgs84.lat += 0.01;  // 1.1 km
    EXPECT_THAT(evidence(jpeg, r).flags.list(), ElementsAre(Flag::photo_far));
    EXPECT_NEAR(evidence(jpeg, r).distance_m.value(), 1'108, 2);
    r.accuracy_m = 1'000;
    EXPECT_FALSE(evidence(jpeg, r).flags.any());
}

TEST_F(PhotoIntake, SaysWhenAPhotoIsOfAnotherTime) {
    const std::string jpeg = photo_of(5, "2024:05:05 09:40:00");
    ASSERT_TRUE(bring(jpeg, inspection_1));
    EXPECT_THAT(evidence(jpeg, record(inspection_1)).flags.list(), ElementsAre(Flag::photo_time));
    EXPECT_EQ(evidence(jpeg, record(inspection_1)).apart_ms, -day_ms);
}

TEST_F(PhotoIntake, SaysWhenAPhotoDoesNotKnowWhereItWasTaken) {
    const std::string jpeg = drawn_photo(320, 240, courtyard_light);
    ASSERT_TRUE(bring(jpeg, inspection_1));
    EXPECT_THAT(evidence(jpeg, record(inspection_1)).flags.list(), ElementsAre(Flag::photo_no_position));
}

TEST_F(PhotoIntake, SaysWhenAPhotoStandsUnderAnotherInspectionToo) {
    const std::string jpeg = photo_of(5);
    ASSERT_TRUE(bring(jpeg, inspection_1));
    report(record(inspection_1));
    ASSERT_TRUE(bring(jpeg, inspection_2));
    EXPECT_FALSE(evidence(jpeg, record(inspection_1)).flags.any()) << "the other has no record yet";
    const auto second = evidence(jpeg, record(inspection_2));
    EXPECT_THAT(second.flags.list(), ElementsAre(Flag::photo_reused));
    EXPECT_EQ(second.same_elsewhere, 1U);
    report(record(inspection_2));
    EXPECT_THAT(evidence(jpeg, record(inspection_1)).flags.list(), ElementsAre(Flag::photo_reused));
}

TEST_F(PhotoIntake, SaysWhenAPhotoLooksLikeOneOfTheSameCampaign) {
    const std::string jpeg = photo_of(5);
    // The same picture sent through a messenger: smaller, compressed again, without EXIF.
    const std::string again = read_photo(bytes_of(jpeg))->thumbnail;
    const std::string other = photo_of(1);
    ASSERT_TRUE(bring(jpeg, inspection_1));
    report(record(inspection_1));
    ASSERT_TRUE(bring(again, inspection_2));
    ASSERT_TRUE(bring(other, inspection_2));
    InspectionRecord second = record(inspection_2);
    EXPECT_EQ(evidence(again, second).alike_elsewhere, 1U);
    EXPECT_TRUE(evidence(again, second).flags.has(Flag::photo_reused));
    EXPECT_FALSE(evidence(other, second).flags.has(Flag::photo_reused));
    second.campaign = "skilled-wife";
    EXPECT_FALSE(evidence(again, second).flags.has(Flag::photo_reused));
}

TEST_F(PhotoIntake, FlagsReachBothPointsInWhateverOrderRecordsAndPhotosCome) {
    // Two records, and the picture of one sent on to the other; each order with a house of its own.
    std::vector<int> order{0, 1, 2, 3};
    const std::string jpeg = photo_of(5, "2024:05:05 09:40:00");
    const std::string again = read_photo(bytes_of(jpeg))->thumbnail;
    do {
        SCOPED_TRACE(testing::PrintToString(order));
        const Scratch fresh;
        const DataDirectory data = DataDirectory::open(fresh.folder()).value();
        store_ = open_sqlite_store(data.folder()).value();
        for (const int step : order) {
            if (step == 0) report(record(inspection_1));
            if (step == 1) report(record(inspection_2), "other");
            if (step == 2) {
                ASSERT_TRUE(bring(jpeg, inspection_1));
            }
            if (step == 3) {
                ASSERT_TRUE(bring(again, inspection_2, "other"));
            }
        }
        const auto flags = [&](const std::string& inspection) {
            std::vector<Flag> list;
            for (const Doubt& one : store_->doubts_of(inspection)) list.push_back(one.flag);
            return list;
        };
        EXPECT_THAT(flags(inspection_1), ElementsAre(Flag::photo_time, Flag::photo_reused));
        EXPECT_THAT(flags(inspection_2), ElementsAre(Flag::photo_reused, Flag::photo_no_position));
    } while (std::ranges::next_permutation(order).found);
    store_ = open_sqlite_store(data_.folder()).value();
}

TEST_F(PhotoIntake, TwoPhotosOfTheSameWallAreNoRepetition) {
    const auto wall = [](double x, double) { return 0.5 + 0.01 * x; };
    const std::string one = drawn_photo(320, 240, wall);
    const std::string two = drawn_photo(640, 480, wall);
    ASSERT_TRUE(bring(one, inspection_1));
    report(record(inspection_1));
    ASSERT_TRUE(bring(two, inspection_2));
    EXPECT_FALSE(evidence(two, record(inspection_2)).flags.has(Flag::photo_reused));
}

TEST_F(PhotoIntake, APhotoOutlivesTheProcess) {
    const std::string jpeg = photo_of(5);
    ASSERT_TRUE(bring(jpeg, inspection_1));
    store_.reset();
    store_ = open_sqlite_store(data_.folder()).value();
    EXPECT_TRUE(store_->blob(sha256_of(bytes_of(jpeg))));
    EXPECT_EQ(bring(jpeg, inspection_1)->stored, Stored::known);
}

}  // namespace
}  // namespace courtyard

// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "data/photo/photo_intake.h"

#include <fmt/format.h>

#include <algorithm>

#include "data/photo/mapped_file.h"
#include "geo/day.h"

namespace courtyard {
namespace {

tl::unexpected<Error> other_hash(const std::string& said, const std::string& found) {
    return fail(
        ErrorCode::invalid_input, "photo.hash",
        {fmt::format("照片内容与地址中的 SHA-256 不符（实为 {}）；请重发", found),
         fmt::format("the photo's SHA-256 is {}, not {} as its address says; send it again", found, said)},
        "sha256");
}

tl::unexpected<Error> other_account() {
    return fail(ErrorCode::conflict, "inspection.other_account",
                {"这个编号的核查点属于另一个账号，照片没有保存",
                 "the inspection point with this id belongs to another account, the photo was not stored"},
                "id");
}

bool belongs_to_other(const std::optional<RecordedFact>& inspection, const std::string& account) {
    return inspection && inspection->account != account;
}

}  // namespace

Blob blob_of(const PhotoReading& reading, const std::string& sha256, std::size_t bytes,
             const std::string& account) {
    return {sha256,
            bytes,
            account,
            Instant::now(),
            reading.width,
            reading.height,
            reading.orientation,
            reading.camera,
            reading.likeness,
            sha256_of(std::as_bytes(std::span(reading.thumbnail)))};
}

Result<StoredPhoto> store_photo(Store& store, BlobStore& blobs, const PhotoReader& reader,
                                const PhotoUpload& upload) {
    // Asked before the work is done, and again where it counts, on the writer's thread.
    if (belongs_to_other(store.inspection(upload.inspection), upload.account)) return other_account();
    const auto keeping = blobs.while_keeping();
    StoredPhoto photo;
    if (const auto known = store.blob(upload.sha256)) photo.blob = *known;
    {
        const MappedFile file(upload.file);
        if (const auto found = sha256_of(file.bytes()); found != upload.sha256)
            return other_hash(upload.sha256, found);
        if (photo.blob.sha256.empty()) {
            const auto reading = reader(file.bytes());
            if (!reading) return tl::unexpected(reading.error());
            photo.blob = blob_of(*reading, upload.sha256, file.bytes().size(), upload.account);
            if (auto kept = blobs.keep(upload.file, upload.sha256); !kept)
                return tl::unexpected(kept.error());
            blobs.keep_copy(upload.sha256, reading->thumbnail);
        }
    }
    const auto written =
        store
            .write([&](Transaction& transaction) -> Result<void> {
                transaction.comes_from(upload.address);
                if (belongs_to_other(transaction.inspection(upload.inspection), upload.account))
                    return other_account();
                if (!transaction.blob(upload.sha256)) transaction.save_blob(photo.blob);
                const bool fresh = transaction.save_photo({upload.inspection, upload.account, upload.sha256});
                if (fresh) transaction.settle_photos(upload.inspection);
                photo.stored = fresh ? Stored::fresh : Stored::known;
                return {};
            })
            .get();
    if (!written) return tl::unexpected(written.error());
    return photo;
}

Result<std::string> thumbnail_of(BlobStore& blobs, const PhotoReader& reader, const Blob& blob) {
    if (auto copy = blobs.copy_of(blob.sha256, blob.thumbnail_sha256)) return std::move(*copy);
    const MappedFile file(blobs.path_of(blob.sha256));
    auto reading = reader(file.bytes());
    if (!reading) return tl::unexpected(reading.error());
    blobs.keep_copy(blob.sha256, reading->thumbnail);
    return std::move(reading->thumbnail);
}

Result<std::string> published_copy_of(const BlobStore& blobs, const PhotoReader& reader, const Blob& blob) {
    const MappedFile file(blobs.path_of(blob.sha256));
    auto reading = reader(file.bytes());
    if (!reading) return tl::unexpected(reading.error());
    return std::move(reading->published);
}

Result<std::size_t> sweep_photos(Store& store, BlobStore& blobs, Instant now) {
    constexpr std::size_t at_once = 500;  // uploads wait for no more than a look at these
    const Instant before{now.ms - orphan_days * day_ms};
    std::size_t gone = 0;
    for (std::optional<std::int64_t> from = 0; from;) {
        Result<Revision> written{0};
        OrphanSweep sweep;
        gone += blobs.remove([&] {
            written = store
                          .write([&](Transaction& transaction) -> Result<void> {
                              sweep = transaction.forget_orphan_blobs(before, *from, at_once);
                              return {};
                          })
                          .get();
            return written ? sweep.forgotten : std::vector<std::string>{};
        });
        if (!written) return tl::unexpected(written.error());
        from = sweep.next;
    }
    // A sender that was never answered has sent again long ago, or never will.
    for (const std::string& sha256 : blobs.older_than(std::chrono::hours(24)))
        if (!store.blob(sha256))
            gone += blobs.remove([&] {
                return store.blob(sha256) ? std::vector<std::string>{} : std::vector<std::string>{sha256};
            });
    return gone;
}

}  // namespace courtyard

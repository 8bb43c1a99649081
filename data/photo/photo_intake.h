// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <functional>
#include <string>

#include "data/photo/photo_reading.h"
#include "data/store/blob_store.h"
#include "data/store/intake.h"

namespace courtyard {

/// Who reads a stranger's photo: `read_photo` itself, or a process of its own that calls it.
using PhotoReader = std::function<Result<PhotoReading>(std::span<const std::byte>)>;

/// A photo as it arrives: for an inspection point that may come later, in a file of the data folder.
struct PhotoUpload {
    std::string inspection;  ///< UUID
    std::string account;
    std::string sha256;  ///< as the sender says, lower-case hex
    std::filesystem::path file;
    std::string address{};  ///< from where; empty: not over the network
};

/// The row of a photo that arrives now.
Blob blob_of(const PhotoReading& reading, const std::string& sha256, std::size_t bytes,
             const std::string& account);

struct StoredPhoto {
    Stored stored = Stored::fresh;  ///< known: the account had brought it for this inspection point before
    Blob blob;
};

/// Keeps a photo: its hash is checked, its content read, its file made durable under its hash, then its row.
///
/// The same photo is kept once, however often and for however many inspection points it comes. On an error
/// there is no row: the photo is not held. Does not return before everything is durable.
///
/// Errors   invalid_input: photo.hash, and those of `read_photo`; conflict: inspection.other_account;
///          unavailable: store.full, store.failed, store.busy
Result<StoredPhoto> store_photo(Store& store, BlobStore& blobs, const PhotoReader& reader,
                                const PhotoUpload& upload);

/// The thumbnail of a photo that is held; made again where it is missing.
Result<std::string> thumbnail_of(BlobStore& blobs, const PhotoReader& reader, const Blob& blob);
/// Its published copy: full size, upright, the picture alone.
Result<std::string> published_copy_of(const BlobStore& blobs, const PhotoReader& reader, const Blob& blob);

/// How long an acknowledged photo is kept while no inspection point names it.
constexpr int orphan_days = 30;

/// Removes photos that are no longer anybody's: rows first, then files, then files that never got a row
/// because the sender was never answered. How many went.
///
/// Errors   as `Store::write`
Result<std::size_t> sweep_photos(Store& store, BlobStore& blobs, Instant now);

}  // namespace courtyard

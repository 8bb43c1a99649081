// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <shared_mutex>
#include <span>
#include <string>
#include <vector>

#include "data/read/photo_table.h"
#include "data/store/intake.h"

namespace courtyard {

/// The photos of one import on their way into the store: their files are durable before the import is
/// revealed, and their rows come with its last change.
class PhotoKeeping {
  public:
    PhotoKeeping(Store& store, BlobStore& blobs, const PhotoTable& photos)
        : store_(store), blobs_(blobs), photos_(photos) {}

    /// Moves the photos of these points to their places; durable on return. From now until `finish` none is
    /// swept.
    ///
    /// Errors   those of `BlobStore::keep`
    Result<void> keep(std::span<const InspectionRecord> points);
    /// A point that the import brought or said again: its photo is its account's.
    void claim(const StoredInspection& point, const std::string& account);
    void forget_claims() { claims_.clear(); }
    /// Writes the rows of what was claimed.
    void save(Transaction& transaction) const;
    /// Removes the files that got no row: an import that was refused leaves nothing.
    void finish();

  private:
    Store& store_;
    BlobStore& blobs_;
    const PhotoTable& photos_;
    std::shared_lock<std::shared_mutex> keeping_;
    std::vector<std::string> moved_;
    std::vector<PhotoClaim> claims_;
};

}  // namespace courtyard

// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "data/store/blob.h"
#include "data/store/sqlite_connection.h"

namespace courtyard {

// The statements about photos, over either connection. What they mean stands in `store.h`.

std::optional<Blob> stored_blob(SqliteConnection& connection, const std::string& sha256);
std::vector<Blob> stored_photos(SqliteConnection& connection, const std::string& inspection,
                                const std::string& account);
std::vector<PhotoClaim> stored_claims(SqliteConnection& connection, const std::string& sha256);

/// The visible uses of photos, and of those whose likeness has a quarter in common.
///
/// What was read once is remembered, for a burst of pictures of one thing asks the same of every one of them:
/// it lives as long as one question or one transaction.
class PhotoUses {
  public:
    explicit PhotoUses(SqliteConnection& connection) : connection_(connection) {}

    std::vector<PhotoUse> of(const Blob& blob);

  private:
    const std::vector<PhotoUse>& of_one(const std::string& sha256);
    /// Hashes of at most 4,096 photos.
    const std::vector<std::string>& alike(std::uint64_t likeness);

    SqliteConnection& connection_;
    std::unordered_map<std::string, std::vector<PhotoUse>> uses_;
    std::unordered_map<std::uint64_t, std::vector<std::string>> alike_;
};

void insert_blob(SqliteConnection& connection, const Blob& blob);
/// Whether it is new.
bool insert_photo(SqliteConnection& connection, const PhotoClaim& claim);
OrphanSweep delete_orphan_blobs(SqliteConnection& connection, Instant before, std::int64_t from,
                                std::size_t at_most);

}  // namespace courtyard

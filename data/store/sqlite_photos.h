// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <vector>

#include "data/store/blob.h"
#include "data/store/sqlite_connection.h"

namespace courtyard {

// The statements about photos, over either connection. What they mean stands in `store.h`.

std::optional<Blob> stored_blob(SqliteConnection& connection, const std::string& sha256);
std::vector<Blob> stored_photos(SqliteConnection& connection, const std::string& inspection,
                                const std::string& account);
std::vector<PhotoClaim> stored_claims(SqliteConnection& connection, const std::string& sha256);
std::vector<PhotoUse> stored_uses(SqliteConnection& connection, const Blob& blob);

void insert_blob(SqliteConnection& connection, const Blob& blob);
/// Whether it is new.
bool insert_photo(SqliteConnection& connection, const PhotoClaim& claim);
OrphanSweep delete_orphan_blobs(SqliteConnection& connection, Instant before, std::int64_t from,
                                std::size_t at_most);

}  // namespace courtyard

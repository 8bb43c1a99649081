// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "data/backup/table_sums.h"
#include "geo/day.h"
#include "geo/result.h"

namespace courtyard {

constexpr int backup_format = 1;
constexpr std::string_view backup_magic = "courtyard backup 1\n";
constexpr std::string_view changes_magic = "courtyard changes 1\n";
constexpr std::string_view photo_magic = "courtyard photo 1\n";

/// Where the photos of a backup are.
enum class PhotoPlace : std::uint8_t {
    inside,  ///< in the same file: it is complete by itself
    beside,  ///< in `photos/` beside it, each once for all backups of the folder
};

/// What a backup holds; its last part.
struct BackupManifest {
    Instant made_at;
    std::string program;  ///< version of the one that made it
    int schema = 0;       ///< of courtyard.db
    int child_schema = 0;
    std::int64_t revision = 0;
    std::string stream;         ///< of the changes that continue it; empty: none do
    std::uint64_t ordinal = 0;  ///< the last commit of that stream that is in it
    PhotoPlace photo_place = PhotoPlace::inside;
    std::uint64_t photos = 0;
    std::uint64_t photo_bytes = 0;
    std::uint64_t database_bytes = 0;
    std::string database_sum;  ///< BLAKE2b of the file, hex
    std::uint64_t child_bytes = 0;
    std::string child_sum;
    std::vector<TableSum> tables;
    std::vector<TableSum> child_tables;

    std::string json() const;
    /// Errors   unsupported: backup.newer; invalid_input: backup.damaged
    static Result<BackupManifest> parse(std::string_view json);
};

}  // namespace courtyard

// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <functional>
#include <string>

#include "data/backup/backup_key.h"
#include "data/backup/manifest.h"
#include "data/backup/photo_vault.h"
#include "data/store/page_source.h"

namespace courtyard {

/// Told how far a long piece of work is: what it does, and how much of it is done.
using BackupProgress = std::function<void(std::string_view what, std::size_t done, std::size_t total)>;

/// What is to be backed up, and how.
struct BackupOrder {
    std::filesystem::path data;  ///< the data folder
    std::filesystem::path file;  ///< the backup
    const BackupKey& key;
    PhotoVault* vault = nullptr;  ///< where photos go; nullptr: into the file itself
    std::string program;          ///< its version
    /// Copies courtyard.db into a file, as it is at one moment. From a folder that nobody works in: empty.
    std::function<Result<void>(const std::filesystem::path& to)> copy_database;
    /// Says by which changes the copy is continued; asked after it.
    std::function<void(BackupManifest&)> continued;
    BackupProgress progress = [](std::string_view, std::size_t, std::size_t) {};
};

/// Makes a backup: both databases as they are at one moment each, read from end to end and found sound, the
/// photos that they know, the folder's own campaign definitions, and a list of it all. Durable on return.
///
/// Cost     about 3 s for each 100 MB of database; the copies lie in the spool meanwhile
/// Errors   not_found: backup.no_data; unavailable: store.damaged, backup.source_damaged, backup.photo_lost;
///          throws std::exception when the disk refuses
/// Source   docs/decisions/0011-backups-are-pages-and-the-log-that-follows.md
Result<BackupManifest> make_backup(const BackupOrder& order);

/// The number of migrations a database has seen.
int schema_of(const std::filesystem::path& database);
/// The newest revision that a courtyard.db tells of; 0 when it is of an old schema that says it otherwise.
Revision revision_of(const std::filesystem::path& database);
/// BLAKE2b of a file, hex.
std::string sum_of_file(const std::filesystem::path& file);
/// Throws SQLite::Exception when a page, a cell or an index is not as it should be.
void refuse_damage_in(const std::filesystem::path& database);

}  // namespace courtyard

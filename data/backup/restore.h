// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <optional>

#include "data/backup/full_backup.h"

namespace courtyard {

struct RestoreOrder {
    std::filesystem::path file;  ///< the backup; its photos and changes lie beside it
    std::filesystem::path data;  ///< a folder that is not there yet, or empty
    const BackupKey& key;
    std::optional<Revision> until;  ///< nothing after this revision; the newest that there is otherwise
    bool changes = true;            ///< whether to go on with the changes that continue it
    BackupProgress progress = [](std::string_view, std::size_t, std::size_t) {};
};

struct Restored {
    BackupManifest manifest;
    Revision revision = 0;
    std::uint64_t segments = 0;
    std::uint64_t commits = 0;
    std::uint64_t photos = 0;
};

/// Makes a data folder of a backup and the changes that continue it: everything is unpacked and examined
/// elsewhere - seals, sums, counts, every page, foreign keys, every photo's hash - and then put in place by
/// one renaming. On an error there is nothing in place.
///
/// Errors   conflict: restore.not_empty; not_found: restore.too_early (the backup is newer than `until`);
///          invalid_input: backup.damaged, backup.gap (a segment is missing or of another stream); those of
///          `SealedReader`; throws std::exception when the disk refuses
/// Source   docs/DEPLOY.md#restore
Result<Restored> restore_backup(const RestoreOrder& order);

}  // namespace courtyard

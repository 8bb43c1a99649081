// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <mutex>
#include <string>
#include <unordered_set>
#include <vector>

#include "data/backup/backup_key.h"

namespace courtyard {

/// A photo that a database knows.
struct KnownPhoto {
    std::string sha256;
    std::uint64_t bytes = 0;
};

/// The photos that a database says are held, by hash.
std::vector<KnownPhoto> known_photos(const std::filesystem::path& database);

/// `photos/` of a backup folder: each photo sealed once, for all backups. A photo never changes, so one that
/// lies here is never written again. The time of its file says when a backup last knew it, so that those
/// which no kept backup knows any more can go.
///
/// Threads   safe to call concurrently
class PhotoVault {
  public:
    /// Reads what lies there.
    PhotoVault(std::filesystem::path folder, const BackupKey& key);

    bool holds(const std::string& sha256) const;
    /// Durable on return; of one that is held, its time.
    /// Errors   unavailable: backup.source_damaged when it is not what its hash says; throws
    /// std::system_error
    ///          when it cannot be read or the disk refuses
    Result<void> keep(const std::filesystem::path& photo, const std::string& sha256);
    /// Removes what no backup knew since. @return   how many
    std::size_t forget_before(std::filesystem::file_time_type last_known);
    /// Writes the photo's content into a file.
    /// Errors   not_found: backup.photo_missing; those of `SealedReader`; invalid_input: backup.damaged when
    ///          it is not what its hash says
    Result<void> take(const std::string& sha256, const std::filesystem::path& to) const;

  private:
    std::filesystem::path path_of(const std::string& name) const;

    std::filesystem::path folder_;
    const BackupKey& key_;
    mutable std::mutex mutex_;
    std::unordered_set<std::string> names_;
};

}  // namespace courtyard

// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "data/backup/full_backup.h"

namespace courtyard {

/// One thing that was looked at.
struct Examination {
    enum class Health : std::uint8_t { sound, noted, bad };

    std::string name;  ///< stable, for programs
    Health health = Health::sound;
    std::int64_t count = 0;  ///< of what should not be there, or of what was looked at when all is sound
    Text said;
};

struct DoctorReport {
    int schema = 0;
    Revision revision = 0;
    std::vector<Examination> examinations;
    std::vector<TableSum> tables;  ///< of courtyard.db, when asked for
    std::vector<TableSum> child_tables;

    bool is_sound() const;
};

enum class Depth : std::uint8_t {
    quick,  ///< pages, references, numbers, files by name
    deep,   ///< also every index against its table, every photo's hash, a sum of every table
};

/// Where the audit's seals and the key that made them lie: best on another disk.
struct AuditPlaces {
    std::filesystem::path anchors;
    std::filesystem::path key;

    /// Where they are unless the settings say otherwise.
    static AuditPlaces in(const std::filesystem::path& data);
};

/// Examines a data folder that nobody works in, and changes nothing in it.
///
/// @param seals     what the audit is held against; that there is none is noted
/// @param against   a backup's list of contents: counts and sums are compared when it is of this revision
/// Errors   not_found: backup.no_data; throws std::exception when the disk refuses
Result<DoctorReport> examine_data(const std::filesystem::path& data, Depth depth, const AuditPlaces& seals,
                                  const std::optional<BackupManifest>& against,
                                  const BackupProgress& progress);

/// The list of contents of a backup, without unpacking the rest to disk.
/// Errors   those of `SealedReader`
Result<BackupManifest> manifest_of(const std::filesystem::path& file, const BackupKey& key,
                                   const BackupProgress& progress);

}  // namespace courtyard

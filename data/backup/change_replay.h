// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "data/backup/restore.h"

namespace courtyard {

struct Replayed {
    std::uint64_t segments = 0;
    std::uint64_t commits = 0;
};

/// Carries an unpacked backup on, commit by commit, to the newest that was written down or to `order.until`.
/// Every segment must follow the one before; what is missing at the very end nobody can tell.
///
/// Errors   invalid_input: backup.gap; those of `Segment::read`
Result<Replayed> replay_changes(const RestoreOrder& order, const BackupManifest& manifest,
                                const std::filesystem::path& folder);

}  // namespace courtyard

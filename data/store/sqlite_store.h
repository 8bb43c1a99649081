// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <memory>

#include "data/store/store.h"

namespace courtyard {

/// Opens (and creates or migrates) the store in `folder`/courtyard.db.
///
/// Debian's SQLite 3.40 has a known race between two writing connections of one WAL file, so the discipline
/// is: one read-write connection per file in the process, `synchronous=FULL`, no automatic checkpoints,
/// checkpoints by the writer only, and a lock file (`DataDirectory`) that keeps a second process out.
///
/// Errors   unsupported: store.newer (written by a newer program); unavailable: store.damaged
/// Source   docs/DATA.md#store
Result<std::unique_ptr<Store>> open_sqlite_store(const std::filesystem::path& folder,
                                                 const EvidenceLimits& limits = {});

}  // namespace courtyard

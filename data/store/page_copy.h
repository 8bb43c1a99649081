// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <functional>

#include "data/store/sqlite_connection.h"

namespace courtyard {

/// A database as it was at one moment, whatever is written to it afterwards.
///
/// While it is held the log cannot start anew, so it is held no longer than the copying takes.
class PinnedDatabase {
  public:
    explicit PinnedDatabase(const std::filesystem::path& file) : connection_(file, Access::read_only) {}

    /// Now is the moment.
    void pin();
    /// Copies its pages into a new file, which has the same pages under the same numbers. The file is not
    /// synced. Precondition: pinned.
    void copy(const std::filesystem::path& to,
              const std::function<void(std::size_t done, std::size_t total)>& progress);

  private:
    SqliteConnection connection_;
};

}  // namespace courtyard

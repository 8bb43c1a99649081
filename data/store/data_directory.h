// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>

#include "geo/result.h"

namespace courtyard {

/// The folder that one process works in, locked while it does.
///
///     courtyard.db   facts        children.db   counts of children and their access log
///     blobs/         photos       copies/       their thumbnails       spool/      uploads in flight
///     data.lock      who works here              picture.checkpoint   what can be drawn anew: a quick start
class DataDirectory {
  public:
    /// Creates the folder when it is not there and takes its lock.
    /// Errors   conflict: data.in_use (names the process and, for a server, its address); unavailable:
    /// data.folder
    static Result<DataDirectory> open(const std::filesystem::path& folder);

    DataDirectory(DataDirectory&& other) noexcept;
    DataDirectory& operator=(DataDirectory&& other) noexcept;
    ~DataDirectory();

    const std::filesystem::path& folder() const { return folder_; }
    std::filesystem::path spool() const { return folder_ / "spool"; }
    /// Writes into the lock file who holds it: others are told.
    void announce(const std::string& address);

  private:
    DataDirectory(std::filesystem::path folder, int lock) : folder_(std::move(folder)), lock_(lock) {}

    std::filesystem::path folder_;
    int lock_ = -1;
};

}  // namespace courtyard

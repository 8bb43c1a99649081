// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>

namespace courtyard {

/// A file that stands beside its place under another name until it is whole.
class FileInMaking {
  public:
    explicit FileInMaking(std::filesystem::path place);
    /// Removes what was not put in place.
    ~FileInMaking();
    FileInMaking(const FileInMaking&) = delete;
    FileInMaking& operator=(const FileInMaking&) = delete;

    const std::filesystem::path& path() const { return path_; }
    /// On stable storage first, then under its name. Throws when the disk refuses.
    void put_in_place();

  private:
    std::filesystem::path place_;
    std::filesystem::path path_;
};

}  // namespace courtyard

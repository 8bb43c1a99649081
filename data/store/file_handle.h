// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>

namespace courtyard {

/// An open file or folder, closed with this object.
///
/// Errors   throws std::system_error when it cannot be opened
class FileHandle {
  public:
    /// New files are for this account of the machine alone.
    FileHandle(const std::filesystem::path& path, int flags);
    FileHandle(const FileHandle&) = delete;
    FileHandle& operator=(const FileHandle&) = delete;
    ~FileHandle();

    int get() const { return file_; }

  private:
    int file_;
};

}  // namespace courtyard

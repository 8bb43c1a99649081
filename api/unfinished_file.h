// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <system_error>
#include <utility>

namespace courtyard {

/// A file that is removed unless it is finished.
class UnfinishedFile {
  public:
    explicit UnfinishedFile(std::filesystem::path file) : file_(std::move(file)) {}
    UnfinishedFile(const UnfinishedFile&) = delete;
    UnfinishedFile& operator=(const UnfinishedFile&) = delete;
    ~UnfinishedFile() {
        std::error_code gone;
        if (!file_.empty()) std::filesystem::remove(file_, gone);
    }
    const std::filesystem::path& path() const { return file_; }
    /// It stays. @return   where it is
    std::filesystem::path finished() { return std::exchange(file_, {}); }

  private:
    std::filesystem::path file_;
};

}  // namespace courtyard

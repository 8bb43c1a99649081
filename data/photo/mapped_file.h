// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <filesystem>
#include <span>

namespace courtyard {

/// The bytes of a file that nobody else writes, as the kernel pages them in: read without a copy.
///
/// Errors   throws std::system_error when the file cannot be opened
class MappedFile {
  public:
    explicit MappedFile(const std::filesystem::path& path);
    MappedFile(const MappedFile&) = delete;
    MappedFile& operator=(const MappedFile&) = delete;
    ~MappedFile();

    std::span<const std::byte> bytes() const { return {bytes_, size_}; }

  private:
    const std::byte* bytes_ = nullptr;
    std::size_t size_ = 0;
};

}  // namespace courtyard

// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string_view>

namespace courtyard {

/// A file on its way through the server, removed with this object unless it is kept or somebody moved it
/// away.
///
/// Errors   throws std::system_error when the disk refuses
class SpoolFile {
  public:
    /// A new file in `folder` that nobody else can read.
    static SpoolFile create(const std::filesystem::path& folder, std::string_view name);
    /// An existing file, to be read from its beginning.
    static SpoolFile open(const std::filesystem::path& path);
    /// An existing file that stays, to be read from a byte on.
    static SpoolFile open_kept(const std::filesystem::path& path, std::uint64_t from);

    SpoolFile(SpoolFile&& other) noexcept;
    SpoolFile& operator=(SpoolFile&&) = delete;
    ~SpoolFile();

    void append(std::string_view bytes);
    /// Reads on; 0 at the end.
    std::size_t read(std::span<char> into);
    std::uint64_t size() const;
    const std::filesystem::path& path() const { return path_; }

  private:
    SpoolFile(std::filesystem::path path, int flags);

    std::filesystem::path path_;
    int descriptor_;
    bool kept_ = false;
};

}  // namespace courtyard

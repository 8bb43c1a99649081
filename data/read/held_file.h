// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <optional>
#include <string_view>

namespace courtyard {

struct CloseFile {
    void operator()(std::FILE* file) const { std::fclose(file); }
};
using OpenFile = std::unique_ptr<std::FILE, CloseFile>;

/// A file that is held in memory under a path of its own, which every reader of the house takes for a file.
///
/// This is how a process that may open nothing still reads an upload. The path lies in `/vsimem/`, so GDAL
/// (and SQLite through it) reads it too. The bytes are not copied and must outlive the file.
class HeldFile {
  public:
    /// @param name   without folders; made unique by a number before it
    HeldFile(std::string_view name, std::string_view bytes);
    ~HeldFile();
    HeldFile(const HeldFile&) = delete;
    HeldFile& operator=(const HeldFile&) = delete;

    const std::filesystem::path& path() const { return path_; }

  private:
    std::filesystem::path path_;
};

/// Whether a path names a file in memory.
bool is_held(const std::filesystem::path& path);

/// The bytes of a file in memory; empty when there is none.
std::string_view held_bytes(const std::filesystem::path& path);

/// Gives the bytes of one file in memory a second name. Precondition: both paths are held ones.
void hold_again(const std::filesystem::path& path, const std::filesystem::path& name);

/// The size of a file, of the disk or held in memory; nothing when there is none.
std::optional<std::uint64_t> size_of_file(const std::filesystem::path& path);

/// Opens a file for reading, of the disk or held in memory. Throws when it cannot be opened.
OpenFile open_for_reading(const std::filesystem::path& path);

}  // namespace courtyard

// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "data/scratch_folder.h"

namespace courtyard {

/// A private folder in which a file gets names of our own: on the disk, or in memory for a file that is held
/// there (`HeldFile`).
class StagingFolder {
  public:
    explicit StagingFolder(const std::filesystem::path& for_file);
    ~StagingFolder();
    StagingFolder(StagingFolder&& other) noexcept;
    StagingFolder& operator=(StagingFolder&& other) noexcept;

    const std::filesystem::path& path() const { return path_; }
    /// Gives a file a name here, without copying it.
    void place(const std::filesystem::path& file, const std::string& name) const;
    bool has(const std::string& name) const;

  private:
    std::optional<ScratchFolder> disk_;
    std::filesystem::path path_;
};

}  // namespace courtyard

// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>

namespace courtyard {

/// A private folder (mode 0700) under the system's temporary folder, removed with its owner.
class ScratchFolder {
  public:
    /// Throws when the disk refuses.
    ScratchFolder();
    ~ScratchFolder();
    ScratchFolder(ScratchFolder&& other) noexcept;
    ScratchFolder& operator=(ScratchFolder&& other) noexcept;

    const std::filesystem::path& path() const { return path_; }

  private:
    std::filesystem::path path_;
};

/// Into place by name where that is possible, else by copy: the scratch folder may be on another disk.
void move_file(const std::filesystem::path& from, const std::filesystem::path& to);

}  // namespace courtyard

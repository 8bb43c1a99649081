// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>

namespace courtyard {

/// A private folder (mode 0700), removed with its owner.
class ScratchFolder {
  public:
    /// Under the system's temporary folder. Throws when the disk refuses.
    ScratchFolder();
    /// Under another: on the disk on which its files will stay.
    explicit ScratchFolder(const std::filesystem::path& parent);
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

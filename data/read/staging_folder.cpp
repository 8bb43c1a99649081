// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "data/read/staging_folder.h"

#include <cpl_vsi.h>
#include <fmt/format.h>

#include <atomic>
#include <utility>

#include "data/read/held_file.h"

namespace courtyard {

StagingFolder::StagingFolder(const std::filesystem::path& for_file) {
    static std::atomic<unsigned> number{0};
    if (is_held(for_file)) {
        path_ = fmt::format("/vsimem/staged-{}", number++);
    } else {
        disk_.emplace();
        path_ = disk_->path();
    }
}

StagingFolder::~StagingFolder() {
    if (!disk_ && !path_.empty()) VSIRmdirRecursive(path_.c_str());
}

StagingFolder::StagingFolder(StagingFolder&& other) noexcept
    : disk_(std::exchange(other.disk_, {})), path_(std::exchange(other.path_, {})) {}

StagingFolder& StagingFolder::operator=(StagingFolder&& other) noexcept {
    std::swap(disk_, other.disk_);
    std::swap(path_, other.path_);
    return *this;
}

void StagingFolder::place(const std::filesystem::path& file, const std::string& name) const {
    if (disk_)
        std::filesystem::create_symlink(std::filesystem::absolute(file), path_ / name);
    else
        hold_again(file, path_ / name);
}

bool StagingFolder::has(const std::string& name) const {
    VSIStatBufL stat{};
    return VSIStatExL((path_ / name).c_str(), &stat, VSI_STAT_EXISTS_FLAG) == 0;
}

}  // namespace courtyard

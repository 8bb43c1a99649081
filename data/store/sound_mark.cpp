// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "data/store/sound_mark.h"

#include <fmt/format.h>
#include <sys/stat.h>

#include <fstream>
#include <iterator>
#include <string>

namespace courtyard {
namespace {

std::filesystem::path mark_of(const std::filesystem::path& file) { return file.string() + ".left"; }

/// Empty when there is no such file.
std::string state_of(const std::filesystem::path& file) {
    struct stat now {};
    if (::stat(file.c_str(), &now) != 0) return {};
    // The time of change is set by the kernel alone.
    return fmt::format("{} bytes, inode {} on {}, written {}.{:09}, changed {}.{:09}\n", now.st_size,
                       now.st_ino, now.st_dev, now.st_mtim.tv_sec, now.st_mtim.tv_nsec, now.st_ctim.tv_sec,
                       now.st_ctim.tv_nsec);
}

}  // namespace

bool is_as_left(const std::filesystem::path& file) {
    std::ifstream in(mark_of(file), std::ios::binary);
    const std::string said{std::istreambuf_iterator<char>(in), {}};
    return !said.empty() && said == state_of(file);
}

void mark_as_left(const std::filesystem::path& file) noexcept {
    try {
        std::ofstream(mark_of(file), std::ios::binary | std::ios::trunc) << state_of(file);
    } catch (const std::exception&) {
        // Half a mark is none.
    }
}

}  // namespace courtyard

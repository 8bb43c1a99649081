// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "data/archive/file_in_making.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

namespace courtyard {
namespace {

void sync(const std::filesystem::path& path, int flags) {
    const int file = open(path.c_str(), flags | O_CLOEXEC);
    const bool synced = file >= 0 && fsync(file) == 0;
    const int error = errno;
    if (file >= 0) close(file);
    if (!synced) throw std::system_error(error, std::generic_category(), path.string());
}

}  // namespace

FileInMaking::FileInMaking(std::filesystem::path place) : place_(std::move(place)), path_(place_) {
    path_ += ".making";
    std::error_code absent;
    std::filesystem::remove(path_, absent);
}

FileInMaking::~FileInMaking() {
    std::error_code absent;
    std::filesystem::remove(path_, absent);
}

void FileInMaking::put_in_place() {
    sync(path_, O_RDONLY);
    std::filesystem::rename(path_, place_);
    sync(place_.has_parent_path() ? place_.parent_path() : ".", O_RDONLY | O_DIRECTORY);
}

}  // namespace courtyard

// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "data/store/durable_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

namespace courtyard {
namespace {

void sync(const std::filesystem::path& path, int flags) {
    const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | flags);
    const int failed = file < 0 || ::fsync(file) != 0 ? errno : 0;
    if (file >= 0) ::close(file);
    if (failed != 0) throw std::system_error(failed, std::generic_category(), path.string());
}

}  // namespace

void sync_file(const std::filesystem::path& file) { sync(file, 0); }
void sync_folder(const std::filesystem::path& folder) { sync(folder, O_DIRECTORY); }

}  // namespace courtyard

// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "data/store/file_handle.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

namespace courtyard {

FileHandle::FileHandle(const std::filesystem::path& path, int flags)
    : file_(::open(path.c_str(), flags | O_CLOEXEC, 0600)) {
    if (file_ < 0) throw std::system_error(errno, std::generic_category(), path.string());
}

FileHandle::~FileHandle() { ::close(file_); }

}  // namespace courtyard

// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "data/photo/mapped_file.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <string>
#include <system_error>

namespace courtyard {

MappedFile::MappedFile(const std::filesystem::path& path) {
    const auto refuse = [&path](int file) {
        const int why = errno;
        if (file >= 0) ::close(file);
        throw std::system_error(why, std::generic_category(), path.string());
    };
    const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    struct stat facts {};
    if (file < 0 || ::fstat(file, &facts) != 0) refuse(file);
    size_ = static_cast<std::size_t>(facts.st_size);
    if (size_ > 0) {
        void* mapped = ::mmap(nullptr, size_, PROT_READ, MAP_PRIVATE, file, 0);
        if (mapped == MAP_FAILED) refuse(file);
        bytes_ = static_cast<const std::byte*>(mapped);
    }
    ::close(file);
}

MappedFile::~MappedFile() {
    if (bytes_ != nullptr) ::munmap(const_cast<std::byte*>(bytes_), size_);
}

}  // namespace courtyard

// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/http/spool_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <string>
#include <system_error>
#include <utility>

namespace courtyard {
namespace {

[[noreturn]] void throw_errno(const std::filesystem::path& path) {
    throw std::system_error(errno, std::generic_category(), path.string());
}

}  // namespace

SpoolFile::SpoolFile(std::filesystem::path path, int flags)
    : path_(std::move(path)), descriptor_(::open(path_.c_str(), flags | O_CLOEXEC | O_NOFOLLOW, 0600)) {
    if (descriptor_ < 0) throw_errno(path_);
}

SpoolFile SpoolFile::create(const std::filesystem::path& folder, std::string_view name) {
    return {folder / name, O_CREAT | O_EXCL | O_RDWR};
}

SpoolFile SpoolFile::open(const std::filesystem::path& path) { return {path, O_RDONLY}; }

SpoolFile SpoolFile::open_kept(const std::filesystem::path& path, std::uint64_t from) {
    SpoolFile file{path, O_RDONLY};
    file.kept_ = true;
    if (::lseek(file.descriptor_, static_cast<off_t>(from), SEEK_SET) < 0) throw_errno(path);
    return file;
}

SpoolFile::SpoolFile(SpoolFile&& other) noexcept
    : path_(std::move(other.path_)), descriptor_(std::exchange(other.descriptor_, -1)), kept_(other.kept_) {}

SpoolFile::~SpoolFile() {
    if (descriptor_ < 0) return;
    ::close(descriptor_);
    if (!kept_) ::unlink(path_.c_str());
}

void SpoolFile::append(std::string_view bytes) {
    while (!bytes.empty()) {
        const auto written = ::write(descriptor_, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) throw_errno(path_);
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
}

std::size_t SpoolFile::read(std::span<char> into) {
    for (;;) {
        const auto count = ::read(descriptor_, into.data(), into.size());
        if (count >= 0) return static_cast<std::size_t>(count);
        if (errno != EINTR) throw_errno(path_);
    }
}

std::uint64_t SpoolFile::size() const {
    struct stat facts {};
    if (::fstat(descriptor_, &facts) != 0) throw_errno(path_);
    return static_cast<std::uint64_t>(facts.st_size);
}

}  // namespace courtyard

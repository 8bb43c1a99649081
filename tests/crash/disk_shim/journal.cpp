// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/crash/disk_shim/journal.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>

namespace disk_shim {
namespace {

std::string setting(const char* name) {
    const char* value = std::getenv(name);
    return value == nullptr ? std::string() : std::string(value);
}

std::string bytes_of(int file, std::uint64_t from, std::uint64_t until) {
    std::string bytes(from < until ? until - from : 0, '\0');
    std::size_t got = 0;
    while (got < bytes.size()) {
        const ssize_t count =
            pread(file, bytes.data() + got, bytes.size() - got, static_cast<off_t>(from + got));
        if (count <= 0) break;
        got += static_cast<std::size_t>(count);
    }
    bytes.resize(got);
    return bytes;
}

/// For what was opened to be written only.
std::string bytes_through_proc(int file, std::uint64_t from, std::uint64_t until) {
    const std::string name = "/proc/self/fd/" + std::to_string(file);
    const auto again = static_cast<int>(syscall(SYS_openat, AT_FDCWD, name.c_str(), O_RDONLY | O_CLOEXEC));
    if (again < 0) return {};
    std::string bytes = bytes_of(again, from, until);
    syscall(SYS_close, again);
    return bytes;
}

std::string old_bytes(int file, std::uint64_t from, std::uint64_t until) {
    if (from >= until) return {};
    return (fcntl(file, F_GETFL) & O_ACCMODE) == O_WRONLY ? bytes_through_proc(file, from, until)
                                                          : bytes_of(file, from, until);
}

std::uint64_t inode_of_folder_of(const std::string& path) {
    struct stat facts {};
    const auto slash = path.rfind('/');
    const std::string folder = slash == 0 || slash == std::string::npos ? "/" : path.substr(0, slash);
    return stat(folder.c_str(), &facts) == 0 ? facts.st_ino : 0;
}

}  // namespace

Journal& Journal::of_this_process() {
    // Never destroyed: files are written until the process is gone.
    static auto* const journal = new Journal;
    return *journal;
}

Journal::Journal()
    : folder_(setting("COURTYARD_DISK_FOLDER")), file_name_(setting("COURTYARD_DISK_JOURNAL")) {
    if (folder_.empty() || file_name_.empty()) return;
    file_ = static_cast<int>(
        syscall(SYS_openat, AT_FDCWD, file_name_.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600));
}

bool Journal::keeps(std::string_view path) const {
    return !folder_.empty() && path.size() > folder_.size() && path.starts_with(folder_) &&
           path[folder_.size()] == '/' && !path.ends_with("-shm");
}

void Journal::append(Head head, std::string_view names, std::string_view payload) {
    if (file_ < 0) return;
    head.names = static_cast<std::uint32_t>(names.size());
    head.payload = payload.size();
    std::string record(reinterpret_cast<const char*>(&head), sizeof head);
    record.append(names).append(payload);
    syscall(SYS_write, file_, record.data(), record.size());
}

void Journal::before_write(int file, std::uint64_t offset, std::uint64_t length) {
    struct stat facts {};
    if (file_ < 0 || fstat(file, &facts) != 0) return;
    const auto size = static_cast<std::uint64_t>(facts.st_size);
    append({'W', 0, facts.st_ino, offset, size, 0, length}, {},
           old_bytes(file, offset, std::min(size, offset + length)));
}

void Journal::before_truncate(int file, std::uint64_t new_size) {
    struct stat facts {};
    if (file_ < 0 || fstat(file, &facts) != 0) return;
    const auto size = static_cast<std::uint64_t>(facts.st_size);
    append({'T', 0, facts.st_ino, new_size, size, 0, 0}, {}, old_bytes(file, new_size, size));
}

void Journal::before_create(const std::string& path) {
    append({'C', 0, inode_of_folder_of(path), 0, 0, 0, 0}, path + '\0', {});
}

void Journal::before_remove(const std::string& path) {
    const std::uint64_t folder = inode_of_folder_of(path);
    append({'U', 0, folder, 0, 0, 0, 0}, path + '\0' + keep_content_of(path) + '\0', {});
}

void Journal::before_rename(const std::string& from, const std::string& to) {
    append({'R', 0, inode_of_folder_of(to), 0, 0, 0, 0}, from + '\0' + to + '\0' + keep_content_of(to) + '\0',
           {});
}

/// A second name outside the folder keeps the content, and the inode's number from being given again.
std::string Journal::keep_content_of(const std::string& path) {
    if (file_ < 0) return {};
    const std::string kept = file_name_ + ".kept/" + std::to_string(getpid()) + '-' + std::to_string(++kept_);
    const int before = errno;
    const bool linked = ::link(path.c_str(), kept.c_str()) == 0;
    errno = before;
    return linked ? kept : std::string();
}

std::uint64_t Journal::mark() const {
    struct stat facts {};
    return file_ >= 0 && fstat(file_, &facts) == 0 ? static_cast<std::uint64_t>(facts.st_size) : 0;
}

void Journal::after_sync(int file, std::uint64_t mark) {
    struct stat facts {};
    if (file_ >= 0 && fstat(file, &facts) == 0) append({'S', 0, facts.st_ino, 0, 0, 0, mark}, {}, {});
}

}  // namespace disk_shim

// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "data/store/data_directory.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <system_error>
#include <utility>

#include "data/store/durable_file.h"

namespace courtyard {
namespace {

std::string text_of(int file) {
    char bytes[512];
    const ssize_t count = pread(file, bytes, sizeof bytes, 0);
    return count > 0 ? std::string(bytes, static_cast<std::size_t>(count)) : std::string();
}

}  // namespace

Result<DataDirectory> DataDirectory::open(const std::filesystem::path& folder) {
    std::error_code failed;
    for (const char* part : {"blobs", "spool"}) std::filesystem::create_directories(folder / part, failed);
    // What lies here is for this account of the machine alone.
    std::filesystem::permissions(folder, std::filesystem::perms::owner_all, failed);
    const auto lock_file = folder / "data.lock";
    const int lock = failed ? -1 : ::open(lock_file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (lock < 0) {
        const std::string why = failed ? failed.message() : std::strerror(errno);
        return fail(ErrorCode::unavailable, "data.folder",
                    {fmt::format("数据目录 {} 不能使用：{}", folder.string(), why),
                     fmt::format("the data folder {} cannot be used: {}", folder.string(), why)},
                    folder.string());
    }
    if (flock(lock, LOCK_EX | LOCK_NB) != 0) {
        const std::string holder = text_of(lock);
        close(lock);
        return fail(ErrorCode::conflict, "data.in_use",
                    {fmt::format("数据目录 {} 正在被使用：{}", folder.string(), holder),
                     fmt::format("the data folder {} is in use: {}", folder.string(), holder)},
                    folder.string());
    }
    try {
        sync_folder(folder);
        if (folder.has_parent_path()) sync_folder(folder.parent_path());
    } catch (const std::system_error& error) {
        close(lock);
        return fail(ErrorCode::unavailable, "data.folder",
                    {fmt::format("数据目录 {} 不能使用：{}", folder.string(), error.what()),
                     fmt::format("the data folder {} cannot be used: {}", folder.string(), error.what())},
                    folder.string());
    }
    // Nobody else is here: what lies in the spool was left by a process that did not end well.
    for (const auto& left : std::filesystem::directory_iterator(folder / "spool"))
        std::filesystem::remove_all(left.path(), failed);
    DataDirectory opened(folder, lock);
    opened.announce({});
    return opened;
}

DataDirectory::DataDirectory(DataDirectory&& other) noexcept
    : folder_(std::move(other.folder_)), lock_(std::exchange(other.lock_, -1)) {}

DataDirectory& DataDirectory::operator=(DataDirectory&& other) noexcept {
    std::swap(folder_, other.folder_);
    std::swap(lock_, other.lock_);
    return *this;
}

DataDirectory::~DataDirectory() {
    if (lock_ >= 0) close(lock_);
}

void DataDirectory::announce(const std::string& address) {
    std::string text = fmt::format("process {}", getpid());
    if (!address.empty())
        text += fmt::format(", server {} (load through it: curl -T FILE '{}/api/imports?kind=KIND')", address,
                            address);
    if (ftruncate(lock_, 0) == 0) [[maybe_unused]]
        const ssize_t written = pwrite(lock_, text.data(), text.size(), 0);
}

}  // namespace courtyard

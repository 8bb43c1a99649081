// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "data/store/durable_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

#include "data/store/file_handle.h"

namespace courtyard {
namespace {

void sync(const std::filesystem::path& path, int flags) {
    const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | flags);
    const int failed = file < 0 || ::fsync(file) != 0 ? errno : 0;
    if (file >= 0) ::close(file);
    if (failed != 0) throw std::system_error(failed, std::generic_category(), path.string());
}

std::filesystem::path folder_of(const std::filesystem::path& file) {
    return file.parent_path().empty() ? "." : file.parent_path();
}

void put(const std::filesystem::path& file, int flags, std::string_view text) {
    const bool fresh = !std::filesystem::exists(file);
    {
        const FileHandle handle(file, O_WRONLY | O_CREAT | O_APPEND | flags);
        if (::write(handle.get(), text.data(), text.size()) != static_cast<ssize_t>(text.size()) ||
            ::fdatasync(handle.get()) != 0)
            throw std::system_error(errno, std::generic_category(), file.string());
    }
    if (fresh) sync_folder(folder_of(file));
}

}  // namespace

void append_durably(const std::filesystem::path& file, std::string_view text) { put(file, 0, text); }
void create_durably(const std::filesystem::path& file, std::string_view text) { put(file, O_EXCL, text); }

void replace_durably(const std::filesystem::path& from, const std::filesystem::path& to) {
    std::filesystem::rename(from, to);
    sync_folder(folder_of(to));
}

void sync_file(const std::filesystem::path& file) { sync(file, 0); }
void sync_folder(const std::filesystem::path& folder) { sync(folder, O_DIRECTORY); }

}  // namespace courtyard

// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "data/backup/photo_vault.h"

#include <fmt/format.h>

#include <cerrno>
#include <fstream>
#include <system_error>

#include "data/backup/manifest.h"
#include "data/backup/sealed_file.h"
#include "data/photo/mapped_file.h"
#include "data/photo/photo_archive.h"
#include "data/store/blob_store.h"
#include "data/store/durable_file.h"
#include "data/store/sqlite_connection.h"

namespace courtyard {

std::vector<KnownPhoto> known_photos(const std::filesystem::path& database) {
    SqliteConnection connection(database, Access::read_only);
    std::vector<KnownPhoto> photos;
    SQLite::Statement& rows = connection.statement("blob_hashes");
    while (rows.executeStep())
        photos.push_back(
            {rows.getColumn(0).getString(), static_cast<std::uint64_t>(rows.getColumn(1).getInt64())});
    rows.reset();
    return photos;
}

PhotoVault::PhotoVault(std::filesystem::path folder, const BackupKey& key)
    : folder_(std::move(folder)), key_(key) {
    std::error_code absent;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder_, absent))
        if (entry.is_regular_file() && entry.path().extension() != ".part")
            names_.insert(entry.path().filename().string());
}

std::filesystem::path PhotoVault::path_of(const std::string& name) const {
    return folder_ / name.substr(0, 2) / name;
}

bool PhotoVault::holds(const std::string& sha256) const {
    const std::lock_guard lock(mutex_);
    return names_.contains(key_.photo_name(sha256));
}

Result<void> PhotoVault::keep(const std::filesystem::path& photo, const std::string& sha256) {
    const std::string name = key_.photo_name(sha256);
    const auto place = path_of(name);
    const std::lock_guard lock(mutex_);
    if (names_.contains(name)) {
        std::filesystem::last_write_time(place, std::filesystem::file_time_type::clock::now());
        return {};
    }
    if (std::filesystem::create_directories(place.parent_path())) {
        sync_folder(folder_);
        sync_folder(folder_.parent_path());
    }
    const MappedFile content(photo);
    const auto bytes = content.bytes();
    if (sha256_of(bytes) != sha256)
        return fail(ErrorCode::unavailable, "backup.source_damaged",
                    {fmt::format("照片 {} 的文件已损坏，没有备份它", sha256),
                     fmt::format("the file of the photo {} is damaged, it was not backed up", sha256)},
                    photo.string());
    SealedWriter sealed(place, photo_magic, key_);
    sealed.part("photo", {reinterpret_cast<const char*>(bytes.data()), bytes.size()});
    sealed.finish();
    names_.insert(name);
    return {};
}

std::size_t PhotoVault::forget_before(std::filesystem::file_time_type last_known) {
    const std::lock_guard lock(mutex_);
    return std::erase_if(names_, [&](const std::string& name) {
        const auto place = path_of(name);
        return std::filesystem::last_write_time(place) < last_known && std::filesystem::remove(place);
    });
}

Result<void> PhotoVault::take(const std::string& sha256, const std::filesystem::path& to) const {
    const std::string name = key_.photo_name(sha256);
    if (!holds(sha256))
        return fail(ErrorCode::not_found, "backup.photo_missing",
                    {fmt::format("备份旁边没有照片 {}", sha256),
                     fmt::format("the photo {} is not beside the backup", sha256)},
                    folder_.string());
    auto sealed = SealedReader::open(path_of(name), photo_magic, key_);
    if (!sealed) return tl::unexpected(sealed.error());
    if (const auto label = sealed->next_part(); !label) return tl::unexpected(label.error());
    const auto bytes = sealed->read_all(most_photo_bytes);
    if (!bytes) return tl::unexpected(bytes.error());
    if (sha256_of(std::as_bytes(std::span(*bytes))) != sha256)
        return fail(ErrorCode::invalid_input, "backup.damaged",
                    {fmt::format("备份里的照片 {} 不是原来的内容", sha256),
                     fmt::format("the photo {} in the backup is not what it was", sha256)},
                    sha256);
    std::ofstream out(to, std::ios::binary);
    out.write(bytes->data(), static_cast<std::streamsize>(bytes->size()));
    if (!out.flush()) throw std::system_error(errno, std::generic_category(), to.string());
    return {};
}

}  // namespace courtyard

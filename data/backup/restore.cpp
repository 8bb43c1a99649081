// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "data/backup/restore.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

#include "data/backup/change_replay.h"
#include "data/backup/sealed_file.h"
#include "data/read/file_hash.h"
#include "data/scratch_folder.h"
#include "data/store/blob_store.h"
#include "data/store/durable_file.h"
#include "data/store/file_handle.h"
#include "data/store/sqlite_connection.h"

namespace courtyard {
namespace {

tl::unexpected<Error> damaged(const RestoreOrder& order, std::string_view zh, std::string_view en) {
    return fail(
        ErrorCode::invalid_input, "backup.damaged",
        {fmt::format("{}：{}", order.file.string(), zh), fmt::format("{}: {}", order.file.string(), en)},
        order.file.string());
}

Result<void> refuse_what_is_there(const std::filesystem::path& data) {
    std::error_code absent;
    if (!std::filesystem::exists(data, absent) ||
        (std::filesystem::is_directory(data) && std::filesystem::is_empty(data)))
        return {};
    return fail(ErrorCode::conflict, "restore.not_empty",
                {fmt::format("{} 里已有东西，没有动它；请恢复到一个新的目录", data.string()),
                 fmt::format("there is something in {}, it was left alone; restore into a new folder",
                             data.string())},
                data.string());
}

void append_to(const FileHandle& out, std::string_view bytes, const std::filesystem::path& name) {
    while (!bytes.empty()) {
        const ssize_t written = ::write(out.get(), bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) throw std::system_error(errno, std::generic_category(), name.string());
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
}

bool is_plain_name(std::string_view name) {
    return !name.empty() && name.front() != '.' && name.find('/') == std::string_view::npos &&
           name.find('\0') == std::string_view::npos;
}

/// Where a part belongs in a data folder; nothing when there is no such part.
std::optional<std::filesystem::path> place_of(std::string_view label) {
    if (label == "courtyard.db" || label == "children.db") return std::filesystem::path(label);
    if (label.starts_with("catalogue ") && is_plain_name(label.substr(10)))
        return std::filesystem::path("catalogue") / label.substr(10);
    if (label.starts_with("photo ") && label.size() == 6 + 64 && is_plain_name(label.substr(6)))
        return std::filesystem::path("blobs") / label.substr(6, 2) / label.substr(6);
    return std::nullopt;
}

/// Unpacks the file. The list of contents comes last: without it the file is not whole.
Result<BackupManifest> unpack(const RestoreOrder& order, const std::filesystem::path& into) {
    auto sealed = SealedReader::open(order.file, backup_magic, order.key);
    if (!sealed) return tl::unexpected(sealed.error());
    constexpr std::size_t most_manifest = std::size_t{4} << 20;
    const std::uint64_t all = std::filesystem::file_size(order.file);
    for (;;) {
        const auto label = sealed->next_part();
        if (!label) return tl::unexpected(label.error());
        if (label->empty())
            return damaged(order, "被截断，不能用来恢复", "it was cut short, nothing is restored from it");
        if (*label == "manifest") {
            const auto text = sealed->read_all(most_manifest);
            if (!text) return tl::unexpected(text.error());
            const auto beyond = sealed->next_part();
            if (!beyond) return tl::unexpected(beyond.error());
            if (!beyond->empty()) return damaged(order, "末尾多了东西", "something was added at its end");
            return BackupManifest::parse(*text);
        }
        const auto place = place_of(*label);
        if (!place) return damaged(order, "有不认识的内容", "it holds something that is not known");
        std::filesystem::create_directories((into / *place).parent_path());
        const FileHandle out(into / *place, O_WRONLY | O_CREAT | O_EXCL);
        for (;;) {
            const auto bytes = sealed->read();
            if (!bytes) return tl::unexpected(bytes.error());
            if (bytes->empty()) break;
            append_to(out, *bytes, into / *place);
            order.progress("unpack", sealed->bytes_read(), all);
        }
    }
}

/// What was unpacked is what was packed, by the list.
Result<void> compare(const RestoreOrder& order, const std::filesystem::path& folder,
                     const BackupManifest& manifest) {
    const auto database = folder / "courtyard.db";
    const auto children = folder / "children.db";
    for (const auto& file : {database, children})
        if (!std::filesystem::exists(file)) return damaged(order, "缺少数据库", "a database is missing");
    if (sum_of_file(database) != manifest.database_sum || sum_of_file(children) != manifest.child_sum)
        return damaged(order, "数据库与清单不符", "a database is not what the list says");
    const auto count = [&](std::size_t done, std::size_t total) { order.progress("compare", done, total); };
    if (table_sums(database, count) != manifest.tables || table_sums(children) != manifest.child_tables)
        return damaged(order, "表的行数或内容与清单不符", "the rows of a table are not what the list says");
    return {};
}

Result<void> examine(const RestoreOrder& order, const std::filesystem::path& database) {
    SqliteConnection connection(database, Access::read_only);
    const std::string verdict = connection.database().execAndGet("PRAGMA integrity_check(1)").getString();
    if (verdict != "ok")
        return damaged(order, "恢复出的数据库有损坏：" + verdict, "what was restored is damaged: " + verdict);
    if (SQLite::Statement keys(connection.database(), "PRAGMA foreign_key_check"); keys.executeStep())
        return damaged(order, "恢复出的数据库有断开的引用",
                       "what was restored refers to rows that are not there");
    return {};
}

/// Every photo that the rows know, whole; no other.
Result<std::uint64_t> put_photos(const RestoreOrder& order, const std::filesystem::path& folder,
                                 PhotoPlace place) {
    const BlobStore blobs(folder);
    const PhotoVault vault(order.file.parent_path() / "photos", order.key);
    const auto photos = known_photos(folder / "courtyard.db");
    for (std::size_t i = 0; i < photos.size(); ++i) {
        const auto& sha256 = photos[i].sha256;
        const auto file = blobs.path_of(sha256);
        if (!std::filesystem::exists(file)) {
            std::filesystem::create_directories(file.parent_path());
            if (auto taken = vault.take(sha256, file); !taken) return tl::unexpected(taken.error());
        } else if (place == PhotoPlace::inside && sha256_of_file(file) != sha256) {
            return damaged(order, "照片 " + sha256 + " 不是原来的内容",
                           "the photo " + sha256 + " is not what it was");
        }
        order.progress("photos", i + 1, photos.size());
    }
    return photos.size();
}

void sync_all(const std::filesystem::path& folder) {
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder))
        if (entry.is_directory())
            sync_folder(entry.path());
        else
            sync_file(entry.path());
    sync_folder(folder);
}

}  // namespace

Result<Restored> restore_backup(const RestoreOrder& order) {
    if (auto empty = refuse_what_is_there(order.data); !empty) return tl::unexpected(empty.error());
    auto target = std::filesystem::absolute(order.data);
    if (!target.has_filename()) target = target.parent_path();
    std::filesystem::create_directories(target.parent_path());
    const ScratchFolder scratch(target.parent_path());
    const auto folder = scratch.path() / "data";
    std::filesystem::create_directories(folder / "blobs");
    std::filesystem::permissions(folder, std::filesystem::perms::owner_all);

    auto manifest = unpack(order, folder);
    if (!manifest) return tl::unexpected(manifest.error());
    Restored restored{std::move(*manifest), 0, 0, 0, 0};
    if (auto same = compare(order, folder, restored.manifest); !same) return tl::unexpected(same.error());
    if (order.until && *order.until < restored.manifest.revision)
        return fail(ErrorCode::not_found, "restore.too_early",
                    {fmt::format("这个备份已到修订号 {}，请用更早的备份", restored.manifest.revision),
                     fmt::format("this backup is of revision {} already; use an earlier one",
                                 restored.manifest.revision)},
                    "--until");
    if (order.changes && !restored.manifest.stream.empty()) {
        const auto replayed = replay_changes(order, restored.manifest, folder);
        if (!replayed) return tl::unexpected(replayed.error());
        restored.segments = replayed->segments;
        restored.commits = replayed->commits;
    }
    for (const char* name : {"courtyard.db", "children.db"})
        if (auto sound = examine(order, folder / name); !sound) return tl::unexpected(sound.error());
    restored.revision = revision_of(folder / "courtyard.db");
    const auto photos = put_photos(order, folder, restored.manifest.photo_place);
    if (!photos) return tl::unexpected(photos.error());
    restored.photos = *photos;
    // Readers left these; they are made anew.
    for (const char* left : {"courtyard.db-wal", "courtyard.db-shm", "children.db-wal", "children.db-shm"})
        std::filesystem::remove(folder / left);

    sync_all(folder);
    if (::rename(folder.c_str(), target.c_str()) != 0)
        throw std::system_error(errno, std::generic_category(), target.string());
    sync_folder(target.parent_path());
    return restored;
}

}  // namespace courtyard

// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "data/backup/full_backup.h"

#include <fmt/format.h>

#include <algorithm>

#include "data/backup/sealed_file.h"
#include "data/photo/mapped_file.h"
#include "data/scratch_folder.h"
#include "data/store/blob_store.h"
#include "data/store/page_copy.h"
#include "data/store/running_hash.h"
#include "data/store/sqlite_connection.h"
#include "data/store/sqlite_transaction.h"

namespace courtyard {
namespace {

std::string_view text_of(std::span<const std::byte> bytes) {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

std::string hex(const RunningHash::Sum& sum) {
    std::string text;
    for (const unsigned char byte : sum) text += fmt::format("{:02x}", byte);
    return text;
}

/// The copies that a backup is made of, gone with it.
struct Copies {
    ScratchFolder folder;
    std::filesystem::path database = folder.path() / "courtyard.db";
    std::filesystem::path children = folder.path() / "children.db";
};

void copy_pinned(const std::filesystem::path& from, const std::filesystem::path& to) {
    PinnedDatabase database(from);
    database.pin();
    database.copy(to, [](std::size_t, std::size_t) {});
}

Result<void> copy_both(const BackupOrder& order, const Copies& copies) {
    for (const char* name : {"courtyard.db", "children.db"})
        if (!std::filesystem::exists(order.data / name))
            return fail(ErrorCode::not_found, "backup.no_data",
                        {fmt::format("{} 里没有 {}", order.data.string(), name),
                         fmt::format("there is no {} in {}", name, order.data.string())},
                        order.data.string());
    if (order.copy_database) {
        if (auto copied = order.copy_database(copies.database); !copied) return copied;
    } else {
        copy_pinned(order.data / "courtyard.db", copies.database);
    }
    copy_pinned(order.data / "children.db", copies.children);
    return {};
}

void write_file(SealedWriter& out, std::string_view label, const std::filesystem::path& file) {
    const MappedFile content(file);
    out.part(label, text_of(content.bytes()));
}

/// The rows say which photos are held; each is there, or there is no backup.
Result<void> keep_photos(const BackupOrder& order, const Copies& copies, SealedWriter& out,
                         BackupManifest& manifest) {
    const BlobStore blobs(order.data);
    const auto photos = known_photos(copies.database);
    for (std::size_t i = 0; i < photos.size(); ++i) {
        const auto& [sha256, bytes] = photos[i];
        const auto file = blobs.path_of(sha256);
        if (!std::filesystem::exists(file))
            return fail(
                ErrorCode::unavailable, "backup.photo_lost",
                {fmt::format("照片 {} 有记录却没有文件；先用 courtyard doctor 检查", sha256),
                 fmt::format("the photo {} has a row and no file; see courtyard doctor first", sha256)},
                file.string());
        if (order.vault != nullptr) {
            if (auto kept = order.vault->keep(file, sha256); !kept) return kept;
        } else {
            const MappedFile content(file);
            if (sha256_of(content.bytes()) != sha256)
                return fail(ErrorCode::unavailable, "backup.source_damaged",
                            {fmt::format("照片 {} 的文件已损坏", sha256),
                             fmt::format("the file of the photo {} is damaged", sha256)},
                            file.string());
            out.part("photo " + sha256, text_of(content.bytes()));
        }
        manifest.photo_bytes += bytes;
        order.progress("photos", i + 1, photos.size());
    }
    manifest.photos = photos.size();
    return {};
}

void keep_definitions(const BackupOrder& order, SealedWriter& out) {
    std::error_code absent;
    for (const auto& entry : std::filesystem::directory_iterator(order.data / "catalogue", absent))
        if (entry.is_regular_file() && entry.path().extension() == ".toml")
            write_file(out, "catalogue " + entry.path().filename().string(), entry.path());
}

}  // namespace

int schema_of(const std::filesystem::path& database) {
    SqliteConnection connection(database, Access::read_only);
    return connection.database().execAndGet("PRAGMA user_version").getInt();
}

Revision revision_of(const std::filesystem::path& database) {
    SqliteConnection connection(database, Access::read_only);
    try {
        for (const Stretch& last : stretches_of(connection.statement("last_stretch"))) {
            SQLite::Statement& row = bound(connection.statement("last_line"), last.end_line);
            row.executeStep();
            return last.first_seq + (row.getColumn(0).getInt64() - last.first_line);
        }
    } catch (const SQLite::Exception&) {
        // Of a schema from before there were stretches or some of the kinds: the backup is as good without.
    }
    return 0;
}

std::string sum_of_file(const std::filesystem::path& file) {
    const MappedFile content(file);
    RunningHash hash;
    hash.add(text_of(content.bytes()));
    return hex(hash.sum());
}

void refuse_damage_in(const std::filesystem::path& database) {
    SqliteConnection(database, Access::read_only).refuse_damage();
}

Result<BackupManifest> make_backup(const BackupOrder& order) {
    const Copies copies{ScratchFolder(order.data / "spool")};
    if (auto copied = copy_both(order, copies); !copied) return tl::unexpected(copied.error());
    BackupManifest manifest;
    manifest.made_at = Instant::now();
    manifest.program = order.program;
    try {
        refuse_damage_in(copies.database);
        refuse_damage_in(copies.children);
    } catch (const SQLite::Exception& error) {
        return fail(ErrorCode::unavailable, "store.damaged",
                    {fmt::format("数据库已损坏，没有做备份：{}", error.what()),
                     fmt::format("the database is damaged, no backup was made of it: {}", error.what())},
                    order.data.string());
    }
    manifest.schema = schema_of(copies.database);
    manifest.child_schema = schema_of(copies.children);
    manifest.revision = revision_of(copies.database);
    if (order.continued) order.continued(manifest);
    const auto count = [&](std::size_t done, std::size_t total) { order.progress("sums", done, total); };
    manifest.tables = table_sums(copies.database, count);
    manifest.child_tables = table_sums(copies.children);
    manifest.database_bytes = std::filesystem::file_size(copies.database);
    manifest.database_sum = sum_of_file(copies.database);
    manifest.child_bytes = std::filesystem::file_size(copies.children);
    manifest.child_sum = sum_of_file(copies.children);
    manifest.photo_place = order.vault != nullptr ? PhotoPlace::beside : PhotoPlace::inside;

    SealedWriter out(order.file, backup_magic, order.key);
    write_file(out, "courtyard.db", copies.database);
    write_file(out, "children.db", copies.children);
    keep_definitions(order, out);
    if (auto kept = keep_photos(order, copies, out, manifest); !kept) return tl::unexpected(kept.error());
    out.part("manifest", manifest.json());
    out.finish();
    return manifest;
}

}  // namespace courtyard

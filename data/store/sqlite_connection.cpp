// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "data/store/sqlite_connection.h"

#include <fmt/format.h>
#include <sqlite3.h>

#include "data/store/durable_file.h"
#include "data/store/failpoint.h"
#include "data/store/sql_statements.h"

namespace courtyard {

SqliteConnection::SqliteConnection(const std::filesystem::path& file, Access access)
    : database_(
          file.string(),
          // One thread at a time uses a connection: SQLite need not lock it for each column of each row.
          SQLite::OPEN_NOMUTEX | (access == Access::read_write ? SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE
                                                               : SQLite::OPEN_READONLY),
          /*busy timeout, ms*/ 5'000) {
    sqlite3_db_config(database_.getHandle(), SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    sqlite3_db_config(database_.getHandle(), SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
    if (access == Access::read_write) {
        database_.exec("PRAGMA journal_mode=WAL");
        database_.exec(seeded_defect("no_fsync")     ? "PRAGMA synchronous=OFF"
                       : seeded_defect("late_fsync") ? "PRAGMA synchronous=NORMAL"
                                                     : "PRAGMA synchronous=FULL");
        // Foreign keys would refuse what these two defects leave behind.
        const bool unguarded = seeded_defect("receipt_apart") || seeded_defect("no_savepoint");
        database_.exec(unguarded ? "PRAGMA foreign_keys=OFF" : "PRAGMA foreign_keys=ON");
    } else {
        database_.exec("PRAGMA query_only=1");
    }
    for (const char* pragma : {"trusted_schema=OFF", "cell_size_check=ON", "mmap_size=0",
                               "wal_autocheckpoint=0", "temp_store=MEMORY"})
        database_.exec(fmt::format("PRAGMA {}", pragma));
    // Below zero it counts KiB, above it pages.
    database_.exec(fmt::format("PRAGMA cache_size=-{}", cache_bytes / 1024));
}

SQLite::Statement& SqliteConnection::statement(std::string_view name) {
    auto found = statements_.find(name);
    if (found == statements_.end())
        found = statements_.emplace(name, std::make_unique<SQLite::Statement>(database_, sql(name))).first;
    // A statement that failed says so once more when it is reset; that was told already.
    found->second->tryReset();
    found->second->clearBindings();
    return *found->second;
}

void SqliteConnection::run(std::string_view name) {
    failpoint("before", name);
    SQLite::Statement& prepared = statement(name);
    prepared.exec();
    prepared.reset();
    failpoint("after", name);
}

void SqliteConnection::refuse_damage() {
    const std::string verdict = database_.execAndGet("PRAGMA quick_check(1)").getString();
    if (verdict != "ok") throw SQLite::Exception("damaged: " + verdict, SQLITE_CORRUPT);
}

void SqliteConnection::migrate(std::span<const std::string_view> migrations) {
    const int newest = static_cast<int>(migrations.size());
    const int found = database_.execAndGet("PRAGMA user_version").getInt();
    if (found > newest)
        throw SQLite::Exception(
            fmt::format("schema version {} is newer than this program's {}", found, newest));
    if (found > 0 && found < newest) copy_before(newest);
    for (int version = found; version < newest; ++version) {
        database_.exec("BEGIN IMMEDIATE");
        database_.exec(std::string(migrations[static_cast<std::size_t>(version)]));
        database_.exec(fmt::format("PRAGMA user_version={}", version + 1));
        failpoint("in_migration");
        database_.exec("COMMIT");
    }
}

void SqliteConnection::copy_before(int version) {
    const std::filesystem::path file = database_.getFilename();
    const auto copy = fmt::format("{}.before-{}", file.string(), version);
    const auto part = copy + ".part";
    std::filesystem::remove(part);
    SQLite::Statement vacuum(database_, sql("copy_into"));
    bound(vacuum, part).exec();
    sync_file(part);
    std::filesystem::rename(part, copy);
    sync_folder(file.parent_path());
}

}  // namespace courtyard

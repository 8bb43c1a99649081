// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "data/store/child_store.h"

#include <array>

#include "data/store/sql_statements.h"
#include "data/store/sqlite_connection.h"
#include "data/store/store_refusal.h"

namespace courtyard {

struct ChildStore::Database {
    mutable SqliteConnection connection;
};

ChildStore::ChildStore(std::unique_ptr<Database> database) : database_(std::move(database)) {}
ChildStore::ChildStore(ChildStore&&) noexcept = default;
ChildStore::~ChildStore() = default;

Result<ChildStore> ChildStore::open(const std::filesystem::path& folder) {
    const auto file = folder / "children.db";
    try {
        auto database = std::make_unique<Database>(Database{SqliteConnection(file, Access::read_write)});
        database->connection.migrate(std::array{sql_file("children_001.sql")});
        return ChildStore(std::move(database));
    } catch (const SQLite::Exception& error) {
        return tl::unexpected(refusal_to_open(error.what(), file));
    }
}

Result<std::size_t> ChildStore::append(std::span<const ChildCountRecord> counts, const std::string& account,
                                       const std::string& purpose) {
    SqliteConnection& db = database_->connection;
    const std::int64_t now = Instant::now().ms;
    std::size_t fresh = 0;
    db.run("begin");
    try {
        for (const ChildCountRecord& record : counts) {
            const std::string area = record.area.str();
            SQLite::Statement& known =
                bound(db.statement("child_count_known"), area, record.category, record.as_of.since_epoch);
            const bool same = known.executeStep() && known.getColumn(0).getInt64() == record.count;
            known.reset();
            if (same) continue;
            SQLite::Statement& insert = db.statement("insert_child_count");
            bound(insert, area, record.category, record.count, record.as_of.since_epoch, now, account).exec();
            insert.reset();
            ++fresh;
        }
        SQLite::Statement& log = db.statement("insert_access");
        bound(log, now, account, "append", purpose, static_cast<std::int64_t>(counts.size())).exec();
        log.reset();
        db.run("commit");
        db.database().exec("PRAGMA wal_checkpoint(TRUNCATE)");
    } catch (...) {
        db.run("rollback");
        throw;
    }
    return fresh;
}

std::int64_t ChildStore::accesses() const {
    SQLite::Statement& row = database_->connection.statement("access_count");
    row.executeStep();
    const std::int64_t count = row.getColumn(0).getInt64();
    row.reset();
    return count;
}

}  // namespace courtyard

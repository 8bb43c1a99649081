// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>

#include <filesystem>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace courtyard {

/// What a connection keeps of the file in memory.
constexpr int cache_bytes = 32 << 20;

enum class Access : std::uint8_t { read_write, read_only };

/// One connection under the discipline of `open_sqlite_store`, with its prepared statements by name.
///
/// Threads   one at a time
class SqliteConnection {
  public:
    SqliteConnection(const std::filesystem::path& file, Access access);

    /// The statement of data/sql/statements.sql, ready to be bound anew.
    SQLite::Statement& statement(std::string_view name);
    /// Runs a statement that returns nothing.
    void run(std::string_view name);
    SQLite::Database& database() { return database_; }

    /// Throws when a page or a cell is not as it was written. Cost: reads the whole file.
    void refuse_damage();

    /// Brings the file to the newest schema: `migrations[n]` leads from version n to n + 1, each in one
    /// transaction. What is not new is copied first, to `<file>.before-<version>`. Throws when the file is of
    /// a newer version.
    void migrate(std::span<const std::string_view> migrations);

  private:
    void copy_before(int version);

    SQLite::Database database_;
    std::map<std::string, std::unique_ptr<SQLite::Statement>, std::less<>> statements_;
};

/// Binds values in order, from 1.
template <class... Values>
SQLite::Statement& bound(SQLite::Statement& statement, const Values&... values) {
    int index = 0;
    (statement.bind(++index, values), ...);
    return statement;
}

}  // namespace courtyard

// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "data/backup/table_sums.h"

#include <fmt/format.h>
#include <sqlite3.h>

#include <memory>

#include "data/store/running_hash.h"
#include "data/store/sql_statements.h"
#include "data/store/sqlite_connection.h"

namespace courtyard {
namespace {

struct Finalize {
    void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};

template <class Value>
std::string_view raw(const Value& value) {
    return {reinterpret_cast<const char*>(&value), sizeof value};
}

/// Type and length before each value: no two rows read the same.
void add_value(RunningHash& hash, sqlite3_stmt* row, int column) {
    const int type = sqlite3_column_type(row, column);
    hash.add(raw(type));
    if (type == SQLITE_INTEGER) {
        hash.add(raw(sqlite3_column_int64(row, column)));
    } else if (type == SQLITE_FLOAT) {
        hash.add(raw(sqlite3_column_double(row, column)));
    } else if (type != SQLITE_NULL) {
        const void* bytes = sqlite3_column_blob(row, column);
        const auto size = static_cast<std::int64_t>(sqlite3_column_bytes(row, column));
        hash.add(raw(size));
        if (size > 0) hash.add({static_cast<const char*>(bytes), static_cast<std::size_t>(size)});
    }
}

TableSum sum_of(SqliteConnection& connection, const std::string& table) {
    sqlite3* const database = connection.database().getHandle();
    const std::string text = fmt::format(fmt::runtime(sql("rows_of_table")), table);
    sqlite3_stmt* prepared = nullptr;
    const int failed = sqlite3_prepare_v2(database, text.c_str(), -1, &prepared, nullptr);
    const std::unique_ptr<sqlite3_stmt, Finalize> rows(prepared);
    if (failed != SQLITE_OK) throw SQLite::Exception(database, failed);
    TableSum sum{table, 0, {}};
    RunningHash hash;
    const int columns = sqlite3_column_count(rows.get());
    int step = SQLITE_ROW;
    for (; (step = sqlite3_step(rows.get())) == SQLITE_ROW; ++sum.rows)
        for (int column = 0; column < columns; ++column) add_value(hash, rows.get(), column);
    if (step != SQLITE_DONE) throw SQLite::Exception(database, step);
    for (const unsigned char byte : hash.sum()) sum.sum += fmt::format("{:02x}", byte);
    return sum;
}

}  // namespace

std::vector<TableSum> table_sums(const std::filesystem::path& database,
                                 const std::function<void(std::size_t, std::size_t)>& progress) {
    SqliteConnection connection(database, Access::read_only);
    std::vector<std::string> tables;
    SQLite::Statement& names = connection.statement("tables");
    while (names.executeStep()) tables.emplace_back(names.getColumn(0).getString());
    names.reset();
    std::vector<TableSum> sums;
    for (const std::string& table : tables) {
        sums.push_back(sum_of(connection, table));
        if (progress) progress(sums.size(), tables.size());
    }
    return sums;
}

}  // namespace courtyard

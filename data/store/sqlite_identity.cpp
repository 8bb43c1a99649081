// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "data/store/sqlite_identity.h"

#include <SQLiteCpp/Transaction.h>
#include <fmt/format.h>

#include <algorithm>

#include "data/store/running_hash.h"
#include "data/store/sqlite_transaction.h"

namespace courtyard {
namespace {

void add(RunningHash& hash, const std::string& text) {
    hash.add(fmt::format("{} ", text.size()));
    hash.add(text);
}

void add(RunningHash& hash, SQLite::Statement& rows) {
    while (rows.executeStep())
        for (int column = 0; column < rows.getColumnCount(); ++column)
            add(hash, rows.getColumn(column).getString());
    rows.reset();
    add(hash, "end of rows");
}

}  // namespace

std::string identity_of_feed(SqliteConnection& connection, Revision until) {
    const SQLite::Transaction view(connection.database());
    RunningHash hash;
    add(hash, fmt::format("{} {}", until, connection.database().execAndGet("PRAGMA user_version").getInt()));
    add(hash, bound(connection.statement("identity_stretches"), until));
    // Single facts get their lines in the order of their numbers, and after those of all that came before.
    std::int64_t last_line = 0;
    for (const Stretch& stretch : stretches_between(connection, 0, until))
        last_line = std::max(last_line, stretch.end_line - 1);
    add(hash, bound(connection.statement("identity_feed"), last_line));
    add(hash, connection.statement("identity_undone"));
    std::string hex;
    for (const unsigned char byte : hash.sum()) hex += fmt::format("{:02x}", byte);
    return hex;
}

}  // namespace courtyard

// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "data/store/doubt.h"
#include "data/store/sqlite_connection.h"

namespace courtyard {

/// The queue of doubts, as it stands. See `Store` for what each promises.
std::vector<Doubt> stored_doubts(SqliteConnection& connection, const DoubtQuery& query);
std::vector<Doubt> doubts_of_inspection(SqliteConnection& connection, const std::string& inspection);
std::vector<DoubtCount> doubt_counts(SqliteConnection& connection, const std::string& campaign);
std::vector<DoubtResolution> resolutions_of_line(SqliteConnection& connection, std::int64_t line);

/// Appends a resolution and lets it stand for its doubt. @return   its id
std::int64_t insert_resolution(SqliteConnection& connection, const DoubtResolution& resolution);

/// The rows of a query for doubts.
std::vector<Doubt> read_doubts(SQLite::Statement& rows);

}  // namespace courtyard

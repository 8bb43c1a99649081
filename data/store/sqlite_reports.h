// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "data/store/published_report.h"
#include "data/store/sqlite_connection.h"

namespace courtyard {

void insert_report(SqliteConnection& connection, const PublishedReport& report);
std::optional<PublishedReport> stored_report(SqliteConnection& connection, const std::string& id);
/// The newest first, without their text and parts.
std::vector<PublishedReport> stored_reports(SqliteConnection& connection);
/// How many imports were undone after a revision.
std::int64_t undone_imports_since(SqliteConnection& connection, Revision revision);

}  // namespace courtyard

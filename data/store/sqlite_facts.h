// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string_view>

#include "data/store/fact.h"
#include "data/store/sqlite_connection.h"

namespace courtyard {

/// The word of a fact's kind: its table, and `feed.kind`.
std::string_view kind_of(const Fact& fact);
/// Kinds in the order in which a reader wants them: what others refer to comes first.
std::span<const std::string_view> fact_kinds();

/// Writes the typed row of a fact on its line.
void insert_fact(SqliteConnection& connection, std::int64_t line, const Fact& fact);

/// Reads a row of `<kind>_fact`. Precondition: the statement stands on a row of that view.
RecordedFact fact_of_row(std::string_view kind, SQLite::Statement& row);

}  // namespace courtyard

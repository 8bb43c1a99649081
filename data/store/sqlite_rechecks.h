// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <vector>

#include "data/store/recheck.h"
#include "data/store/sqlite_connection.h"

namespace courtyard {

void insert_recheck(SqliteConnection& connection, const Recheck& recheck);
std::optional<Recheck> stored_recheck(SqliteConnection& connection, const std::string& id);
/// The newest first.
std::vector<Recheck> stored_rechecks(SqliteConnection& connection);

}  // namespace courtyard

// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "data/store/sqlite_connection.h"
#include "data/store/store.h"

namespace courtyard {

/// What a reviewer asks the store. See `Store` for what each promises.
std::vector<Resolution> resolutions_of(SqliteConnection& connection, const std::string& household);
std::vector<HouseholdRecord> contested_households(SqliteConnection& connection);

}  // namespace courtyard

// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "data/store/fact.h"
#include "data/store/sqlite_connection.h"

namespace courtyard {

/// `Store::identity`: a hash over the schema, every stretch of the feed up to a revision, the last single
/// facts in it, and the imports that were undone.
std::string identity_of_feed(SqliteConnection& connection, Revision until);

}  // namespace courtyard

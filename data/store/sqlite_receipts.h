// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

#include "data/store/sqlite_connection.h"
#include "data/store/store.h"

namespace courtyard {

/// Writes the content hash of a fact that has one, for the line that it is kept on.
void insert_receipt(SqliteConnection& connection, std::int64_t line, const Fact& fact);

/// Gives facts that were stored before there were receipts theirs, in one transaction.
void complete_receipts(SqliteConnection& connection);

/// Which of these hashes stand for something that is held and visible, in the order asked.
std::vector<HeldUpload> held_uploads(SqliteConnection& connection, std::span<const ContentHash> hashes);

}  // namespace courtyard

// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "data/store/sqlite_connection.h"
#include "data/store/store.h"

namespace courtyard {

/// A receipt that is written but not looked up yet. Sorted, they follow the order of their hashes.
struct UnlistedReceipt {
    std::uint64_t hash_front = 0;  ///< the first eight bytes
    std::int64_t line = 0;

    auto operator<=>(const UnlistedReceipt&) const = default;
};

/// Writes the content hash of a fact that has one, for the line that it is kept on.
std::optional<UnlistedReceipt> insert_receipt(SqliteConnection& connection, std::int64_t line,
                                              const Fact& fact);
/// From now on the receipt of this line is found by its hash.
void list_receipt(SqliteConnection& connection, const UnlistedReceipt& receipt);

/// Gives facts that were stored before there were receipts theirs, in one transaction.
void complete_receipts(SqliteConnection& connection);

/// Which of these hashes stand for something that is held and visible, in the order asked.
std::vector<HeldUpload> held_uploads(SqliteConnection& connection, std::span<const ContentHash> hashes);

}  // namespace courtyard

// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "data/store/account.h"
#include "data/store/sqlite_connection.h"

namespace courtyard {

std::vector<Account> stored_accounts(SqliteConnection& connection);
std::vector<Credential> stored_credentials(SqliteConnection& connection);
void put_account(SqliteConnection& connection, const Account& account);
void put_credential(SqliteConnection& connection, const Credential& credential);
void delete_credential(SqliteConnection& connection, const std::string& secret_hash);
/// It was used at that moment, and its account seen.
void touch(SqliteConnection& connection, const std::string& secret_hash, Instant at);

}  // namespace courtyard

// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "data/store/sqlite_accounts.h"

#include <fmt/format.h>

#include <algorithm>

namespace courtyard {
namespace {

std::vector<std::string> list_of(const std::string& lines) {
    std::vector<std::string> list;
    for (std::size_t at = 0; at < lines.size();) {
        const auto end = std::min(lines.find('\n', at), lines.size());
        list.push_back(lines.substr(at, end - at));
        at = end + 1;
    }
    return list;
}

}  // namespace

std::vector<Account> stored_accounts(SqliteConnection& connection) {
    SQLite::Statement& rows = connection.statement("accounts");
    std::vector<Account> list;
    while (rows.executeStep()) {
        const std::string area = rows.getColumn(2);
        Account account{rows.getColumn(0), rows.getColumn(1),
                        area.empty() ? AreaCode{} : AreaCode::parse(area).value(), rows.getColumn(3)};
        account.active = rows.getColumn(4).getInt() != 0;
        account.must_change = rows.getColumn(5).getInt() != 0;
        account.created_at = Instant{rows.getColumn(6).getInt64()};
        if (!rows.getColumn(7).isNull()) account.last_seen = Instant{rows.getColumn(7).getInt64()};
        account.factor_secret = rows.getColumn(8).getString();
        account.factor_on = rows.getColumn(9).getInt() != 0;
        account.factor_step = rows.getColumn(10).getInt64();
        account.recovery = list_of(rows.getColumn(11).getString());
        account.version = rows.getColumn(12).getInt64();
        list.push_back(std::move(account));
    }
    rows.reset();
    return list;
}

std::vector<Credential> stored_credentials(SqliteConnection& connection) {
    SQLite::Statement& rows = connection.statement("credentials");
    std::vector<Credential> list;
    while (rows.executeStep())
        list.push_back({rows.getColumn(0), rows.getColumn(1), rows.getColumn(2),
                        Instant{rows.getColumn(3).getInt64()}, rows.getColumn(4), rows.getColumn(5),
                        Instant{rows.getColumn(6).getInt64()}, Instant{rows.getColumn(7).getInt64()},
                        rows.getColumn(8)});
    rows.reset();
    return list;
}

void put_account(SqliteConnection& connection, const Account& account) {
    SQLite::Statement& save = connection.statement("save_account");
    bound(save, account.name, account.role, account.area.str(), account.password_hash, int{account.active},
          int{account.must_change}, account.created_at.ms);
    if (account.last_seen) save.bind(8, account.last_seen->ms);
    save.bind(9, account.factor_secret);
    save.bind(10, int{account.factor_on});
    save.bind(11, account.factor_step);
    save.bind(12, fmt::format("{}", fmt::join(account.recovery, "\n")));
    save.bind(13, account.version);
    save.exec();
    save.reset();
}

void put_credential(SqliteConnection& connection, const Credential& credential) {
    SQLite::Statement& save = connection.statement("save_credential");
    bound(save, credential.secret_hash, credential.account, credential.kind, credential.expires.ms,
          credential.device, credential.verbs, credential.created_at.ms, credential.last_used.ms,
          credential.address)
        .exec();
    save.reset();
}

void delete_credential(SqliteConnection& connection, const std::string& secret_hash) {
    SQLite::Statement& remove = connection.statement("remove_credential");
    bound(remove, secret_hash).exec();
    remove.reset();
}

void touch(SqliteConnection& connection, const std::string& secret_hash, Instant at) {
    for (const char* name : {"touch_credential", "touch_account"}) {
        SQLite::Statement& update = connection.statement(name);
        bound(update, secret_hash, at.ms).exec();
        update.reset();
    }
}

}  // namespace courtyard

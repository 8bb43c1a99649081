// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
// What is kept in memory and in the store; the rest of accounts.h is in account_changes.cpp (by others),
// signing_in.cpp (by oneself), account_credentials.cpp (sessions and tokens) and account_callers.cpp (who
// asks).
#include "api/accounts.h"

#include <sodium.h>

#include <algorithm>
#include <chrono>
#include <stdexcept>

#include "api/account_use.h"
#include "geo/day.h"

namespace courtyard {
Clock machine_clock() {
    return [] {
        const auto steady = std::chrono::steady_clock::now().time_since_epoch();
        return Now{Instant::now(), std::chrono::duration_cast<std::chrono::milliseconds>(steady).count()};
    };
}

Accounts::Accounts(Store& store, PublicLevel public_level, SessionLimits limits, Clock clock)
    : store_(store), public_level_(public_level), limits_(limits), clock_(std::move(clock)) {
    if (sodium_init() < 0) throw std::runtime_error("libsodium does not start");
    for (Account& account : store_.accounts()) accounts_.emplace(account.name, account);
    std::vector<std::string> over;
    for (const Credential& credential : store_.credentials()) {
        Live one = live(credential);
        if (credential.kind == "session" && !holds(one, clock_()))
            over.push_back(credential.secret_hash);
        else
            credentials_.emplace(credential.secret_hash, std::move(one));
    }
    if (over.empty()) return;
    store_.write(
        [over](Transaction& transaction) -> Result<void> {
            for (const std::string& hash : over) transaction.remove_credential(hash);
            return {};
        },
        [](std::future<Result<Revision>>) {});
}

Accounts::~Accounts() = default;

Accounts::Live Accounts::live(const Credential& credential) const {
    const Now now = clock_();
    const auto ago = [&](Instant then) {
        return now.steady_ms - std::max<std::int64_t>(0, now.wall.ms - then.ms);
    };
    auto use = std::make_shared<Use>();
    use->opened_ms = ago(credential.created_at);
    use->last_ms = ago(credential.last_used);
    use->last_wall_ms = credential.last_used.ms;
    use->told_wall_ms = credential.last_used.ms;
    return {credential, std::move(use)};
}

bool Accounts::holds(const Live& live, const Now& now) const {
    if (now.wall >= live.credential.expires) return false;
    if (live.credential.kind != "session") return true;
    return now.steady_ms - live.use->opened_ms < limits_.absolute_ms &&
           now.steady_ms - live.use->last_ms < limits_.idle_ms;
}

/// In memory at each request, in the store once a minute.
void Accounts::touch(const Live& live, const Now& now) const {
    live.use->last_ms = now.steady_ms;
    live.use->last_wall_ms = now.wall.ms;
    std::int64_t told = live.use->told_wall_ms;
    if (now.wall.ms - told < minute_ms || !live.use->told_wall_ms.compare_exchange_strong(told, now.wall.ms))
        return;
    store_.write(
        [hash = live.credential.secret_hash, at = now.wall](Transaction& transaction) -> Result<void> {
            transaction.touch_credential(hash, at);
            return {};
        },
        [](std::future<Result<Revision>>) {});
}

Result<void> Accounts::carry_out(const Edit& edit) {
    const auto saved = store_
                           .write([&](Transaction& transaction) -> Result<void> {
                               if (edit.account) transaction.save_account(*edit.account);
                               for (const std::string& hash : edit.ended) transaction.remove_credential(hash);
                               if (edit.opened) transaction.save_credential(*edit.opened);
                               for (const Deed& one : edit.deeds) transaction.note(one);
                               return {};
                           })
                           .get();
    if (!saved) return tl::unexpected(saved.error());
    std::string concerned;
    {
        const std::unique_lock lock(mutex_);
        if (edit.account) accounts_.insert_or_assign(edit.account->name, *edit.account);
        for (const std::string& hash : edit.ended) {
            if (const auto found = credentials_.find(hash); found != credentials_.end())
                concerned = found->second.credential.account;
            credentials_.erase(hash);
        }
        if (edit.opened) credentials_.insert_or_assign(edit.opened->secret_hash, live(*edit.opened));
    }
    if (tell_ended_ && !concerned.empty()) tell_ended_(concerned);
    return {};
}

std::vector<std::string> Accounts::hashes_of(const std::string& name, std::string_view kind) const {
    const std::shared_lock lock(mutex_);
    std::vector<std::string> hashes;
    for (const auto& [hash, one] : credentials_)
        if (one.credential.account == name && (kind.empty() || one.credential.kind == kind))
            hashes.push_back(hash);
    return hashes;
}

std::optional<Account> Accounts::find(const std::string& name) const {
    const std::shared_lock lock(mutex_);
    const auto found = accounts_.find(name);
    return found == accounts_.end() ? std::nullopt : std::optional(found->second);
}

/// Precondition: `mutex_` is held.
std::optional<Instant> Accounts::seen(const Account& account) const {
    std::int64_t latest = account.last_seen ? account.last_seen->ms : 0;
    for (const auto& [hash, one] : credentials_)
        if (one.credential.account == account.name) latest = std::max(latest, one.use->last_wall_ms.load());
    return latest == 0 ? std::nullopt : std::optional(Instant{latest});
}

std::vector<Account> Accounts::list() const {
    const std::shared_lock lock(mutex_);
    std::vector<Account> list;
    for (const auto& [name, account] : accounts_) {
        list.push_back(account);
        list.back().last_seen = seen(account);
    }
    std::ranges::sort(list, {}, &Account::name);
    return list;
}

std::optional<Instant> Accounts::locked_until(const std::string& name) const {
    const Now now = clock_();
    const auto until = guard_.locked_until(name, now.steady_ms);
    return until ? std::optional(Instant{now.wall.ms + (*until - now.steady_ms)}) : std::nullopt;
}

}  // namespace courtyard

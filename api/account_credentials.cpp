// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
// The part of accounts.h about sessions and tokens.
#include <fmt/format.h>

#include <algorithm>

#include "api/account_deed.h"
#include "api/account_use.h"
#include "api/accounts.h"
#include "api/secrets.h"
#include "geo/day.h"

namespace courtyard {
namespace {

constexpr std::size_t most_tokens = 100;

}  // namespace

Result<Accounts::IssuedToken> Accounts::create_token(const std::string& name, const TokenTerms& terms,
                                                     const Actor& by) {
    const std::lock_guard changing(changing_);
    const auto known = find(name);
    if (!known) return unknown_account(name);
    if (credentials_of(name, "token").size() >= most_tokens)
        return fail(ErrorCode::conflict, "token.too_many",
                    {fmt::format("一个账号至多 {} 个令牌，请先撤销不用的", most_tokens),
                     fmt::format("an account has at most {} tokens: revoke some first", most_tokens)},
                    "name");
    const Now now = clock_();
    IssuedToken issued{new_secret(), {}};
    Credential& credential = issued.credential;
    credential = {hash_of_secret(issued.secret), name, "token",
                  Instant{now.wall.ms + std::int64_t{terms.days} * day_ms}};
    credential.device = terms.device;
    std::vector<std::string_view> words;
    for (const Verb verb : terms.verbs) words.push_back(to_string(verb));
    credential.verbs = fmt::format("{}", fmt::join(words, " "));
    credential.created_at = now.wall;
    credential.address = by.address;
    Edit edit;
    edit.opened = credential;
    edit.deeds.push_back(account_deed("token.open", by, name, credential.id()));
    if (auto done = carry_out(edit); !done) return tl::unexpected(done.error());
    return issued;
}

Result<std::string> Accounts::create_token(const std::string& name, int valid_days) {
    auto issued = create_token(name, TokenTerms{.device = {}, .days = valid_days});
    if (!issued) return tl::unexpected(issued.error());
    return std::move(issued->secret);
}

std::vector<Credential> Accounts::credentials_of(const std::string& name, std::string_view kind) const {
    const Now now = clock_();
    const std::shared_lock lock(mutex_);
    std::vector<Credential> list;
    for (const auto& [hash, one] : credentials_) {
        if (one.credential.account != name || one.credential.kind != kind || !holds(one, now)) continue;
        list.push_back(one.credential);
        list.back().last_used = Instant{one.use->last_wall_ms.load()};
    }
    std::ranges::sort(list, [](const Credential& a, const Credential& b) {
        return std::pair(b.created_at, a.secret_hash) < std::pair(a.created_at, b.secret_hash);
    });
    return list;
}

Result<void> Accounts::end(const std::string& name, std::string_view kind, const std::string& id,
                           const Actor& by) {
    const std::lock_guard changing(changing_);
    for (const Credential& one : credentials_of(name, kind)) {
        if (one.id() != id) continue;
        Edit edit;
        edit.ended.push_back(one.secret_hash);
        edit.deeds.push_back(account_deed(std::string(kind) + ".end", by, name, id));
        return carry_out(edit);
    }
    const std::string word(kind);
    return fail(
        ErrorCode::not_found, word + ".unknown",
        {kind == "token" ? "没有这个令牌" : "没有这个会话", fmt::format("there is no {} of this id", word)},
        "id");
}

std::function<bool()> Accounts::hold_of(const Caller& caller) const {
    const std::shared_lock lock(mutex_);
    for (const auto& [hash, one] : credentials_)
        if (one.credential.id() == caller.credential)
            return [this, one = one] { return holds(one, clock_()); };
    return [] { return true; };
}

}  // namespace courtyard

// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
// The part of accounts.h that tells who asks.
#include <fmt/format.h>

#include <algorithm>

#include "api/accounts.h"
#include "api/secrets.h"
#include "geo/day.h"

namespace courtyard {
namespace {

std::string_view cookie_name(bool secure) { return secure ? "__Host-sid" : "sid"; }

std::optional<std::string_view> cookie(std::optional<std::string_view> header, std::string_view name) {
    if (!header) return std::nullopt;
    std::string_view rest = *header;
    while (!rest.empty()) {
        const auto end = std::min(rest.find(';'), rest.size());
        std::string_view pair = rest.substr(0, end);
        pair.remove_prefix(std::min(pair.find_first_not_of(' '), pair.size()));
        if (pair.size() > name.size() && pair.starts_with(name) && pair[name.size()] == '=')
            return pair.substr(name.size() + 1);
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    return std::nullopt;
}

}  // namespace

std::string_view session_cookie(const RequestHead& head) { return cookie_name(head.secure); }
std::optional<std::string_view> session_in(const RequestHead& head) {
    return cookie(head.header("cookie"), session_cookie(head));
}

void Accounts::tell_denied(const Caller& caller, std::string_view method, std::string_view pattern) {
    constexpr std::size_t most_remembered = 1'000;
    Deed denied{.verb = "denied",
                .account = caller.account.value_or(""),
                .address = caller.address,
                .detail = fmt::format("{} {}", method, pattern)};
    {
        const std::int64_t now = clock_().steady_ms;
        const std::lock_guard lock(denying_);
        if (denied_ms_.size() >= most_remembered) denied_ms_.clear();
        const auto [last, first] = denied_ms_.try_emplace(denied.account + '\n' + denied.detail, now);
        if (!first && now - last->second < minute_ms) return;
        last->second = now;
    }
    store_.write(
        [denied = std::move(denied)](Transaction& transaction) -> Result<void> {
            transaction.note(denied);
            return {};
        },
        [](std::future<Result<Revision>>) {});
}

Result<Caller> Accounts::caller_of(const RequestHead& head) const {
    auto caller = caller_of(Shown{head.header("authorization"), head.header("cookie"), head.secure});
    if (caller) caller->address = head.peer;
    return caller;
}

Result<Caller> Accounts::caller_of(const Shown& shown) const {
    constexpr std::string_view bearer = "Bearer ";
    Caller caller;
    caller.public_level = public_level_;
    std::optional<std::string_view> secret;
    if (const auto& header = shown.authorization; header && header->starts_with(bearer)) {
        secret = header->substr(bearer.size());
    } else if ((secret = cookie(shown.cookie, cookie_name(shown.secure)))) {
        caller.by_cookie = true;
    }
    if (!secret) return caller;

    const Now now = clock_();
    const std::shared_lock lock(mutex_);
    const auto found = credentials_.find(hash_of_secret(*secret));
    // A session's secret is for the cookie, a token's for the header: neither is taken in the other's place.
    const std::string_view expected = caller.by_cookie ? "session" : "token";
    const bool valid =
        found != credentials_.end() && found->second.credential.kind == expected && holds(found->second, now);
    const auto account = valid ? accounts_.find(found->second.credential.account) : accounts_.end();
    if (account == accounts_.end() || !account->second.active) {
        // A browser whose session has ended is anonymous again; a program must be told.
        if (caller.by_cookie) return Caller{{}, Role::viewer, {}, false, public_level_};
        return fail(
            ErrorCode::not_allowed, "session.expired",
            {"令牌无效或已过期，请重新登录；数据都在", "the token is not or no longer valid; sign in again"},
            "authorization");
    }
    touch(found->second, now);
    const Credential& credential = found->second.credential;
    caller.account = account->second.name;
    caller.role = parse_role(account->second.role).value_or(Role::viewer);
    caller.scope = account->second.area;
    caller.must_change = account->second.must_change && caller.by_cookie;
    caller.must_enrol = caller.by_cookie && !account->second.factor_on &&
                        std::ranges::find(limits_.with_factor, caller.role) != limits_.with_factor.end();
    caller.credential = credential.id();
    caller.since = credential.created_at;
    if (!credential.verbs.empty()) {
        caller.verbs = VerbSet::none();
        for (std::size_t at = 0; at < credential.verbs.size();) {
            const auto end = std::min(credential.verbs.find(' ', at), credential.verbs.size());
            if (const auto verb = parse_verb(std::string_view(credential.verbs).substr(at, end - at)))
                caller.verbs.add(*verb);
            at = end + 1;
        }
    }
    return caller;
}

}  // namespace courtyard

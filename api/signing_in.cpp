// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
// The half of accounts.h that asks for secrets: signing in, and what an account does to itself.
#include <fmt/format.h>

#include <algorithm>

#include "api/account_deed.h"
#include "api/accounts.h"
#include "api/secrets.h"
#include "api/totp.h"

namespace courtyard {
namespace {

constexpr std::int64_t fresh_ms = 10 * 60'000;
constexpr std::size_t most_sessions = 20;

Accounts::Refusal refused(std::string name, Text detail, std::string subject) {
    return {{ErrorCode::not_allowed, std::move(name), std::move(detail), std::move(subject)}, 0};
}

/// The same for a wrong password, an unknown name and an account that is out of use.
Accounts::Refusal wrong_password() {
    return refused("session.refused", {"账号或密码不对", "the name or the password is wrong"}, "password");
}

Accounts::Refusal locked(std::int64_t wait_ms) {
    const std::int64_t seconds = (wait_ms + 999) / 1'000;
    auto refusal = refused("session.locked",
                           {fmt::format("失败次数过多，请在 {} 秒后再试", seconds),
                            fmt::format("too many failures, try again in {} seconds", seconds)},
                           "name");
    refusal.retry_after_s = seconds;
    return refusal;
}

/// Nobody waits for it: what failed is told as soon as there is time.
void tell_refused(Store& store, const std::string& name, const std::string& address, std::string why) {
    store.write(
        [deed = account_deed("session.refused", {name, address}, name, std::move(why))](
            Transaction& transaction) -> Result<void> {
            transaction.note(deed);
            return {};
        },
        [](std::future<Result<Revision>>) {});
}

/// As it was written down: blanks and dashes mean nothing, letters may be small.
std::string recovery_hash(std::string_view code) {
    std::string plain;
    for (const char c : code)
        if (c != ' ' && c != '-') plain += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    return hash_of_secret(plain);
}

/// Whether a password that was right is right now: it may have been changed while it was looked at, or hashed
/// anew by another sign-in.
bool is_still(const Account& now, const Account& then, const std::string& password) {
    return now.password_hash == then.password_hash || is_password(now.password_hash, password);
}

bool is_digits(std::string_view code) {
    return code.size() == 6 && std::ranges::all_of(code, [](char c) { return c >= '0' && c <= '9'; });
}

/// Whether a code opens the second factor, which it then does not do again.
bool takes_code(Account& account, const std::string& code, Instant now) {
    if (is_digits(code)) {
        const auto step = step_of_code(account.factor_secret, code, now, account.factor_step);
        if (step) account.factor_step = *step;
        return step.has_value();
    }
    const auto found = std::ranges::find(account.recovery, recovery_hash(code));
    if (found == account.recovery.end()) return false;
    account.recovery.erase(found);
    return true;
}

}  // namespace

Accounts::Edit Accounts::opening(const std::string& name, const std::string& secret,
                                 const std::string& address, const Now& now) const {
    Edit edit;
    Credential session{hash_of_secret(secret), name, "session", Instant{now.wall.ms + limits_.absolute_ms}};
    session.created_at = now.wall;
    session.last_used = now.wall;
    session.address = address;
    edit.opened = session;
    // What is over goes with the occasion, and so do the oldest when there are very many.
    auto held = credentials_of(name, "session");
    const std::shared_lock lock(mutex_);
    for (const auto& [hash, one] : credentials_)
        if (one.credential.account == name && !holds(one, now)) edit.ended.push_back(hash);
    for (; held.size() >= most_sessions; held.pop_back()) edit.ended.push_back(held.back().secret_hash);
    return edit;
}

std::optional<Accounts::Refusal> Accounts::refuse_code(const Attempt& attempt, Account& account,
                                                       const Now& now) const {
    if (!account.factor_on) return std::nullopt;
    if (attempt.code.empty())
        return refused("session.second_factor",
                       {"请输入身份验证器上的六位数字，或一个恢复码",
                        "send the six digits of the authenticator, or a recovery code"},
                       "code");
    if (takes_code(account, attempt.code, now.wall)) return std::nullopt;
    return refused("session.code", {"验证码不对或已用过", "the code is wrong or was used"}, "code");
}

std::optional<Accounts::Refusal> Accounts::locked_out(const std::string& name,
                                                      const std::string& address) const {
    const auto wait = guard_.wait_ms(name, address, clock_().steady_ms);
    return wait ? std::optional(locked(*wait)) : std::nullopt;
}

tl::expected<std::string, Accounts::Refusal> Accounts::sign_in(const Attempt& attempt) {
    const Now now = clock_();
    if (const auto wait = guard_.begin(attempt.name, attempt.address, now.steady_ms))
        return tl::unexpected(locked(*wait));
    const auto asked = find(attempt.name);
    // An unknown name costs the same as a wrong password, so that time tells nothing.
    static const std::string nobody = hash_of_password(random_password());
    const bool right = is_password(asked ? asked->password_hash : nobody, attempt.password);
    // Only now is the password known, so this is when costs that were raised reach it.
    std::optional<std::string> costlier;
    if (right && asked && needs_new_hash(asked->password_hash)) costlier = hash_of_password(attempt.password);
    const std::lock_guard changing(changing_);
    auto known = find(attempt.name);
    if (!right || !known || !known->active || !is_still(*known, *asked, attempt.password)) {
        // A name that nobody has is not kept: it may be a password that slipped into the wrong field.
        tell_refused(store_, known ? attempt.name : std::string(), attempt.address, "password");
        return tl::unexpected(wrong_password());
    }
    if (auto refusal = refuse_code(attempt, *known, now)) {
        if (refusal->error.name == "session.second_factor")
            guard_.forgive(attempt.name, attempt.address);
        else
            tell_refused(store_, attempt.name, attempt.address, "second factor");
        return tl::unexpected(std::move(*refusal));
    }
    std::string secret = new_secret();
    Edit edit = opening(attempt.name, secret, attempt.address, now);
    if (attempt.former) edit.ended.push_back(hash_of_secret(*attempt.former));
    known->last_seen = now.wall;
    if (costlier) known->password_hash = *costlier;
    edit.account = *known;
    edit.deeds.push_back(account_deed("session.open", {attempt.name, attempt.address}, attempt.name,
                                      known->factor_on ? "with second factor" : ""));
    if (auto done = carry_out(edit); !done) return tl::unexpected(Refusal{done.error(), 0});
    guard_.succeed(attempt.name, attempt.address);
    return secret;
}

void Accounts::sign_out(const RequestHead& head) {
    const auto secret = session_in(head);
    if (!secret) return;
    const std::lock_guard changing(changing_);
    Edit edit;
    edit.ended.push_back(hash_of_secret(*secret));
    {
        const std::shared_lock lock(mutex_);
        const auto found = credentials_.find(edit.ended.front());
        if (found == credentials_.end() || found->second.credential.kind != "session") return;
        const std::string& name = found->second.credential.account;
        edit.deeds.push_back(account_deed("session.end", {name, head.peer}, name));
    }
    (void)carry_out(edit);
}

/// Whoever held the old password or had no factor is out. What is over already is not counted.
Accounts::Consequence Accounts::end_others(const Caller& caller, Edit& edit) const {
    Consequence consequence;
    for (const Credential& one : credentials_of(caller.name(), "session")) {
        if (one.id() == caller.credential) continue;
        edit.ended.push_back(one.secret_hash);
        ++consequence.sessions_ended;
    }
    consequence.tokens = credentials_of(caller.name(), "token").size();
    return consequence;
}

namespace {

/// For the audit.
std::string told(const Accounts::Consequence& consequence) {
    return consequence.sessions_ended == 0 ? std::string()
                                           : fmt::format("{} sessions ended", consequence.sessions_ended);
}

}  // namespace

tl::expected<Accounts::NewPassword, Accounts::Refusal> Accounts::change_password(const Caller& caller,
                                                                                 const std::string& old,
                                                                                 const std::string& fresh) {
    const std::string name = caller.name();
    const Now now = clock_();
    if (auto sound = check_chosen(fresh, name); !sound) return tl::unexpected(Refusal{sound.error(), 0});
    if (fresh == old)
        return tl::unexpected(Refusal{{ErrorCode::invalid_input,
                                       "password.same",
                                       {"新密码与旧密码相同", "the new password is the old one"},
                                       "new"},
                                      0});
    if (const auto wait = guard_.begin(name, caller.address, now.steady_ms))
        return tl::unexpected(locked(*wait));
    const auto asked = find(name);
    if (!asked || !is_password(asked->password_hash, old)) return tl::unexpected(wrong_password());
    const std::string hash = hash_of_password(fresh);
    guard_.succeed(name, caller.address);
    const std::lock_guard changing(changing_);
    auto known = find(name);
    if (!known || !is_still(*known, *asked, old)) return tl::unexpected(wrong_password());
    known->password_hash = hash;
    known->must_change = false;
    NewPassword changed{new_secret(), {}};
    Edit edit;
    if (caller.by_cookie) edit = opening(name, changed.secret, caller.address, now);
    changed.consequence = end_others(caller, edit);
    edit.ended = hashes_of(name, "session");
    edit.account = *known;
    edit.deeds.push_back(
        account_deed("account.password", {name, caller.address}, name, told(changed.consequence)));
    if (auto done = carry_out(edit); !done) return tl::unexpected(Refusal{done.error(), 0});
    return changed;
}

/// What a stolen session must not do is done by those who just signed in.
Result<void> Accounts::require_fresh(const Caller& caller) const {
    if (caller.by_cookie && clock_().wall.ms - caller.since.ms < fresh_ms) return {};
    return fail(ErrorCode::not_allowed, "session.older",
                {"请重新登录后在十分钟内办理", "sign in again, and do this within ten minutes"}, "cookie");
}

Result<std::string> Accounts::offer_factor(const Caller& caller) {
    if (auto fresh = require_fresh(caller); !fresh) return tl::unexpected(fresh.error());
    const std::lock_guard changing(changing_);
    auto known = find(caller.name());
    if (!known || known->factor_on)
        return fail(ErrorCode::conflict, "factor.on",
                    {"已启用双因素登录，请先停用", "a second factor is in use: remove it first"}, "name");
    known->factor_secret = new_totp_secret();
    known->factor_step = 0;
    Edit edit;
    edit.account = *known;
    edit.deeds.push_back(account_deed("factor.offer", {known->name, caller.address}, known->name));
    if (auto done = carry_out(edit); !done) return tl::unexpected(done.error());
    return known->factor_secret;
}

Result<Accounts::NewFactor> Accounts::confirm_factor(const Caller& caller, const std::string& code) {
    const std::lock_guard changing(changing_);
    auto known = find(caller.name());
    if (!known || known->factor_on || known->factor_secret.empty())
        return fail(ErrorCode::conflict, known && known->factor_on ? "factor.on" : "factor.none",
                    {"没有待启用的双因素登录", "there is no second factor that waits to be confirmed"},
                    "name");
    const auto step = step_of_code(known->factor_secret, code, clock_().wall, known->factor_step);
    if (!step)
        return fail(ErrorCode::invalid_input, "session.code",
                    {"验证码不对或已用过", "the code is wrong or was used"}, "code");
    known->factor_step = *step;
    known->factor_on = true;
    NewFactor factor{new_recovery_codes(), {}};
    known->recovery.clear();
    for (const std::string& one : factor.recovery) known->recovery.push_back(recovery_hash(one));
    ++known->version;
    Edit edit;
    edit.account = *known;
    factor.consequence = end_others(caller, edit);
    edit.deeds.push_back(
        account_deed("factor.on", {known->name, caller.address}, known->name, told(factor.consequence)));
    if (auto done = carry_out(edit); !done) return tl::unexpected(done.error());
    return factor;
}

Result<Accounts::Consequence> Accounts::remove_factor(const Caller& caller) {
    if (auto fresh = require_fresh(caller); !fresh) return tl::unexpected(fresh.error());
    const std::lock_guard changing(changing_);
    auto known = find(caller.name());
    if (!known || known->factor_secret.empty())
        return fail(ErrorCode::conflict, "factor.none", {"没有启用双因素登录", "there is no second factor"},
                    "name");
    known->factor_secret.clear();
    known->factor_on = false;
    known->recovery.clear();
    ++known->version;
    Edit edit;
    edit.account = *known;
    const Consequence consequence = end_others(caller, edit);
    edit.deeds.push_back(
        account_deed("factor.off", {known->name, caller.address}, known->name, told(consequence)));
    if (auto done = carry_out(edit); !done) return tl::unexpected(done.error());
    return consequence;
}

Result<void> Accounts::end_own_session(const Caller& caller, const std::string& id) {
    const auto own = credentials_of(caller.name(), "session");
    const bool another = id != caller.credential &&
                         std::ranges::any_of(own, [&](const Credential& one) { return one.id() == id; });
    if (another)
        if (auto fresh = require_fresh(caller); !fresh) return fresh;
    return end(caller.name(), "session", id, {caller.name(), caller.address});
}

}  // namespace courtyard

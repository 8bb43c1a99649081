// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
// The part of accounts.h with which others change an account.
#include <fmt/format.h>

#include <algorithm>

#include "api/account_deed.h"
#include "api/accounts.h"
#include "api/breached_passwords.h"
#include "api/secrets.h"

namespace courtyard {
namespace {

Result<void> check_name(const std::string& name) {
    const bool printable = std::ranges::all_of(
        name, [](char c) { return static_cast<unsigned char>(c) > 0x20 && c != 0x7F && c != '/'; });
    // What begins so stands in the audit for those who work at the machine itself.
    if (!name.empty() && name.size() <= 64 && printable && !name.starts_with("os:")) return {};
    return fail(ErrorCode::invalid_input, "account.name",
                {"账号名须为 1 至 64 个字节，不含空白和斜杠",
                 "an account's name has 1 to 64 bytes, without blanks and slashes"},
                "name");
}

/// What a change is called, in words of ours.
std::string told(const Account& before, const Account& after, const Accounts::Change& change) {
    std::vector<std::string> parts;
    if (before.role != after.role) parts.push_back(fmt::format("role {} -> {}", before.role, after.role));
    if (before.area != after.area)
        parts.push_back(fmt::format("area {} -> {}", before.area.empty() ? "-" : before.area.view(),
                                    after.area.empty() ? "-" : after.area.view()));
    if (before.active != after.active) parts.emplace_back(after.active ? "activated" : "deactivated");
    if (change.reset_password) parts.emplace_back("password reset");
    if (before.factor_on && !after.factor_on) parts.emplace_back("second factor removed");
    if (change.unlock) parts.emplace_back("unlocked");
    if (change.end_sessions) parts.emplace_back("sessions ended");
    if (change.revoke_tokens) parts.emplace_back("tokens revoked");
    return fmt::format("{}", fmt::join(parts, ", "));
}

void drop_factor(Account& account) {
    account.factor_secret.clear();
    account.factor_on = false;
    account.recovery.clear();
}

}  // namespace

Result<void> Accounts::check_chosen(const std::string& password, const std::string& name) const {
    if (auto sound = check_password(password, name); !sound) return sound;
    if (breached_ && breached_->contain(password))
        return fail(ErrorCode::invalid_input, "password.breached",
                    {"这个密码出现在已泄露的密码表中，别人会拿来试，请换一个",
                     "this password stands in a list of passwords that were found in breaches, and is tried: "
                     "take another one"},
                    "password");
    return {};
}

Result<void> Accounts::save(const std::string& name, Role role, AreaCode area, const std::string& password,
                            const Actor& by, PasswordUse use) {
    if (auto sound = check_name(name); !sound) return sound;
    if (auto sound = check_chosen(password, name); !sound) return sound;
    const std::string hash = hash_of_password(password);
    const std::lock_guard changing(changing_);
    Edit edit;
    auto known = find(name);
    const bool fresh = !known;
    if (fresh) {
        known = Account{name, {}, {}, {}};
        known->created_at = clock_().wall;
    } else {
        edit.ended = hashes_of(name, "session");
        ++known->version;
    }
    known->role = to_string(role);
    known->area = area;
    known->password_hash = hash;
    known->must_change = use == PasswordUse::once;
    known->active = true;
    edit.account = known;
    edit.deeds.push_back(
        account_deed(fresh ? "account.add" : "account.change", by, name, std::string(to_string(role))));
    return carry_out(edit);
}

Result<std::string> Accounts::add(const std::string& name, Role role, AreaCode area, const Actor& by) {
    if (auto sound = check_name(name); !sound) return tl::unexpected(sound.error());
    std::string password = random_password();
    const std::string hash = hash_of_password(password);
    const std::lock_guard changing(changing_);
    if (find(name))
        return fail(ErrorCode::conflict, "account.exists",
                    {"已有账号 " + name, "there is an account " + name + " already"}, "name");
    Account account{name, std::string(to_string(role)), area, hash};
    account.created_at = clock_().wall;
    account.must_change = true;
    Edit edit;
    edit.account = account;
    edit.deeds.push_back(account_deed("account.add", by, name, account.role));
    if (auto done = carry_out(edit); !done) return tl::unexpected(done.error());
    return password;
}

Result<Accounts::Changed> Accounts::change(const std::string& name, const Change& change, const Actor& by,
                                           std::optional<std::int64_t> version) {
    Changed changed;
    std::string fresh_hash;
    if (change.reset_password) {
        changed.password = random_password();
        fresh_hash = hash_of_password(*changed.password);
    }
    const std::lock_guard changing(changing_);
    const auto known = find(name);
    if (!known) return unknown_account(name);
    if (version && *version != known->version)
        return fail(ErrorCode::conflict, "account.changed",
                    {"账号刚被别人改过，请重新读取", "somebody changed the account meanwhile: read it again"},
                    "if-match");
    Account after = *known;
    if (change.role) after.role = to_string(*change.role);
    if (change.area) after.area = *change.area;
    if (change.active) after.active = *change.active;
    const bool moved = after.role != known->role || after.area != known->area;
    if (name == by.account &&
        (moved || after.active != known->active || change.reset_password || change.remove_factor))
        return fail(ErrorCode::conflict, "account.own",
                    {"不能更改自己的角色、范围和状态，请由另一位安全管理员办理",
                     "nobody changes the own role, area or activity: another security administrator does"},
                    "name");
    const bool was_security = known->role == "security" && known->active;
    if (was_security && (after.role != "security" || !after.active)) {
        const auto others = list();
        const bool another = std::ranges::any_of(others, [&](const Account& one) {
            return one.name != name && one.role == "security" && one.active;
        });
        if (!another)
            return fail(ErrorCode::conflict, "account.last_security",
                        {"这是最后一位安全管理员，先增设一位",
                         "this is the last security administrator: add another first"},
                        "name");
    }
    Edit edit;
    if (change.reset_password) {
        after.password_hash = fresh_hash;
        after.must_change = true;
    }
    if (change.remove_factor) drop_factor(after);
    if (change.unlock) guard_.unlock(name);
    const bool sessions =
        moved || change.reset_password || change.remove_factor || change.end_sessions || !after.active;
    if (sessions) edit.ended = hashes_of(name, "session");
    if (change.revoke_tokens || !after.active)
        for (std::string& hash : hashes_of(name, "token")) edit.ended.push_back(std::move(hash));
    ++after.version;
    after.last_seen = [&] {
        const std::shared_lock lock(mutex_);
        return seen(after);
    }();
    edit.account = after;
    edit.deeds.push_back(account_deed("account.change", by, name, told(*known, after, change)));
    if (auto done = carry_out(edit); !done) return tl::unexpected(done.error());
    changed.account = after;
    return changed;
}

Result<void> Accounts::set_password(const std::string& name, const std::string& password, const Actor& by,
                                    PasswordUse use) {
    if (auto sound = check_chosen(password, name); !sound) return sound;
    const std::string hash = hash_of_password(password);
    const std::lock_guard changing(changing_);
    auto known = find(name);
    if (!known) return unknown_account(name);
    known->password_hash = hash;
    known->must_change = use == PasswordUse::once;
    ++known->version;
    Edit edit;
    edit.account = known;
    edit.ended = hashes_of(name, "session");
    edit.deeds.push_back(account_deed("account.password", by, name));
    return carry_out(edit);
}

}  // namespace courtyard

// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/accounts.h"

#include <fmt/format.h>
#include <sodium.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <stdexcept>

#include "api/secrets.h"

namespace courtyard {
namespace {

constexpr std::int64_t minute_ms = 60'000;
constexpr std::int64_t day_ms = 24 * 60 * minute_ms;
constexpr std::size_t most_tokens = 100;

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

tl::unexpected<Error> unknown_account(const std::string& name) {
    return fail(ErrorCode::not_found, "account.unknown", {"没有账号 " + name, "there is no account " + name},
                "name");
}

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

Deed deed(std::string verb, const Accounts::Actor& by, const std::string& about, std::string detail = {}) {
    return {.verb = std::move(verb),
            .account = by.account,
            .address = by.address,
            .kind = "account",
            .subject = about,
            .detail = std::move(detail)};
}

}  // namespace

Clock machine_clock() {
    return [] {
        const auto steady = std::chrono::steady_clock::now().time_since_epoch();
        return Now{Instant::now(), std::chrono::duration_cast<std::chrono::milliseconds>(steady).count()};
    };
}

/// When a session or token was used, by both clocks, and when the store was told last.
struct Accounts::Use {
    std::int64_t opened_ms = 0;
    std::atomic<std::int64_t> last_ms{0};
    std::atomic<std::int64_t> last_wall_ms{0};
    std::atomic<std::int64_t> told_wall_ms{0};
};

std::string_view session_cookie(const RequestHead& head) { return cookie_name(head.secure); }
std::optional<std::string_view> session_in(const RequestHead& head) {
    return cookie(head.header("cookie"), session_cookie(head));
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

Result<void> Accounts::save(const std::string& name, Role role, AreaCode area, const std::string& password,
                            const Actor& by, PasswordUse use) {
    if (auto sound = check_name(name); !sound) return sound;
    if (auto sound = check_password(password, name); !sound) return sound;
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
        deed(fresh ? "account.add" : "account.change", by, name, std::string(to_string(role))));
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
    edit.deeds.push_back(deed("account.add", by, name, account.role));
    if (auto done = carry_out(edit); !done) return tl::unexpected(done.error());
    return password;
}

namespace {

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
    edit.deeds.push_back(deed("account.change", by, name, told(*known, after, change)));
    if (auto done = carry_out(edit); !done) return tl::unexpected(done.error());
    changed.account = after;
    return changed;
}

Result<void> Accounts::set_password(const std::string& name, const std::string& password, const Actor& by,
                                    PasswordUse use) {
    if (auto sound = check_password(password, name); !sound) return sound;
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
    edit.deeds.push_back(deed("account.password", by, name));
    return carry_out(edit);
}

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
    edit.deeds.push_back(deed("token.open", by, name, credential.id()));
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
        edit.deeds.push_back(deed(std::string(kind) + ".end", by, name, id));
        return carry_out(edit);
    }
    const std::string word(kind);
    return fail(
        ErrorCode::not_found, word + ".unknown",
        {kind == "token" ? "没有这个令牌" : "没有这个会话", fmt::format("there is no {} of this id", word)},
        "id");
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

std::function<bool()> Accounts::hold_of(const Caller& caller) const {
    const std::shared_lock lock(mutex_);
    for (const auto& [hash, one] : credentials_)
        if (one.credential.id() == caller.credential)
            return [this, one = one] { return holds(one, clock_()); };
    return [] { return true; };
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

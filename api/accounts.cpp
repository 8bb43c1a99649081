// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/accounts.h"

#include <fmt/format.h>
#include <sodium.h>

#include <array>
#include <semaphore>
#include <stdexcept>

namespace courtyard {
namespace {

constexpr std::int64_t hour_ms = 3'600'000;
constexpr std::int64_t session_ms = 12 * hour_ms;

std::string base64url(const unsigned char* bytes, std::size_t size) {
    std::string text(sodium_base64_ENCODED_LEN(size, sodium_base64_VARIANT_URLSAFE_NO_PADDING), '\0');
    sodium_bin2base64(text.data(), text.size(), bytes, size, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
    text.pop_back();
    return text;
}

std::string new_secret() {
    std::array<unsigned char, 32> bytes{};
    randombytes_buf(bytes.data(), bytes.size());
    return "cy_" + base64url(bytes.data(), bytes.size());
}

std::string hash_of(std::string_view secret) {
    std::array<unsigned char, crypto_hash_sha256_BYTES> digest{};
    crypto_hash_sha256(digest.data(), reinterpret_cast<const unsigned char*>(secret.data()), secret.size());
    std::string hex(digest.size() * 2 + 1, '\0');
    sodium_bin2hex(hex.data(), hex.size(), digest.data(), digest.size());
    hex.pop_back();
    return hex;
}

std::string password_hash(const std::string& password) {
    std::array<char, crypto_pwhash_STRBYTES> text{};
    if (crypto_pwhash_str(text.data(), password.data(), password.size(), crypto_pwhash_OPSLIMIT_INTERACTIVE,
                          crypto_pwhash_MEMLIMIT_INTERACTIVE) != 0)
        throw std::runtime_error("not enough memory to hash a password");
    return text.data();
}

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

tl::unexpected<Error> refused() {
    return fail(ErrorCode::not_allowed, "session.refused",
                {"账号或密码不对", "the name or the password is wrong"}, "password");
}

}  // namespace

std::string_view session_cookie(const RequestHead& head) { return cookie_name(head.secure); }

std::string random_password() {
    constexpr std::string_view letters = "abcdefghjkmnpqrstuvwxyzABCDEFGHJKMNPQRSTUVWXYZ23456789";
    std::string password(20, ' ');
    for (char& c : password) c = letters[randombytes_uniform(static_cast<std::uint32_t>(letters.size()))];
    return password;
}

Accounts::Accounts(Store& store, PublicLevel public_level) : store_(store), public_level_(public_level) {
    if (sodium_init() < 0) throw std::runtime_error("libsodium does not start");
    reload();
}

void Accounts::reload() {
    const auto accounts = store_.accounts();
    const auto credentials = store_.credentials();
    const std::unique_lock lock(mutex_);
    accounts_.clear();
    credentials_.clear();
    for (const Account& account : accounts) accounts_.emplace(account.name, account);
    for (const Credential& credential : credentials) credentials_.emplace(credential.secret_hash, credential);
}

Result<void> Accounts::save(const std::string& name, Role role, AreaCode area, const std::string& password) {
    constexpr std::size_t shortest = 12;
    if (name.empty() || name.size() > 64)
        return fail(ErrorCode::invalid_input, "account.name",
                    {"账号名须为 1 至 64 个字节", "an account's name has 1 to 64 bytes"}, "name");
    if (password.size() < shortest)
        return fail(ErrorCode::invalid_input, "password.short",
                    {"密码至少 12 个字符", "a password has at least 12 characters"}, "password");
    const Account account{name, std::string(to_string(role)), area, password_hash(password)};
    const auto saved = store_
                           .write([&](Transaction& transaction) -> Result<void> {
                               transaction.save_account(account);
                               return {};
                           })
                           .get();
    if (!saved) return tl::unexpected(saved.error());
    reload();
    return {};
}

std::vector<Account> Accounts::list() const { return store_.accounts(); }

Result<std::string> Accounts::sign_in(const std::string& name, const std::string& password) {
    std::string known_hash;
    {
        const std::shared_lock lock(mutex_);
        if (const auto found = accounts_.find(name); found != accounts_.end())
            known_hash = found->second.password_hash;
    }
    // An unknown name costs the same as a wrong password, so that time tells nothing.
    static const std::string nobody = password_hash(random_password());
    const std::string& hash = known_hash.empty() ? nobody : known_hash;
    bool right = false;
    {
        // Each check takes 64 MiB: a storm of sign-ins waits here instead of filling the memory.
        static std::counting_semaphore<2> checks(2);
        checks.acquire();
        right = crypto_pwhash_str_verify(hash.c_str(), password.data(), password.size()) == 0;
        checks.release();
    }
    if (!right || known_hash.empty()) return refused();
    return open(name, "session", Instant{Instant::now().ms + session_ms});
}

Result<std::string> Accounts::create_token(const std::string& name, int valid_days) {
    {
        const std::shared_lock lock(mutex_);
        if (!accounts_.contains(name))
            return fail(ErrorCode::not_found, "account.unknown",
                        {"没有账号 " + name, "there is no account " + name}, "name");
    }
    return open(name, "token", Instant{Instant::now().ms + std::int64_t{valid_days} * 24 * hour_ms});
}

Result<std::string> Accounts::open(const std::string& name, const std::string& kind, Instant expires) {
    std::string secret = new_secret();
    const Credential credential{hash_of(secret), name, kind, expires};
    const auto saved = store_
                           .write([&](Transaction& transaction) -> Result<void> {
                               transaction.save_credential(credential);
                               return {};
                           })
                           .get();
    if (!saved) return tl::unexpected(saved.error());
    const std::unique_lock lock(mutex_);
    credentials_.emplace(credential.secret_hash, credential);
    return secret;
}

void Accounts::sign_out(const RequestHead& head) {
    const auto secret = cookie(head.header("cookie"), session_cookie(head));
    if (!secret) return;
    const std::string hash = hash_of(*secret);
    (void)store_
        .write([&](Transaction& transaction) -> Result<void> {
            transaction.remove_credential(hash);
            return {};
        })
        .get();
    const std::unique_lock lock(mutex_);
    credentials_.erase(hash);
}

Result<Caller> Accounts::caller_of(const RequestHead& head) const {
    return caller_of(Shown{head.header("authorization"), head.header("cookie"), head.secure});
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

    const std::shared_lock lock(mutex_);
    const auto credential = credentials_.find(hash_of(*secret));
    const bool valid = credential != credentials_.end() && Instant::now() < credential->second.expires;
    const auto account = valid ? accounts_.find(credential->second.account) : accounts_.end();
    if (account == accounts_.end()) {
        // A browser whose session has ended is anonymous again; a program must be told.
        if (caller.by_cookie) return Caller{{}, Role::viewer, {}, false, public_level_};
        return fail(
            ErrorCode::not_allowed, "session.expired",
            {"令牌无效或已过期，请重新登录；数据都在", "the token is not or no longer valid; sign in again"},
            "authorization");
    }
    caller.account = account->second.name;
    caller.role = parse_role(account->second.role).value_or(Role::viewer);
    caller.scope = account->second.area;
    return caller;
}

}  // namespace courtyard

// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <mutex>
#include <optional>
#include <shared_mutex>
#include <string>
#include <string_view>
#include <unordered_map>

#include "api/access.h"
#include "api/http/message.h"
#include "data/store/store.h"

namespace courtyard {

/// Who may sign in, and who is signed in.
///
/// Passwords are kept as argon2id hashes, sessions and tokens as SHA-256 of a 256-bit secret. Everything is
/// in the store; what a request needs is in memory.
///
/// Threads   safe to call concurrently
class Accounts {
  public:
    Accounts(Store& store, PublicLevel public_level);

    /// Adds an account, or gives an existing one a new role, area or password.
    /// Errors   invalid_input: account.name, password.short (under 12 characters)
    Result<void> save(const std::string& name, Role role, AreaCode area, const std::string& password);
    std::vector<Account> list() const;

    /// Checks a password and opens a session; the answer is its secret. Cost: argon2id, 64 MiB, about 0.1 s.
    /// Errors   not_allowed: session.refused (the same for an unknown name)
    Result<std::string> sign_in(const std::string& name, const std::string& password);
    void sign_out(const RequestHead& head);
    /// A token for a program.
    Result<std::string> create_token(const std::string& name, int valid_days);

    /// What a request shows to be let in, as it was sent.
    struct Shown {
        std::optional<std::string_view> authorization;
        std::optional<std::string_view> cookie;
        bool secure = false;
    };
    Result<Caller> caller_of(const Shown& shown) const;
    /// Who asks: bearer token, session cookie, or anonymous.
    /// Errors   not_allowed: session.expired (a secret was sent that is not or no longer valid)
    Result<Caller> caller_of(const RequestHead& head) const;

  private:
    void reload();
    Result<std::string> open(const std::string& name, const std::string& kind, Instant expires);

    Store& store_;
    PublicLevel public_level_;
    mutable std::shared_mutex mutex_;
    std::unordered_map<std::string, Account> accounts_;
    std::unordered_map<std::string, Credential> credentials_;
};

/// The session cookie's name: `__Host-sid` over TLS, `sid` on plain loopback.
std::string_view session_cookie(const RequestHead& head);

/// A password that nobody has to remember: 20 letters and digits from the system's randomness.
std::string random_password();

}  // namespace courtyard

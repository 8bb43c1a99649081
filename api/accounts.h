// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <shared_mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "api/access.h"
#include "api/http/message.h"
#include "api/password_policy.h"
#include "api/sign_in_guard.h"
#include "data/store/store.h"

namespace courtyard {

class BreachedPasswords;

/// How long a session lives: since its last request, and since it was opened. Whose must have a second
/// factor.
struct SessionLimits {
    std::int64_t idle_ms = 30 * 60'000;
    std::int64_t absolute_ms = 12 * 3'600'000;
    std::vector<Role> with_factor{};
};

/// The time of the day, and milliseconds of a clock that nobody sets: sessions end by both.
struct Now {
    Instant wall;
    std::int64_t steady_ms = 0;
};
using Clock = std::function<Now()>;
Clock machine_clock();

/// Who may sign in, and who is signed in.
///
/// Passwords are kept as argon2id hashes, sessions and tokens as SHA-256 of a 256-bit secret. Everything is
/// in the store; what a request needs is in memory. Every change is told of in the audit, with its actor.
///
/// Threads   safe to call concurrently
class Accounts {
  public:
    Accounts(Store& store, PublicLevel public_level, SessionLimits limits = {},
             Clock clock = machine_clock());
    ~Accounts();

    /// Who changes something, and from where; empty: the machine's own command line.
    struct Actor {
        std::string account;
        std::string address;
    };

    /// Whether a password is for good or must be changed at the first sign-in.
    enum class PasswordUse : std::uint8_t { lasting, once };

    // Accounts

    /// Adds an account, or gives an existing one a new role, area and password; its sessions end.
    /// Errors   invalid_input: account.name, those of `check_password`
    Result<void> save(const std::string& name, Role role, AreaCode area, const std::string& password,
                      const Actor& by = {}, PasswordUse use = PasswordUse::lasting);
    /// Adds an account. @return   its password for one use
    /// Errors   invalid_input: account.name; conflict: account.exists
    Result<std::string> add(const std::string& name, Role role, AreaCode area, const Actor& by);

    /// What shall be different; the rest stays.
    struct Change {
        std::optional<Role> role{};
        std::optional<AreaCode> area{};
        std::optional<bool> active{};
        bool unlock = false;
        bool reset_password = false;  ///< to one for one use
        bool remove_factor = false;
        bool end_sessions = false;
        bool revoke_tokens = false;  ///< of a device that was lost
    };
    struct Changed {
        Account account;
        std::optional<std::string> password{};  ///< for one use, when it was reset
    };
    /// A new role or area and a reset password end the account's sessions; who is put out of use loses tokens
    /// too, at once.
    ///
    /// @param version   that the change was made from; nothing: whatever it is
    /// Errors   not_found: account.unknown; conflict: account.changed (another version), account.own (nobody
    ///          changes the own role, area or activity), account.last_security
    Result<Changed> change(const std::string& name, const Change& change, const Actor& by,
                           std::optional<std::int64_t> version = std::nullopt);
    /// Sets a password from the command line. Errors   as `save`; not_found: account.unknown
    Result<void> set_password(const std::string& name, const std::string& password, const Actor& by = {},
                              PasswordUse use = PasswordUse::lasting);

    /// By name, with when they were seen last.
    std::vector<Account> list() const;
    std::optional<Account> find(const std::string& name) const;
    /// Until when sign-ins are refused for somebody.
    std::optional<Instant> locked_until(const std::string& name) const;

    // Signing in

    struct Attempt {
        std::string name;
        std::string password;
        std::string code;  ///< of the second factor, or a recovery code; may be empty
        std::string address;
        std::optional<std::string> former;  ///< the session that the browser showed: it ends
    };
    struct Refusal {
        Error error;
        std::int64_t retry_after_s = 0;
    };
    /// Checks a password and opens a session; the answer is its secret. Cost: argon2id,
    /// 64 MiB, about 0.1 s.
    /// Errors   not_allowed: session.refused (the same for an unknown name, and as slow),
    /// session.second_factor,
    ///          session.code, session.locked (with the time to wait)
    tl::expected<std::string, Refusal> sign_in(const Attempt& attempt);
    /// `session.locked`, without looking at a password.
    std::optional<Refusal> locked_out(const std::string& name, const std::string& address) const;
    const SessionLimits& limits() const { return limits_; }
    void sign_out(const RequestHead& head);

    // One's own account

    /// What a new password or factor came to beyond itself. Tokens stay: they are devices', not the
    /// browser's.
    struct Consequence {
        std::size_t sessions_ended = 0;  ///< all but the one that asked
        std::size_t tokens = 0;          ///< that still hold
    };
    struct NewPassword {
        std::string secret;  ///< of the new session
        Consequence consequence;
    };
    /// A new password and, for a browser, a new session: all others end.
    /// Errors   not_allowed: session.refused, session.locked; those of `check_password`; invalid_input:
    ///          password.same
    tl::expected<NewPassword, Refusal> change_password(const Caller& caller, const std::string& old,
                                                       const std::string& fresh);
    /// Begins a second factor. @return   its secret in base32
    /// Errors   conflict: factor.on; not_allowed: session.older (of more than ten minutes)
    Result<std::string> offer_factor(const Caller& caller);
    struct NewFactor {
        std::vector<std::string> recovery;  ///< codes
        Consequence consequence;
    };
    /// From now on it is asked for; sessions that were opened without it end, but for this one.
    /// Errors   conflict: factor.none, factor.on; invalid_input: session.code
    Result<NewFactor> confirm_factor(const Caller& caller, const std::string& code);
    /// The other sessions end. Errors   conflict: factor.none; not_allowed: session.older
    Result<Consequence> remove_factor(const Caller& caller);
    /// Ends one of one's own sessions: this one, or another one within ten minutes of signing in.
    /// Errors   not_found: session.unknown; not_allowed: session.older
    Result<void> end_own_session(const Caller& caller, const std::string& id);

    struct TokenTerms {
        std::string device;
        std::vector<Verb> verbs{};  ///< empty: all that the role may
        int days = 365;
    };
    struct IssuedToken {
        std::string secret;
        Credential credential;
    };
    /// A token for a program.
    /// Errors   not_found: account.unknown; conflict: token.too_many
    Result<IssuedToken> create_token(const std::string& name, const TokenTerms& terms, const Actor& by = {});
    Result<std::string> create_token(const std::string& name, int valid_days);
    /// Of one account that still hold, the newest first. @param kind   `session` or `token`
    std::vector<Credential> credentials_of(const std::string& name, std::string_view kind) const;
    /// Ends a session or token. Errors   not_found: session.unknown, token.unknown
    Result<void> end(const std::string& name, std::string_view kind, const std::string& id, const Actor& by);

    // Who asks

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

    /// Tells from then on whether the session or token of a caller is still good by its times; always, of
    /// those who have none. For what outlives a request.
    std::function<bool()> hold_of(const Caller& caller) const;

    /// Somebody asked for what the role may not: told in the audit, once a minute for each account and route.
    void tell_denied(const Caller& caller, std::string_view method, std::string_view pattern);

    /// From now on passwords in this list are refused (`password.breached`) wherever one is chosen.
    void refuse_breached(std::shared_ptr<const BreachedPasswords> list) { breached_ = std::move(list); }

    /// Told of an account that lost a session or token, or its rights.
    void on_ended(std::function<void(const std::string& account)> tell) { tell_ended_ = std::move(tell); }

  private:
    struct Use;
    struct Live {
        Credential credential;
        std::shared_ptr<Use> use;
    };
    /// What one change comes to, in the store and then in memory.
    struct Edit {
        std::optional<Account> account{};
        std::optional<Credential> opened{};
        std::vector<std::string> ended{};  ///< hashes
        std::vector<Deed> deeds{};
    };

    Result<void> check_chosen(const std::string& password, const std::string& name) const;
    Result<void> carry_out(const Edit& edit);
    Live live(const Credential& credential) const;
    bool holds(const Live& live, const Now& now) const;
    void touch(const Live& live, const Now& now) const;
    std::vector<std::string> hashes_of(const std::string& name, std::string_view kind) const;
    Consequence end_others(const Caller& caller, Edit& edit) const;
    Edit opening(const std::string& name, const std::string& secret, const std::string& address,
                 const Now& now) const;
    std::optional<Refusal> refuse_code(const Attempt& attempt, Account& account, const Now& now) const;
    Result<void> require_fresh(const Caller& caller) const;
    std::optional<Instant> seen(const Account& account) const;

    Store& store_;
    PublicLevel public_level_;
    SessionLimits limits_;
    Clock clock_;
    SignInGuard guard_;
    std::mutex changing_;  ///< one change after the other: each starts from what the last one left
    mutable std::shared_mutex mutex_;
    std::unordered_map<std::string, Account> accounts_;
    std::unordered_map<std::string, Live> credentials_;
    std::function<void(const std::string&)> tell_ended_;
    std::shared_ptr<const BreachedPasswords> breached_;
    std::mutex denying_;
    std::unordered_map<std::string, std::int64_t> denied_ms_;  ///< when it was told last
};

/// The session cookie's name: `__Host-sid` over TLS, `sid` on plain loopback.
std::string_view session_cookie(const RequestHead& head);
/// The secret in a request's session cookie.
std::optional<std::string_view> session_in(const RequestHead& head);

}  // namespace courtyard

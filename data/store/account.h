// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "geo/area_code.h"
#include "geo/day.h"

namespace courtyard {

/// A person or program that may sign in.
struct Account {
    std::string name;
    std::string role;
    AreaCode area;  ///< root of the subtree it sees; empty: everything
    std::string password_hash;
    bool active = true;
    bool must_change = false;  ///< the password is for one use
    Instant created_at{};      ///< 0: before this was kept
    std::optional<Instant> last_seen{};
    std::string factor_secret{};          ///< of the second factor, base32; empty: none was begun
    bool factor_on = false;               ///< it is asked for at each sign-in
    std::int64_t factor_step = 0;         ///< the last one that was used: none before is taken again
    std::vector<std::string> recovery{};  ///< hashes of the codes that are not used yet
    std::int64_t version = 1;             ///< rises with each change by others
};

/// A secret that stands for an account: a browser's session or a program's token. Only its hash is kept.
struct Credential {
    std::string secret_hash;  ///< SHA-256, hex
    std::string account;
    std::string kind;  ///< `session` or `token`
    Instant expires;
    std::string device{};  ///< what a token is for
    std::string verbs{};   ///< what a token may do, a word each; empty: all that the role may
    Instant created_at{};
    Instant last_used{};    ///< to the minute
    std::string address{};  ///< from where it was opened

    /// What it is called by: tells nothing of the secret.
    std::string id() const { return secret_hash.substr(0, 16); }
};

}  // namespace courtyard

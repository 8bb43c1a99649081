// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "data/store/fact.h"

namespace courtyard {

/// Something that the audit tells of: a change, a look at what is protected, a sign-in.
struct Deed {
    std::string verb{};     ///< `household.store`, `import.undo`, `account.change`, `look`, `session.open`
    std::string account{};  ///< who; empty: the program itself
    std::string address{};  ///< from where; empty: not over the network
    std::string kind{};     ///< of the subject: `household`, `inspection`, `account`
    std::string subject{};  ///< its id; empty: none
    std::string detail{};   ///< words of ours, never a name or a value: the kind of an import, a route
    std::string area{};     ///< code; empty: none in particular
    std::int64_t rows = 0;  ///< how many records it touched
};

using AuditHash = std::array<unsigned char, 32>;
using AuditToken = std::array<unsigned char, 32>;

/// A name as the chain knows it: by a token, made under a key of its own. When key and name are destroyed,
/// nobody can tell any more whom the token meant, and the chain holds all the same.
struct AuditName {
    std::string kind;
    AuditToken token{};
    std::string key;                  ///< 32 bytes; empty: destroyed
    std::optional<std::string> name;  ///< nothing: destroyed
};

/// One link of the chain.
struct AuditEntry {
    std::int64_t seq = 0;  ///< from 1 without a gap
    Instant at;
    std::string verb;
    std::string detail;
    std::string area;
    std::int64_t rows = 0;
    Revision revision = 0;  ///< the newest one when it happened
    std::optional<AuditName> account;
    std::optional<AuditName> subject;
    std::optional<AuditName> address;
    AuditHash hash{};
};

/// The newest link.
struct AuditHead {
    std::int64_t seq = 0;
    AuditHash hash{};
};

/// A link under a signature: until then the chain is as it was at `at`.
struct AuditSeal {
    std::int64_t seq = 0;
    AuditHash hash{};
    Instant at;
    std::array<unsigned char, 32> key{};        ///< public, Ed25519
    std::array<unsigned char, 64> signature{};  ///< of seq, hash and at
};

/// The key of the seals is exchanged: the old one seals nothing beyond `seq`. Both sign it, so that neither a
/// stranger's key is put in the place of the old one nor of the new one.
struct AuditHandover {
    std::int64_t seq = 0;  ///< the newest entry then
    Instant at;
    std::array<unsigned char, 32> old_key{};
    std::array<unsigned char, 32> new_key{};
    std::array<unsigned char, 64> by_old{};  ///< of seq, at and both keys
    std::array<unsigned char, 64> by_new{};
};

/// What the second place holds, in its order.
struct AuditAnchors {
    std::vector<AuditSeal> seals;
    std::vector<AuditHandover> handovers;
};

/// Names that no entry tells of any more, as far as the chain was looked at.
struct UnusedNames {
    std::int64_t until = 0;  ///< the last entry that was looked at
    std::vector<std::int64_t> ids;
};

/// Which entries are asked for.
struct AuditQuery {
    enum class Order : std::uint8_t { oldest_first, newest_first };

    std::optional<Instant> from{};                       ///< inclusive
    std::optional<Instant> until{};                      ///< exclusive
    std::optional<std::vector<std::string>> accounts{};  ///< only of these; nothing: everybody's
    std::string kind{};                                  ///< with `subject`: only about it
    std::string subject{};
    std::string verb{};  ///< only these; empty: all
    Order order = Order::newest_first;
    std::optional<std::int64_t> after{};  ///< only what comes after this one, in that order
    std::size_t at_most = 100;
};

}  // namespace courtyard

// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <map>
#include <span>
#include <string>
#include <string_view>

#include "data/store/audit.h"

namespace courtyard {

/// The token of a name under its key: HMAC-SHA256 of `kind NUL name`.
AuditToken token_of(std::string_view key, std::string_view kind, std::string_view name);
/// The hash of an entry that follows one with the hash `before`: SHA-256 of `before` and of the entry's text,
/// in which names stand as tokens. The entry's own hash is not asked.
AuditHash hash_after(const AuditHash& before, const AuditEntry& entry);

/// What is wrong with a chain, at the first place where it is.
struct AuditFault {
    enum class Kind : std::uint8_t {
        edited,     ///< the entry is not what was written
        deleted,    ///< entries are missing before the one that follows
        reordered,  ///< another entry stands in its place
        renamed,    ///< a name is not the one that its token means
        rewritten,  ///< the chain holds in itself, but not with what was sealed
        tail_cut,   ///< what was sealed after the last entry is gone
        bad_start,  ///< the beginning is not the sealed end of what was removed
        bad_seal,   ///< a seal does not bear our signature
    };
    Kind kind = Kind::edited;
    std::int64_t seq = 0;  ///< of the first bad entry
    Text detail;
};

std::string_view to_string(AuditFault::Kind kind);

struct AuditVerdict {
    std::int64_t entries = 0;
    std::optional<AuditHead> head;
    std::size_t seals = 0;  ///< that were held against the chain
    std::optional<AuditFault> fault;
};

/// The chain as its keeper tells it: where it begins, and at most so many entries after one, in order.
struct AuditSource {
    std::optional<AuditSeal> start;
    std::function<std::vector<AuditEntry>(std::int64_t after, std::size_t at_most)> entries;
};

using AuditPublicKey = std::array<unsigned char, 32>;

/// Whose seals count: those of the key that is trusted, and of the keys before and after it that handed the
/// office over, each up to the entry at which it did. Without a key each seal's own, which says little.
class SealingKeys {
  public:
    SealingKeys(std::span<const AuditHandover> handovers, const std::optional<AuditPublicKey>& trusted);

    bool may_seal(const AuditSeal& seal) const;
    /// The first hand-over that is not signed by both, or by keys that have nothing to do with ours.
    const std::optional<AuditHandover>& foreign() const { return foreign_; }

  private:
    bool any_ = false;
    std::map<AuditPublicKey, std::int64_t> last_;  ///< entry that a key may seal
    std::optional<AuditHandover> foreign_;
};

/// Goes along the whole chain: every hash, every name that is still there, every seal, every hand-over of the
/// key.
///
/// @param anchors   of the second place, in any order
/// @param key       public key that is trusted
/// Cost     O(entries); about two hashes each
AuditVerdict verify_audit(const AuditSource& source, const AuditAnchors& anchors,
                          const std::optional<AuditPublicKey>& key);

}  // namespace courtyard

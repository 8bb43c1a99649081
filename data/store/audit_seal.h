// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string_view>

#include "data/store/audit.h"

namespace courtyard {

/// The key that seals the audit: Ed25519, in a file that its owner alone reads.
class AuditKey {
  public:
    /// Makes the file when there is none.
    /// Errors   unavailable: audit.key (the file is not such a key, others may read it, or it cannot be made)
    static Result<AuditKey> open(const std::filesystem::path& file);

    AuditSeal seal(const AuditHead& head, Instant at) const;
    /// This key gives its office to the next one, after the entry `seq`.
    AuditHandover hand_over(const AuditKey& next, std::int64_t seq, Instant at) const;
    const std::array<unsigned char, 32>& public_key() const { return public_; }

  private:
    std::array<unsigned char, 64> signed_by_me(std::string_view text) const;

    std::array<unsigned char, 64> secret_{};
    std::array<unsigned char, 32> public_{};
};

/// Whether the signature of a seal is that of its key.
bool is_genuine(const AuditSeal& seal);
/// Whether both keys signed it.
bool is_genuine(const AuditHandover& handover);

}  // namespace courtyard

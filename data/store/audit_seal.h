// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "data/store/audit.h"

namespace courtyard {

/// The key that seals the audit: Ed25519, in a file that its owner alone reads.
class AuditKey {
  public:
    /// Makes the file when there is none.
    /// Errors   unavailable: audit.key (the file is not such a key, others may read it, or it cannot be made)
    static Result<AuditKey> open(const std::filesystem::path& file);

    AuditSeal seal(const AuditHead& head, Instant at) const;
    const std::array<unsigned char, 32>& public_key() const { return public_; }

  private:
    std::array<unsigned char, 64> secret_{};
    std::array<unsigned char, 32> public_{};
};

/// Whether the signature of a seal is that of its key.
bool is_genuine(const AuditSeal& seal);

/// A seal as a line of JSON, and back. Errors   invalid_input: audit.seal
std::string to_line(const AuditSeal& seal);
Result<AuditSeal> parse_seal(std::string_view line);

/// Appends a seal to a file, durably. Errors   unavailable: audit.anchors
Result<void> append_seal(const std::filesystem::path& file, const AuditSeal& seal);
/// All seals of a file; none when it is not there. A last line that was cut off is passed over.
/// Errors   invalid_input: audit.seal, with the line's number
Result<std::vector<AuditSeal>> read_seals(const std::filesystem::path& file);

}  // namespace courtyard

// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "geo/result.h"

namespace courtyard {

/// Passwords that were found in breaches, in a file of the operator's: a line each, `SHA-1 in hex` or
/// `SHA-1 in hex:COUNT`, sorted by the hash, as the lists that are passed around have it. Lines may hold the
/// first 16 or more of the 40 hex digits alone, all of them equally many, which makes the file smaller.
///
/// Cost      about forty short reads of the file for each question, whatever its size; nothing is kept
/// Threads   safe to call concurrently
class BreachedPasswords {
  public:
    /// Looks at a thousand places of the file: lines of this form, of one length, in order. Blank lines at
    /// its end do not count.
    ///
    /// Errors   not_found: breached.missing; invalid_input: breached.line, breached.length, breached.order
    static Result<std::shared_ptr<const BreachedPasswords>> open(const std::filesystem::path& file);
    ~BreachedPasswords();
    BreachedPasswords(const BreachedPasswords&) = delete;
    BreachedPasswords& operator=(const BreachedPasswords&) = delete;

    /// Throws when the file can no longer be read: then no password is taken.
    bool contain(std::string_view password) const;

  private:
    struct Line {
        std::uint64_t at = 0;
        std::string hex;  ///< in capitals; empty when the line is none of ours
    };

    BreachedPasswords(int descriptor, std::uint64_t bytes) : descriptor_(descriptor), bytes_(bytes) {}
    void leave_out_blank_end();
    Result<void> look_through(const std::filesystem::path& file) const;
    std::optional<Line> line_from(std::uint64_t offset) const;
    std::string read(std::uint64_t offset) const;

    int descriptor_;
    std::uint64_t bytes_;
};

}  // namespace courtyard

// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

#include "geo/area_code.h"
#include "geo/day.h"

namespace courtyard {

/// A code that was revoked, and one that took its place.
struct CodeChange {
    AreaCode old_code;
    AreaCode new_code;
    Day from;  ///< the first day of the new code

    auto operator<=>(const CodeChange&) const = default;
};

/// The successors of revoked codes: one where areas merged, several where one was split.
///
/// Threads   const, safe to call concurrently
class CodeChanges {
  public:
    CodeChanges() = default;

    /// Errors   conflict: code_change.duplicate; invalid_input: code_change.cycle
    static Result<CodeChanges> of(std::vector<CodeChange> changes);

    /// The changes that revoke `code`, in order of the new code.
    std::span<const CodeChange> of_code(AreaCode code) const;
    /// Where all chains from `code` end, in code order; empty when it was never revoked.
    std::vector<AreaCode> last_codes(AreaCode code) const;
    bool empty() const { return changes_.empty(); }

  private:
    std::vector<CodeChange> changes_;
};

}  // namespace courtyard

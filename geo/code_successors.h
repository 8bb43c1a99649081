// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <mutex>
#include <span>
#include <vector>

#include "geo/area_tree.h"

namespace courtyard {

/// A code that an edition no longer has, and the area that it leads to there.
struct CodeSuccessor {
    AreaCode code;
    AreaIndex area = no_area;
};

/// Where the codes of earlier editions that an edition no longer has lead to in it.
///
/// As the last edition before that had the code drew its ground: a village leads to the village that most of
/// its ground went to, one that was divided to the lowest area that covers all its parts; a township or
/// county to the lowest area that covers what its villages became, of its own level or above. What has no
/// ground in the edition leads to where the area above it is or leads to.
///
/// Cost      worked out once, when first asked for a code that is no more: two editions at a time, of their
///           villages only those without a code in the edition and what lies about them; see
///           bench/geo/editions_bench. From then on a look-up
/// Threads   const, safe to call concurrently; who asks while it is worked out waits for it
class CodeSuccessors {
  public:
    using Areas = std::shared_ptr<const AreaTree>;

    /// @param earlier   the editions before this one, oldest first
    CodeSuccessors(std::vector<Areas> earlier, Areas edition);

    /// The area of the edition that a code leads to which it does not have; `no_area` when no earlier edition
    /// has the code either, or nothing covers what became of it.
    AreaIndex find(AreaCode code) const;
    /// Every code that leads somewhere, in code order.
    std::span<const CodeSuccessor> all() const;
    /// Whether it is made of these editions.
    bool is_of(std::span<const Areas> earlier, const Areas& edition) const;

  private:
    std::vector<Areas> earlier_;
    Areas edition_;
    mutable std::once_flag once_;
    mutable std::vector<CodeSuccessor> all_;  ///< by code
};

}  // namespace courtyard

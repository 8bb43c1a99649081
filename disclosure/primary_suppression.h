// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace courtyard {

/// The smallest count of children that may be shown. Raising it is allowed, lowering it is not.
struct DisclosureThreshold {
    std::int64_t k = 5;
};

/// Which cells of one family (the children of one published parent) are sensitive in themselves.
///
/// A count from 1 to k-1 is, and so is one whose complement (parent minus count) is from 1 to k-1. Zero is
/// not. This is the first step of disclosure control only: what it leaves uncovered must never be published
/// as it is.
///
/// @param counts  one per area of the family
/// @param parent  the family's total
/// @return        one per count: true where it is sensitive
/// Source         docs/PRIVACY.md#steps
std::vector<bool> primary_suppression(std::span<const std::int64_t> counts, std::int64_t parent,
                                      DisclosureThreshold threshold = {});

}  // namespace courtyard

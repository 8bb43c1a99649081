// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "disclosure/primary_suppression.h"

#include <cassert>

namespace courtyard {

std::vector<bool> primary_suppression(std::span<const std::int64_t> counts, std::int64_t parent,
                                      DisclosureThreshold threshold) {
    assert(threshold.k >= 5);
    const auto small = [&](std::int64_t count) { return count >= 1 && count < threshold.k; };
    std::vector<bool> sensitive;
    sensitive.reserve(counts.size());
    for (const std::int64_t count : counts) sensitive.push_back(small(count) || small(parent - count));
    return sensitive;
}

}  // namespace courtyard

// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "geo/position.h"

namespace courtyard {

/// Rectangles, asked which of them touch a window.
///
/// Packed once (sort-tile-recursive, 16 to a node), then only read. Empty rectangles touch nothing.
/// Cost      building O(n log n); a question O(log n + answers) for rectangles that overlap little
/// Threads   const, safe to call concurrently
class BoxTree {
  public:
    explicit BoxTree(std::span<const Bounds> boxes);

    /// Numbers of the rectangles that share at least a position with `window`, in ascending order.
    std::vector<std::uint32_t> touching(const Bounds& window) const;

  private:
    void descend(std::size_t level, std::size_t node, const Bounds& window,
                 std::vector<std::uint32_t>& found) const;

    std::vector<std::uint32_t> order_;         ///< number of the rectangle at each leaf
    std::vector<std::vector<Bounds>> levels_;  ///< leaves first, the root's level last
};

}  // namespace courtyard

// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "geo/box_tree.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace courtyard {
namespace {

constexpr std::size_t fan = 16;

/// Slices from west to east, each sorted from south to north: neighbours on the ground become neighbours in
/// the list.
void tile(std::span<std::uint32_t> order, std::span<const Bounds> boxes) {
    const auto by_lon = [&](std::uint32_t i) { return boxes[i].west + boxes[i].east; };
    const auto by_lat = [&](std::uint32_t i) { return boxes[i].south + boxes[i].north; };
    std::ranges::stable_sort(order, {}, by_lon);
    const auto nodes = static_cast<double>((order.size() + fan - 1) / fan);
    const std::size_t slice = fan * static_cast<std::size_t>(std::ceil(std::sqrt(nodes)));
    for (std::size_t from = 0; from < order.size(); from += slice)
        std::ranges::stable_sort(order.subspan(from, std::min(slice, order.size() - from)), {}, by_lat);
}

}  // namespace

BoxTree::BoxTree(std::span<const Bounds> boxes) {
    for (std::uint32_t i = 0; i < boxes.size(); ++i)
        if (!boxes[i].empty()) order_.push_back(i);
    if (order_.empty()) return;
    tile(order_, boxes);
    auto& leaves = levels_.emplace_back();
    for (const auto i : order_) leaves.push_back(boxes[i]);
    while (levels_.back().size() > 1) {
        const auto& below = levels_.back();
        std::vector<Bounds> level((below.size() + fan - 1) / fan);
        for (std::size_t i = 0; i < below.size(); ++i) level[i / fan].add(below[i]);
        levels_.push_back(std::move(level));
    }
}

void BoxTree::descend(std::size_t level, std::size_t node, const Bounds& window,
                      std::vector<std::uint32_t>& found) const {
    if (!levels_[level][node].intersects(window)) return;
    if (level == 0) {
        found.push_back(order_[node]);
        return;
    }
    const std::size_t end = std::min((node + 1) * fan, levels_[level - 1].size());
    for (std::size_t child = node * fan; child < end; ++child) descend(level - 1, child, window, found);
}

std::vector<std::uint32_t> BoxTree::touching(const Bounds& window) const {
    std::vector<std::uint32_t> found;
    if (!levels_.empty() && !window.empty()) descend(levels_.size() - 1, 0, window, found);
    std::ranges::sort(found);
    return found;
}

}  // namespace courtyard

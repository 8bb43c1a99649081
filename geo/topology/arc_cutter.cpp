// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "geo/topology/arc_cutter.h"

#include <algorithm>
#include <limits>
#include <tuple>

namespace courtyard {
namespace {

constexpr std::uint64_t unseen = std::numeric_limits<std::uint64_t>::max();

}  // namespace

std::vector<std::uint32_t> ArcCutter::numbers_of(const Ring& open_ring) {
    std::vector<std::uint32_t> numbers;
    numbers.reserve(open_ring.size());
    for (const auto& p : open_ring) numbers.push_back(vertices_.number(p));
    return numbers;
}

void ArcCutter::see(const Ring& open_ring) {
    const auto ring = numbers_of(open_ring);
    neighbours_.resize(vertices_.size(), unseen);
    is_node_.resize(vertices_.size());
    for (std::size_t i = 0; i < ring.size(); ++i) {
        const auto before = ring[(i + ring.size() - 1) % ring.size()];
        const auto after = ring[(i + 1) % ring.size()];
        const auto pair = undirected_key(before, after);
        if (neighbours_[ring[i]] == unseen) neighbours_[ring[i]] = pair;
        if (neighbours_[ring[i]] != pair) is_node_[ring[i]] = true;
    }
}

/// The first node, else the vertex furthest west: the same for every ring that goes along the same closed
/// arc.
std::size_t ArcCutter::first_place(const std::vector<std::uint32_t>& ring) const {
    const auto node = std::ranges::find_if(ring, [&](std::uint32_t v) { return is_node_[v]; });
    if (node != ring.end()) return static_cast<std::size_t>(node - ring.begin());
    const auto west = std::ranges::min_element(
        ring, {}, [&](std::uint32_t v) { return std::tuple(vertices_[v].lon, vertices_[v].lat); });
    return static_cast<std::size_t>(west - ring.begin());
}

ArcStep ArcCutter::step_along(const std::vector<std::uint32_t>& stretch) {
    const auto known = by_first_edge_.find(directed_key(stretch[0], stretch[1]));
    if (known != by_first_edge_.end()) return known->second;
    const ArcStep step{static_cast<std::uint32_t>(arcs_.size()), ArcWay::forward};
    Arc& arc = arcs_.emplace_back();
    for (const auto v : stretch) arc.push_back(vertices_[v]);
    by_first_edge_.try_emplace(directed_key(stretch[0], stretch[1]), step);
    by_first_edge_.try_emplace(directed_key(stretch.back(), stretch[stretch.size() - 2]),
                               ArcStep{step.arc, ArcWay::backward});
    return step;
}

ArcCutter::Cut ArcCutter::cut(const Ring& open_ring) {
    const auto ring = numbers_of(open_ring);
    if (ring.empty()) return {};
    Cut cut{{}, first_place(ring)};
    std::vector<std::uint32_t> stretch{ring[cut.offset]};
    for (std::size_t i = 1; i <= ring.size(); ++i) {
        const auto v = ring[(cut.offset + i) % ring.size()];
        stretch.push_back(v);
        if (!is_node_[v] && i != ring.size()) continue;
        cut.steps.push_back(step_along(stretch));
        stretch = {v};
    }
    return cut;
}

}  // namespace courtyard

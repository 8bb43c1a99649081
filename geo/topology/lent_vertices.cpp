// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "geo/topology/lent_vertices.h"

#include <algorithm>
#include <cmath>
#include <unordered_set>

#include "geo/box_tree.h"
#include "geo/orientation.h"

namespace courtyard {
namespace {

Bounds bounds_of(const Edge& edge) {
    Bounds bounds;
    bounds.add(edge.a);
    bounds.add(edge.b);
    return bounds;
}

}  // namespace

std::vector<LooseEdge> loose_edges(std::span<const Boundary> boundaries) {
    VertexNumbers numbers;
    std::unordered_map<std::uint64_t, std::uint32_t> uses;
    std::vector<LooseEdge> all;
    std::vector<std::uint64_t> keys;
    for (std::size_t i = 0; i < boundaries.size(); ++i) {
        for (const auto& edge : edges_of(boundaries[i])) {
            all.push_back({edge, i});
            keys.push_back(undirected_key(numbers.number(edge.a), numbers.number(edge.b)));
            ++uses[keys.back()];
        }
    }
    std::vector<LooseEdge> loose;
    for (std::size_t i = 0; i < all.size(); ++i)
        if (uses[keys[i]] == 1) loose.push_back(all[i]);
    return loose;
}

LentVertices::LentVertices(std::span<const Boundary> boundaries) {
    const auto loose = loose_edges(boundaries);
    std::vector<Bounds> boxes;
    std::unordered_set<LonLat, LonLatHash> vertices;
    for (const auto& [edge, boundary] : loose) {
        boxes.push_back(bounds_of(edge));
        vertices.insert(edge.a);
        vertices.insert(edge.b);
    }
    const BoxTree tree(boxes);
    for (const auto& p : vertices) {
        Bounds here;
        here.add(p);
        for (const auto i : tree.touching(here)) {
            const Edge& edge = loose[i].edge;
            if (p == edge.a || p == edge.b || orientation(edge.a, edge.b, p) != 0) continue;
            on_edge_[edge].push_back(p);
        }
    }
    for (auto& [edge, lent] : on_edge_) {
        const auto way = [from = edge.a](LonLat p) {
            return std::abs(p.lon - from.lon) + std::abs(p.lat - from.lat);
        };
        std::ranges::sort(lent, {}, way);
    }
}

LentVertices::FullRing LentVertices::with(const Ring& closed_ring) const {
    FullRing full;
    for (std::size_t i = 0; i + 1 < closed_ring.size(); ++i) {
        full.open_ring.push_back(closed_ring[i]);
        const auto lent = on_edge_.find({closed_ring[i], closed_ring[i + 1]});
        if (lent == on_edge_.end()) continue;
        for (const auto& p : lent->second) {
            full.lent.push_back(full.open_ring.size());
            full.open_ring.push_back(p);
        }
    }
    return full;
}

}  // namespace courtyard

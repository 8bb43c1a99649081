// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <unordered_map>
#include <vector>

#include "geo/edge.h"
#include "geo/topology/vertex_numbers.h"

namespace courtyard {

/// Finds edges on which, exactly, a vertex of a neighbour lies, and lends it to them.
class LentVertices {
  public:
    explicit LentVertices(std::span<const Boundary> boundaries);

    struct FullRing {
        Ring open_ring;
        std::vector<std::size_t> lent;  ///< places of the lent vertices
    };
    FullRing with(const Ring& closed_ring) const;

  private:
    struct EdgeHash {
        std::size_t operator()(const Edge& edge) const noexcept {
            return LonLatHash{}(edge.a) * 31 + LonLatHash{}(edge.b);
        }
    };
    std::unordered_map<Edge, std::vector<LonLat>, EdgeHash> on_edge_;  ///< in the order of the way a to b
};

/// Edges that one boundary only goes along: the rim, and borders that neighbours draw differently.
///
/// The number beside an edge is that of its boundary.
struct LooseEdge {
    Edge edge;
    std::size_t boundary = 0;
};
std::vector<LooseEdge> loose_edges(std::span<const Boundary> boundaries);

}  // namespace courtyard

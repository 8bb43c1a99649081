// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <unordered_map>

#include "geo/border_topology.h"
#include "geo/topology/vertex_numbers.h"

namespace courtyard {

/// Cuts rings at their nodes and finds arcs again that another ring has gone along.
///
/// A vertex is a node when it is passed twice with other neighbours: so all vertices inside an arc have one
/// pair of neighbours, and the first edge of an arc tells which arc it is. Rings are open: the last position
/// does not repeat the first.
class ArcCutter {
  public:
    /// All rings are shown before the first is cut.
    void see(const Ring& open_ring);

    struct Cut {
        std::vector<ArcStep> steps;
        std::size_t offset = 0;  ///< place in the ring where the first step begins
    };
    Cut cut(const Ring& open_ring);

    std::vector<Arc> release_arcs() { return std::move(arcs_); }

  private:
    std::vector<std::uint32_t> numbers_of(const Ring& open_ring);
    std::size_t first_place(const std::vector<std::uint32_t>& ring) const;
    ArcStep step_along(const std::vector<std::uint32_t>& stretch);

    VertexNumbers vertices_;
    std::vector<std::uint64_t> neighbours_;  ///< of each vertex, as first seen
    std::vector<bool> is_node_;
    std::unordered_map<std::uint64_t, ArcStep> by_first_edge_;
    std::vector<Arc> arcs_;
};

}  // namespace courtyard

// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "geo/boundary.h"

namespace courtyard {

enum class Side : std::uint8_t { outside, border, inside };

struct Edge {
    LonLat a;
    LonLat b;
};

/// The edges of one boundary, filed by strips of latitude: a position is tested against its own strip only.
///
/// The rings of a valid multipolygon cross nowhere, so a position is inside when a ray from it meets an odd
/// number of edges, whatever ring they belong to.
///
/// Cost      build O(edges); memory at most about twice the edges, whatever the shape
/// Threads   const, safe to call concurrently
class EdgeStrips {
  public:
    /// Precondition: valid, not empty.
    explicit EdgeStrips(const Boundary& boundary);

    const Bounds& bounds() const { return bounds_; }
    /// Every edge at least once.
    std::span<const Edge> edges() const { return edges_; }

    /// Exact for the doubles given: a vertex and any position on an edge is `border`.
    Side side(LonLat position) const;

  private:
    std::size_t strip_of(double lat) const;

    Bounds bounds_;
    double strips_per_degree_ = 0;
    std::size_t strips_ = 1;
    std::vector<std::uint32_t> first_;  ///< of each strip, in `edges_`; one more at the end
    std::vector<Edge> edges_;
};

/// Every edge of a boundary once, in ring order; edges without length are left out.
std::vector<Edge> edges_of(const Boundary& boundary);

}  // namespace courtyard

// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "geo/boundary.h"

namespace courtyard {

/// A stretch of border between two nodes, or a whole ring that meets no other: its first position is then
/// also its last.
using Arc = std::vector<LonLat>;

enum class ArcWay : std::uint8_t { forward, backward };

/// One step of a ring.
struct ArcStep {
    std::uint32_t arc = 0;
    ArcWay way = ArcWay::forward;

    bool operator==(const ArcStep&) const = default;
};

/// Boundaries of neighbours with every border stored once: where two areas meet they use the same arc.
///
/// Exact for coverages, areas whose shared borders are the same doubles. A node is where three borders meet,
/// or two and the outside. Where one neighbour has a vertex that lies exactly on the other's edge, the edge
/// gets it too, so that they share the border all the same; that is told in `t_junctions` and taken back by
/// `boundaries`. Borders that cross or run close by each other are not shared, and nothing is moved.
///
/// Threads   const, safe to call concurrently
class BorderTopology {
  public:
    /// Precondition: rings closed. Cost   about 0.3 us per vertex and log n
    static BorderTopology of(std::span<const Boundary> boundaries);

    std::span<const Arc> arcs() const { return arcs_; }

    struct TJunction {
        std::size_t boundary = 0;  ///< whose edge it is
        LonLat where;
    };
    std::span<const TJunction> t_junctions() const { return t_junctions_; }

    /// How many rings go along each arc, in the way of the arc and against it: once each between two
    /// neighbours of a coverage, once in all at its rim.
    struct ArcUse {
        std::uint32_t forward = 0;
        std::uint32_t backward = 0;
    };
    std::vector<ArcUse> uses() const;

    /// The rings of a boundary, shells and holes in their order, each as its way along the arcs.
    std::vector<std::vector<ArcStep>> ways(std::size_t boundary) const;

    /// The boundaries as they were given, ring by ring and vertex by vertex.
    std::vector<Boundary> boundaries() const;
    /// The same areas along other arcs, one for each of ours with the same ends.
    std::vector<Boundary> boundaries_along(std::span<const Arc> arcs) const;

  private:
    struct RingPath {
        std::vector<ArcStep> steps;
        std::size_t start = 0;            ///< place of the given first vertex
        std::vector<std::size_t> lent{};  ///< places of vertices that a neighbour lent, ascending
    };
    using PolygonPath = std::vector<RingPath>;
    friend class TopologyBuilder;

    static Ring along(const RingPath& path, std::span<const Arc> arcs);
    static Ring as_given(const RingPath& path, std::span<const Arc> arcs);

    std::vector<Arc> arcs_;
    std::vector<std::vector<PolygonPath>> boundaries_;
    std::vector<TJunction> t_junctions_;
};

/// The arcs with fewer vertices: the least conspicuous go first (Visvalingam), each arc once, ends kept.
///
/// A vertex goes when the triangle with its neighbours is smaller than a square of the tolerance and empty of
/// other vertices, and its neighbours are not joined yet: so no border crosses or touches another, no ring
/// collapses, and areas stay neighbours of whom they were. For a coverage this holds at any tolerance.
/// Cost   O(n log n) for tolerances that keep some of the detail
std::vector<Arc> simplified(const BorderTopology& topology, Metres tolerance);

}  // namespace courtyard

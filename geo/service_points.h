// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include "geo/position.h"

namespace courtyard {

/// The places of one service that people can go to: which is the nearest, and how far.
///
/// A tree over the positions in space, searched by chords; among those whose chord could be the shortest the
/// geodesic distance decides, so that the nearest is the nearest on the ellipsoid (up to 5,000 km).
///
/// Threads   const, safe to call concurrently
class ServicePoints {
  public:
    static constexpr std::uint32_t no_point = std::numeric_limits<std::uint32_t>::max();

    ServicePoints() = default;
    /// Any order; several may stand on one spot. Precondition: finite. Cost: O(n log n), 0.2 ms for 2,000.
    explicit ServicePoints(std::vector<LonLat> positions);

    std::span<const LonLat> positions() const { return positions_; }
    std::size_t size() const { return positions_.size(); }
    bool empty() const { return positions_.empty(); }

    struct Nearest {
        std::uint32_t point = no_point;
        Metres distance{std::numeric_limits<double>::infinity()};
    };
    /// The nearest point and its geodesic distance; of points equally near the first. `no_point` when there
    /// is none. Cost   about 2 us
    Nearest nearest(LonLat position) const;

    /// Every point within a distance, in order; may hold some that are up to 1 % farther.
    std::vector<std::uint32_t> about_within(LonLat position, Metres distance) const;

    /// A place in space, metres from the middle of the earth.
    using Space = std::array<double, 3>;
    static Space in_space(LonLat position);
    static double chord_squared(const Space& a, const Space& b);

  private:
    /// The middle of a range of nodes, and the box around the range.
    struct Node {
        Space place;
        std::uint32_t point = no_point;
        Space least;
        Space most;
    };

    void arrange(std::size_t begin, std::size_t end, unsigned axis);
    template <class Visit>
    void search(const Space& from, std::size_t begin, std::size_t end, unsigned axis, Visit& visit) const;
    double shortest_chord_squared(const Space& from) const;

    std::vector<LonLat> positions_;
    std::vector<Node> nodes_;  ///< the middle of a range parts it along x, y, z in turn
};

}  // namespace courtyard

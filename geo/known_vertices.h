// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "geo/area_tree.h"

namespace courtyard {

/// Two positions closer than this are one: what a file's decimals or a projection there and back move.
inline constexpr Metres same_spot{0.01};

/// The vertices of boundaries that are held, to find again those that come back a hair off.
///
/// A border that went through a file in another reference system comes back with other last digits. Laid on
/// the vertices that it was made of, it is the same again, and goes on sharing them with its neighbours.
/// Threads   const, safe to call concurrently
class KnownVertices {
  public:
    void add(const Boundary& boundary);
    /// After the last `add`, before the first question.
    void prepare();

    /// The nearest known vertex closer than `same_spot`, else the position itself.
    LonLat settled(LonLat position) const;
    /// Every vertex settled; vertices that fall together are one. As given where that would not be a valid
    /// boundary any more.
    Boundary settled(const Boundary& boundary) const;

  private:
    struct Vertex {
        std::uint64_t cell = 0;
        LonLat position;
    };
    std::vector<Vertex> vertices_;  ///< by cell, then by position
};

}  // namespace courtyard

// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <span>

#include "geo/village_index.h"

namespace courtyard {

/// One way to find the villages of many positions.
///
/// Threads   const, safe to call concurrently only where the engine says so
class Peer {
  public:
    virtual ~Peer() = default;

    /// Spans of equal length. Engines other than ours leave `overlap` false.
    virtual void find(std::span<const LonLat> positions, std::span<Located> found) const = 0;
};

/// S2: a MutableS2ShapeIndex of all villages and S2ContainsPointQuery, one thread at a time.
///
/// Edges are geodesics there, so a position close to a border may get another village. A position is given in
/// degrees, as to the other engines, and turned into S2's point on the sphere within the call.
std::unique_ptr<Peer> s2_peer(const AreaTree& tree);

}  // namespace courtyard

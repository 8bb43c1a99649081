// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "geo/mercator.h"

namespace courtyard {

/// Open rings one after the other: ring `i` is vertices [starts[i], starts[i + 1]).
struct GridRings {
    std::vector<GridPoint> vertices;
    std::vector<std::uint32_t> starts{0};

    std::size_t size() const { return starts.size() - 1; }
    std::span<const GridPoint> operator[](std::size_t ring) const {
        return std::span(vertices).subspan(starts[ring], starts[ring + 1] - starts[ring]);
    }
};

/// For every vertex the lowest zoom at which it shows: leaving out all others moves no border by more than
/// half a pixel there.
///
/// Decided once for each stretch of border between two junctions (where three areas meet, or two and the
/// outside), from its vertices alone and in a direction of its own: all areas that share the stretch keep
/// the same vertices, so thinned neighbours stay glued. Junctions show at every zoom.
///
/// Rule    Douglas-Peucker; a vertex counts no more than the one that split the stretch before it
/// Cost    O(n log n) for the usual border
std::vector<std::uint8_t> border_detail(const GridRings& rings);

}  // namespace courtyard

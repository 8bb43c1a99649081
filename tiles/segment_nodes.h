// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

#include "tiles/mvt.h"

namespace courtyard {

/// An undirected edge on the tile's grid of whole units; `a` comes before `b`.
struct TileSegment {
    TilePoint a;
    TilePoint b;

    auto operator<=>(const TileSegment&) const = default;
};

/// Positive when `p` lies left of the way from `a` to `b` (x to the right, y upwards).
std::int64_t side_of(TilePoint a, TilePoint b, TilePoint p);

/// No two edges of an open ring share more than the vertex between them.
bool is_simple(std::span<const TilePoint> ring);

/// The edges of rings, cut wherever they cross or touch, without those that are walked an even number of
/// times.
///
/// Crossings are rounded to the grid, which may move an edge over its neighbour: cutting is repeated until
/// nothing crosses, on a coarser grid if need be.
///
/// @return  in order; two edges meet at common ends only
std::vector<TileSegment> noded(std::span<const TileRing> rings);

}  // namespace courtyard

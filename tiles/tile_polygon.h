// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "tiles/mvt.h"

namespace courtyard {

/// A position in a tile's units that may lie far outside the tile.
struct FarPoint {
    std::int64_t x = 0;
    std::int64_t y = 0;

    bool operator==(const FarPoint&) const = default;
};

/// How far beyond its edges a tile draws, in units of 4096 to a tile.
inline constexpr std::int32_t tile_buffer = 64;

/// The part of an open ring inside the tile and its buffer; empty when nothing is.
///
/// A ring that leaves and comes back is joined along the edge of the buffer, so the result may run over
/// itself there. An edge is cut at the same position whichever way round it is walked.
TileRing clipped(std::vector<FarPoint> ring);

/// The polygons that rings enclose (inside = within an odd number of rings), fit for a tile.
///
/// Rounding and thinning may have made rings touch, cross or fold: crossings become vertices (rounded to
/// whole units), what is walked twice goes, and the rest is walked anew so that no ring touches itself and
/// every hole follows its shell (MVT 2.1, section 4.3.4.4). A ring that is in order is returned as it is.
///
/// Cost   O(n log n) for the usual ring
std::vector<TilePolygon> valid_polygons(std::span<const TileRing> rings);

}  // namespace courtyard

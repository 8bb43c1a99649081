// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <span>

#include "geo/edge.h"

namespace courtyard {

/// The slow twin of the exact tests, in whole numbers: between 32 and 128 degrees a double is a multiple of
/// 2^-47, so positions scaled by 2^47 fit 64 bits and what is made of them fits 128.
__extension__ using Wide = __int128;

enum class Side : std::uint8_t { outside, border, inside };

struct WholePosition {
    std::int64_t x = 0;
    std::int64_t y = 0;
};

inline WholePosition whole(LonLat p) {
    return {static_cast<std::int64_t>(std::ldexp(p.lon, 47)),
            static_cast<std::int64_t>(std::ldexp(p.lat, 47))};
}

/// Precondition: within a few degrees of each other, all coordinates between 32 and 128.
inline int twin_orientation(LonLat a, LonLat b, LonLat p) {
    const auto [ax, ay] = whole(a);
    const auto [bx, by] = whole(b);
    const auto [px, py] = whole(p);
    const Wide turn = static_cast<Wide>(ax - px) * (by - py) - static_cast<Wide>(ay - py) * (bx - px);
    return turn > 0 ? 1 : turn < 0 ? -1 : 0;
}

/// Every edge at the height of the position is asked; inside is where the rings wind round an odd number of
/// times.
inline Side twin_side(std::span<const Edge> edges, LonLat p) {
    int winding = 0;
    for (const auto& [a, b] : edges) {
        if (p.lat < std::min(a.lat, b.lat) || p.lat > std::max(a.lat, b.lat)) continue;
        const int turn = twin_orientation(a, b, p);
        const bool between = p.lon >= std::min(a.lon, b.lon) && p.lon <= std::max(a.lon, b.lon);
        if (turn == 0 && between) return Side::border;
        if (a.lat <= p.lat && b.lat > p.lat && turn > 0) ++winding;
        if (a.lat > p.lat && b.lat <= p.lat && turn < 0) --winding;
    }
    return winding % 2 != 0 ? Side::inside : Side::outside;
}

}  // namespace courtyard

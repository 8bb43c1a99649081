// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "geo/mercator.h"

#include <cmath>

namespace courtyard {
namespace {

constexpr double max_latitude = 85.0511287798066;
constexpr double grid_size = 4294967296.0;

std::uint32_t on_grid(double unit) {
    const double cell = std::floor(unit * grid_size);
    return static_cast<std::uint32_t>(std::clamp(cell, 0.0, grid_size - 1));
}

/// Moves bit i to bit 2i.
std::uint64_t spread(std::uint32_t value) {
    std::uint64_t bits = value;
    bits = (bits | (bits << 16)) & 0x0000FFFF0000FFFFU;
    bits = (bits | (bits << 8)) & 0x00FF00FF00FF00FFU;
    bits = (bits | (bits << 4)) & 0x0F0F0F0F0F0F0F0FU;
    bits = (bits | (bits << 2)) & 0x3333333333333333U;
    return (bits | (bits << 1)) & 0x5555555555555555U;
}

}  // namespace

Mercator to_mercator(LonLat position) {
    const double lat = std::clamp(position.lat, -max_latitude, max_latitude);
    const double radians = lat * std::numbers::pi / 180;
    const double y = 0.5 - std::asinh(std::tan(radians)) / (2 * std::numbers::pi);
    return {position.lon / 360 + 0.5, std::clamp(y, 0.0, 1.0)};
}

LonLat from_mercator(Mercator position) {
    const double radians = std::atan(std::sinh((0.5 - position.y) * 2 * std::numbers::pi));
    return {(position.x - 0.5) * 360, radians * 180 / std::numbers::pi};
}

LonLat to_web_mercator(LonLat position) {
    const Mercator square = to_mercator(position);
    return {(square.x - 0.5) * web_mercator_side_m, (0.5 - square.y) * web_mercator_side_m};
}

LonLat from_web_mercator(LonLat metres) {
    return from_mercator({metres.lon / web_mercator_side_m + 0.5, 0.5 - metres.lat / web_mercator_side_m});
}

GridPoint to_grid(LonLat position) {
    const auto square = to_mercator(position);
    return {on_grid(square.x), on_grid(square.y)};
}

std::uint64_t morton(GridPoint point) { return spread(point.x) | (spread(point.y) << 1); }

}  // namespace courtyard

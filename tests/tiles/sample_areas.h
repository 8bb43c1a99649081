// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "geo/area_tree.h"
#include "tiles/point_layer.h"

/// A made-up county for tests and benches of tiles.
namespace courtyard::sample {

/// A county of `columns` x `rows` villages in townships of 5 x 5, between straight outer borders. Inner
/// borders are crooked, and identical vertex by vertex on both sides and at every level.
struct CountyPlan {
    std::uint32_t columns = 10;
    std::uint32_t rows = 10;
    std::uint32_t vertices_per_side = 20;
    double village_deg = 0.02;
    LonLat north_west{113.4, 34.9};
    std::uint32_t seed = 1;
};

AreaTree county(const CountyPlan& plan);
/// The outer borders of the county.
Bounds county_bounds(const CountyPlan& plan);

inline constexpr std::uint8_t registered = 0;
inline constexpr std::uint8_t accepted = 1;
inline constexpr std::uint8_t revoked = 2;

/// Households in and around settlements, with up to five years of decisions; fids count up from 1.
std::vector<MapPoint> households(const Bounds& bounds, std::size_t count, std::uint32_t seed);
/// An empty layer `courtyards` that knows the three statuses above.
PointLayer courtyards();

}  // namespace courtyard::sample

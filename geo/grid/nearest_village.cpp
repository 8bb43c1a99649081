// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "geo/grid/nearest_village.h"

#include <algorithm>
#include <cmath>

namespace courtyard {
namespace {

/// Below this, two distances are the same and the lower code decides.
constexpr double same_distance_m = 1e-3;
/// What the rough distance may be off by, both ways.
constexpr double rough = 1.001;

/// A degree is not shorter within the radius; something is kept back for the curvature of the ground.
DegreeLength shortest_degree(LonLat p, double radius_m) {
    const double kept = radius_m <= 50'000 ? 0.999 : 0.9;
    const double reach_deg = radius_m / 110'000;
    const double polar_lat = std::min(90.0, std::abs(p.lat) + reach_deg);
    const double equatorial_lat = std::max(0.0, std::abs(p.lat) - reach_deg);
    return {kept * degree_length(equatorial_lat).north_m, kept * degree_length(polar_lat).east_m};
}

}  // namespace

NearestVillage::NearestVillage(const VillageGrid& grid, LonLat position, Metres radius)
    : grid_(grid),
      position_(position),
      plane_(position),
      shortest_(shortest_degree(position, radius.value)),
      radius_m_(radius.value),
      worth_m_(radius.value * rough + same_distance_m),
      start_(grid.frame.cell(position)) {}

NearestVillage::Found NearestVillage::find() {
    if (at_least_m(grid_.frame.bounds()) > worth_m_) return {};
    const auto last_ring = std::max(grid_.frame.columns(), grid_.frame.rows());
    for (std::int64_t ring = 0; ring <= last_ring && may_reach(ring); ++ring) visit_ring(ring);
    return measured();
}

/// No position of the rectangle is nearer, if it is within the radius at all.
double NearestVillage::at_least_m(const Bounds& bounds) const {
    const double north_deg = std::max({0.0, bounds.south - position_.lat, position_.lat - bounds.north});
    const double east_deg = std::max({0.0, bounds.west - position_.lon, position_.lon - bounds.east});
    const double north_m = north_deg * shortest_.north_m;
    const double east_m = east_deg * shortest_.east_m;
    return std::sqrt(north_m * north_m + east_m * east_m);
}

/// Between a cell and one `ring` cells away lie ring - 1 whole ones.
bool NearestVillage::may_reach(std::int64_t ring) const {
    const auto cells = std::ldexp(static_cast<double>(ring - 1), static_cast<int>(grid_.frame.bits()));
    return cells * std::min(grid_.frame.column_deg() * shortest_.east_m,
                            grid_.frame.row_deg() * shortest_.north_m) <=
           worth_m_;
}

void NearestVillage::visit_ring(std::int64_t ring) {
    const auto bits = grid_.frame.bits();
    const auto column = static_cast<std::int64_t>(start_.column >> bits);
    const auto row = static_cast<std::int64_t>(start_.row >> bits);
    const auto north = std::min<std::int64_t>(row + ring, grid_.frame.rows() - 1);
    const auto east = std::min<std::int64_t>(column + ring, grid_.frame.columns() - 1);
    for (auto r = std::max<std::int64_t>(row - ring, 0); r <= north; ++r) {
        const bool whole_row = r == row - ring || r == row + ring;
        const auto step = whole_row || ring == 0 ? 1 : 2 * ring;
        for (auto c = column - ring; c <= east; c += step) {
            if (c < 0) continue;
            const auto place =
                grid_.coarse_place(static_cast<std::uint32_t>(c), static_cast<std::uint32_t>(r));
            if (!place.cell.is_plain()) ring_.push_back({at_least_m(grid_.bounds_of(place)), place});
        }
    }
    // The nearest first: what is found there spares the others.
    std::ranges::sort(ring_, {}, &Candidate::at_least_m);
    for (const auto& [at_least, place] : ring_) {
        if (at_least > worth_m_) break;
        visit(place);
    }
    ring_.clear();
}

void NearestVillage::visit(const GridPlace& place) {
    if (place.cell.is_plain()) return;
    if (place.cell.is_border()) return visit_border(place);
    const auto parts = 1U << (place.cell.column_bits() + place.cell.row_bits());
    const auto column_bits = place.column_bits - place.cell.column_bits();
    const auto row_bits = place.row_bits - place.cell.row_bits();
    for (std::uint32_t i = 0; i < parts; ++i) {
        const auto column = i & ((1U << place.cell.column_bits()) - 1);
        const auto row = i >> place.cell.column_bits();
        const auto part = grid_.part(place, {place.south_west.column + (column << column_bits),
                                             place.south_west.row + (row << row_bits)});
        if (at_least_m(grid_.bounds_of(part)) <= worth_m_) visit(part);
    }
}

void NearestVillage::visit_border(const GridPlace& place) {
    edges_.clear();
    grid_.borders.collect_edges(place.cell.border(), edges_);
    for (const auto& border : edges_) {
        const auto spot = plane_.nearest_spot({border.low, border.high});
        if (spot.distance_m > worth_m_) continue;
        worth_m_ = std::min(worth_m_, (spot.distance_m * rough + same_distance_m) * rough);
        for (const auto village : border.villages) {
            if (village != no_area) near_.push_back({village, spot});
        }
    }
}

NearestVillage::Found NearestVillage::measured() {
    std::erase_if(near_, [&](const Near& near) { return near.spot.distance_m > worth_m_; });
    Found best;
    for (const auto& near : near_) {
        const auto metres = distance(position_, near.spot.position);
        if (metres.value > radius_m_) continue;
        if (best.village == no_area || metres < best.distance) best = {near.village, metres};
    }
    for (const auto& near : near_) {
        if (best.village == no_area || near.village >= best.village) continue;
        const auto metres = distance(position_, near.spot.position);
        if (metres.value <= best.distance.value + same_distance_m) best.village = near.village;
    }
    return best;
}

}  // namespace courtyard

// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "geo/reach.h"

#include <fmt/format.h>

#include <cmath>
#include <unordered_map>

namespace courtyard {
namespace {

/// Longest chord, squared, that a geodesic of this length may have; a little more, for what rounding does.
double chord_squared(double metres) { return (metres + 0.01) * (metres + 0.01) * 1.00001; }

bool less(LonLat a, LonLat b) { return a.lon < b.lon || (a.lon == b.lon && a.lat < b.lat); }

/// What the one list has and the other has not, counted as often as it stands there.
std::vector<LonLat> difference(std::span<const LonLat> from, std::span<const LonLat> taken) {
    std::vector<LonLat> all(from.begin(), from.end());
    std::vector<LonLat> others(taken.begin(), taken.end());
    std::ranges::sort(all, less);
    std::ranges::sort(others, less);
    std::vector<LonLat> rest;
    std::ranges::set_difference(all, others, std::back_inserter(rest), less);
    return rest;
}

}  // namespace

Result<Metres> checked_radius(double metres) {
    if (metres > 0 && metres <= longest_reach.value) return Metres{metres};
    return fail(
        ErrorCode::invalid_input, "reach.radius",
        {fmt::format("半径应大于 0 米、不超过 {} 米，不能是 {}", longest_reach.value, metres),
         fmt::format("a radius is more than 0 and at most {} metres, not {}", longest_reach.value, metres)},
        "radius_m");
}

std::optional<double> AreaReach::area_share() const {
    if (!(area_m2 > 0)) return std::nullopt;
    return 100 * reached_m2 / area_m2;
}

Reach::Reach(std::shared_ptr<const ReachGround> ground, ServicePoints points, Metres radius)
    : ground_(std::move(ground)), points_(std::move(points)), radius_(radius) {}

Reach Reach::of(std::shared_ptr<const ReachGround> ground, ServicePoints points, Metres radius) {
    Reach reach(std::move(ground), std::move(points), radius);
    reach.villages_.resize(reach.ground_->villages().size());
    for (std::size_t village = 0; village < reach.villages_.size(); ++village) {
        reach.measure(village);
        reach.find_nearest(village);
    }
    return reach;
}

void Reach::measure(std::size_t village) {
    villages_[village].reached_m2 = ground_->reached_m2(ground_->villages()[village], points_, radius_);
}

void Reach::find_nearest(std::size_t village) {
    const auto& of_ground = ground_->villages()[village];
    Village& state = villages_[village];
    state.nearest = {std::numeric_limits<double>::infinity()};
    state.nearest_point = {};
    if (!of_ground.placed || points_.empty()) return;
    const auto nearest = points_.nearest(ground_->areas()[of_ground.area].label);
    state.nearest = nearest.distance;
    state.nearest_point = points_.positions()[nearest.point];
}

Reach Reach::changed(ServicePoints points) const {
    const auto added = difference(points.positions(), points_.positions());
    const auto removed = difference(points_.positions(), points.positions());
    if (added.size() + removed.size() > points.size() / 4 + 8) return of(ground_, std::move(points), radius_);
    Reach next(ground_, std::move(points), radius_);
    next.villages_ = villages_;
    std::vector<ServicePoints::Space> touched;
    for (const auto* list : {&added, &removed})
        for (const LonLat point : *list) touched.push_back(ServicePoints::in_space(point));
    for (std::size_t i = 0; i < villages_.size(); ++i) {
        const auto& village = ground_->villages()[i];
        if (!village.placed) continue;
        const double near = chord_squared(radius_.value + village.size_m);
        const double rival = chord_squared(villages_[i].nearest.value);
        bool anew = std::ranges::find(removed, villages_[i].nearest_point) != removed.end();
        bool measured = false;
        for (std::size_t t = 0; t < touched.size(); ++t) {
            measured = measured || ServicePoints::chord_squared(village.place, touched[t]) <= near;
            const bool is_new = t < added.size();
            anew = anew || (is_new && ServicePoints::chord_squared(village.label, touched[t]) <= rival);
        }
        if (measured) next.measure(i);
        if (anew) next.find_nearest(i);
    }
    return next;
}

Reach Reach::with(LonLat point) const {
    std::vector<LonLat> positions(points_.positions().begin(), points_.positions().end());
    positions.push_back(point);
    return changed(ServicePoints(std::move(positions)));
}

void Reach::add(AreaReach& sum, std::size_t i) const {
    const auto& village = ground_->villages()[i];
    const Village& state = villages_[i];
    ++sum.villages;
    sum.area_m2 += village.area_m2;
    sum.reached_m2 += state.reached_m2;
    if (!village.placed) ++sum.villages_unplaced;
    if (radius_.value > 0 && state.nearest <= radius_) ++sum.villages_within;
    if (state.reached_m2 > 0) ++sum.villages_touched;
    if (state.reached_m2 > 0 && state.reached_m2 == village.area_m2) ++sum.villages_whole;
}

std::optional<Metres> Reach::nearest_to(AreaIndex area) const {
    const Area& asked = ground_->areas()[area];
    if (points_.empty() || (asked.bounds.empty() && asked.label == LonLat{})) return std::nullopt;
    return points_.nearest(asked.label).distance;
}

AreaReach Reach::of_area(AreaIndex area) const {
    return by_level(area, ground_->areas()[area].level).front();
}

std::vector<AreaReach> Reach::by_level(AreaIndex top, AreaLevel level) const {
    const AreaTree& areas = ground_->areas();
    const auto asked = areas.descendants(top, level);
    std::unordered_map<AreaIndex, std::size_t> row_of;
    std::vector<AreaReach> rows;
    for (const AreaIndex area : asked) {
        row_of.emplace(area, rows.size());
        rows.push_back({.area = area, .nearest = {}});
    }
    for (std::size_t i = 0; i < villages_.size(); ++i) {
        for (AreaIndex above = ground_->villages()[i].area; above != no_area; above = areas.parent(above)) {
            const auto row = row_of.find(above);
            if (row == row_of.end()) continue;
            add(rows[row->second], i);
            if (above == ground_->villages()[i].area && std::isfinite(villages_[i].nearest.value))
                rows[row->second].nearest = villages_[i].nearest;
        }
    }
    for (AreaReach& row : rows)
        if (!row.nearest) row.nearest = nearest_to(row.area);
    return rows;
}

}  // namespace courtyard

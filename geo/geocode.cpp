// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "geo/geocode.h"

#include <algorithm>
#include <array>

#include "geo/datum.h"

namespace courtyard {
namespace {

constexpr Metres nearest_radius{5000};

constexpr std::array<std::string_view, 20> flag_names{"outside_declared_village",
                                                      "outside_every_village",
                                                      "in_overlap",
                                                      "unknown_area",
                                                      "no_position",
                                                      "far_from_household",
                                                      "low_accuracy",
                                                      "datum_suspect",
                                                      "clock_skew",
                                                      "unclear_address",
                                                      "photo_far",
                                                      "photo_time",
                                                      "photo_reused",
                                                      "photo_no_position",
                                                      "accuracy_missing",
                                                      "accuracy_zero",
                                                      "accuracy_round",
                                                      "impossible_speed",
                                                      "stale_time",
                                                      "before_campaign"};

/// By its code, and where that names no village, by its address.
Placement without_position(const PlaceClaim& claim, AreaIndex declared, const Places& places) {
    Placement placement;
    placement.flags.add(Flag::no_position);
    const auto& [areas, villages, names] = places;
    if (declared != no_area) {
        placement.area = declared;
        placement.by = PlacedBy::code;
        if (areas[declared].level == areas.lowest_level()) return placement;
    } else if (!claim.declared.empty()) {
        auto match = names.match_code(claim.declared.view());
        if (match.method == AddressMethod::code || match.method == AddressMethod::successor_code) {
            placement.area = areas.find(match.area);
            placement.by = PlacedBy::code;
            placement.address = std::move(match);
            return placement;
        }
        placement.flags.add(Flag::unknown_area);
    }
    if (claim.address.empty()) return placement;
    auto match = names.match(claim.address, declared != no_area ? claim.declared : claim.within);
    if (match.doubt != AddressDoubt::none) placement.flags.add(Flag::unclear_address);
    if (match.is_village() || (declared == no_area && !match.area.empty())) {
        placement.area = areas.find(match.area);
        placement.by = PlacedBy::address;
    }
    placement.address = std::move(match);
    return placement;
}

/// A declared village that has the position on its border, or shares it in an overlap, is not contradicted.
bool agrees(AreaIndex declared, AreaIndex village, LonLat position, const Places& places) {
    if (village == no_area) return false;
    return places.areas.covers(declared, village) || places.villages.covers(declared, position);
}

bool fits_as_gcj02(AreaIndex declared, LonLat position, const Places& places) {
    const auto moved = to_wgs84(position, Datum::gcj02);
    return moved != position && agrees(declared, places.villages.find(moved).village, moved, places);
}

Placement by_position(LonLat position, Located located, AreaIndex declared, const Places& places) {
    Placement placement;
    placement.area = located.village;
    if (located.overlap) placement.flags.add(Flag::in_overlap);
    if (located.village == no_area) {
        placement.flags.add(Flag::outside_every_village);
        const auto nearest = places.villages.nearest(position, nearest_radius);
        placement.nearest_area = nearest.village;
        placement.nearest_distance = nearest.distance;
    } else {
        placement.by = PlacedBy::position;
    }
    if (declared != no_area && !agrees(declared, located.village, position, places)) {
        placement.flags.add(Flag::outside_declared_village);
        if (fits_as_gcj02(declared, position, places)) placement.flags.add(Flag::datum_suspect);
    }
    return placement;
}

Placement place(const PlaceClaim& claim, Located located, const Places& places) {
    const auto declared = claim.declared.empty() ? no_area : places.areas.find(claim.declared);
    if (!claim.position) return without_position(claim, declared, places);
    auto placement = by_position(*claim.position, located, declared, places);
    if (declared == no_area && !claim.declared.empty()) placement.flags.add(Flag::unknown_area);
    return placement;
}

}  // namespace

std::vector<Flag> Flags::list() const {
    std::vector<Flag> flags;
    for (std::size_t i = 0; i < flag_names.size(); ++i) {
        if (has(static_cast<Flag>(i))) flags.push_back(static_cast<Flag>(i));
    }
    return flags;
}

std::string_view to_string(Flag flag) { return flag_names.at(static_cast<std::size_t>(flag)); }

std::optional<Flag> parse_flag(std::string_view name) {
    const auto found = std::ranges::find(flag_names, name);
    if (found == flag_names.end()) return std::nullopt;
    return static_cast<Flag>(found - flag_names.begin());
}

std::string_view to_string(PlacedBy method) {
    switch (method) {
        case PlacedBy::position:
            return "position";
        case PlacedBy::code:
            return "code";
        case PlacedBy::address:
            return "address";
        case PlacedBy::nothing:
            break;
    }
    return "nothing";
}

Placement geocode(const PlaceClaim& claim, const Places& places) {
    return place(claim, claim.position ? places.villages.find(*claim.position) : Located{}, places);
}

std::vector<Placement> geocode(std::span<const PlaceClaim> claims, const Places& places) {
    std::vector<LonLat> positions;
    positions.reserve(claims.size());
    for (const auto& claim : claims) {
        if (claim.position) positions.push_back(*claim.position);
    }
    std::vector<Located> located(positions.size());
    places.villages.find(positions, located);
    std::vector<Placement> placements;
    placements.reserve(claims.size());
    auto next = located.begin();
    for (const auto& claim : claims) {
        placements.push_back(place(claim, claim.position ? *next++ : Located{}, places));
    }
    return placements;
}

}  // namespace courtyard

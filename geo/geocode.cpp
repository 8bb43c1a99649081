// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "geo/geocode.h"

#include <array>

namespace courtyard {
namespace {

constexpr Metres nearest_radius{5000};

constexpr std::array<std::string_view, 9> flag_names{
    "outside_declared_village", "outside_every_village", "in_overlap",    "unknown_area", "no_position",
    "far_from_household",       "low_accuracy",          "datum_suspect", "clock_skew"};

Placement by_code(AreaIndex declared) {
    Placement placement{declared, declared == no_area ? PlacedBy::nothing : PlacedBy::code, {}, no_area, {}};
    placement.flags.add(Flag::no_position);
    return placement;
}

/// A declared village that has the position on its border, or shares it in an overlap, is not contradicted.
bool agrees(AreaIndex declared, AreaIndex village, LonLat position, const AreaTree& tree,
            const VillageIndex& villages) {
    if (village == no_area) return false;
    return tree.covers(declared, village) || villages.covers(declared, position);
}

bool fits_as_gcj02(AreaIndex declared, LonLat position, const AreaTree& tree, const VillageIndex& villages) {
    const auto moved = to_wgs84(position, Datum::gcj02);
    return moved != position && agrees(declared, villages.find(moved).village, moved, tree, villages);
}

Placement by_position(LonLat position, Located located, AreaIndex declared, const AreaTree& tree,
                      const VillageIndex& villages) {
    Placement placement;
    placement.area = located.village;
    if (located.overlap) placement.flags.add(Flag::in_overlap);
    if (located.village == no_area) {
        placement.flags.add(Flag::outside_every_village);
        const auto nearest = villages.nearest(position, nearest_radius);
        placement.nearest_area = nearest.village;
        placement.nearest_distance = nearest.distance;
    } else {
        placement.by = PlacedBy::position;
    }
    if (declared != no_area && !agrees(declared, located.village, position, tree, villages)) {
        placement.flags.add(Flag::outside_declared_village);
        if (fits_as_gcj02(declared, position, tree, villages)) placement.flags.add(Flag::datum_suspect);
    }
    return placement;
}

Placement place(const PlaceClaim& claim, Located located, const AreaTree& tree,
                const VillageIndex& villages) {
    const auto declared = claim.declared.empty() ? no_area : tree.find(claim.declared);
    auto placement =
        claim.position ? by_position(*claim.position, located, declared, tree, villages) : by_code(declared);
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

std::string_view to_string(PlacedBy method) {
    switch (method) {
        case PlacedBy::position:
            return "position";
        case PlacedBy::code:
            return "code";
        case PlacedBy::nothing:
            break;
    }
    return "nothing";
}

Placement geocode(const PlaceClaim& claim, const AreaTree& tree, const VillageIndex& villages) {
    const auto located = claim.position ? villages.find(*claim.position) : Located{};
    return place(claim, located, tree, villages);
}

std::vector<Placement> geocode(std::span<const PlaceClaim> claims, const AreaTree& tree,
                               const VillageIndex& villages) {
    std::vector<LonLat> positions;
    positions.reserve(claims.size());
    for (const auto& claim : claims) {
        if (claim.position) positions.push_back(*claim.position);
    }
    std::vector<Located> located(positions.size());
    villages.find(positions, located);
    std::vector<Placement> placements;
    placements.reserve(claims.size());
    auto next = located.begin();
    for (const auto& claim : claims) {
        placements.push_back(place(claim, claim.position ? *next++ : Located{}, tree, villages));
    }
    return placements;
}

}  // namespace courtyard

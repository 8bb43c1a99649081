// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <optional>
#include <string_view>
#include <vector>

#include "geo/area_tree.h"
#include "geo/names/code_changes.h"

namespace courtyard {

/// What became of a village from one edition to a later one.
enum class VillageChange : std::uint8_t {
    unchanged,     ///< same code, name and ground
    renamed,       ///< same code and ground, another name
    recoded,       ///< goes on under another code
    merged,        ///< became one with others
    split,         ///< became several, or was divided among others
    border_moved,  ///< goes on, with ground given or taken
    created,       ///< `new`: no village of the old edition goes on in it
    gone,          ///< goes on nowhere: most of its ground lies in no village of the new edition
};

inline constexpr std::array<VillageChange, 8> village_changes{
    VillageChange::unchanged, VillageChange::renamed,      VillageChange::recoded, VillageChange::merged,
    VillageChange::split,     VillageChange::border_moved, VillageChange::created, VillageChange::gone};

std::string_view to_string(VillageChange change);  ///< `border_moved`, `new`
Text name_of(VillageChange change);
std::optional<VillageChange> parse_village_change(std::string_view text);

/// The ground that an old and a new village share.
struct SharedGround {
    double area_m2 = 0;
    double of_old = 0;  ///< of the old village's ground, 0 to 1
    double of_new = 0;
};

/// A village of the old edition and one of the new that goes on from it, wholly or in part.
struct VillageLink {
    AreaIndex old_village = no_area;  ///< in the old tree; `no_area` when a new village has no predecessor
    AreaIndex new_village = no_area;  ///< in the new tree; `no_area` when an old village has no successor
    VillageChange kind = VillageChange::unchanged;
    bool declared = false;               ///< a code change says so
    std::optional<SharedGround> ground;  ///< nothing when one of them has no boundary
};

/// What became of one village, or where it came from.
struct VillageOutcome {
    AreaIndex village = no_area;  ///< in its own edition's tree
    VillageChange kind = VillageChange::unchanged;
    double rest = 0;  ///< share of its ground in no link: lost or new ground, and slivers along the border
};

/// Two editions, village by village.
struct EditionChanges {
    /// In order of the old village's code (of the new one's where there is none), then of the new one's.
    std::vector<VillageLink> links;
    std::vector<VillageOutcome> old_villages;  ///< every village of the old edition, in code order
    std::vector<VillageOutcome> new_villages;
    /// Codes that stand in both editions, for ground most of which is other ground.
    std::vector<AreaCode> reused_codes;

    /// Villages of this kind: old ones; of `created`, new ones.
    std::size_t count(VillageChange kind) const;
};

/// Below this share of both villages, shared ground is a correction of the border and links nothing.
inline constexpr double sliver_share = 0.01;
/// From this share on, of both, the ground is the same.
inline constexpr double same_ground_share = 0.99;
/// From this share on a village goes on in another, or comes from it.
inline constexpr double most_share = 0.5;

/// Compares the villages of two editions by the ground they share and by declared changes of codes.
///
/// Linked are villages that share `sliver_share` of one of them, and those that a chain of declared changes
/// leads to; villages without a boundary are linked by their code. Of an old village:
///   split         most of each of several new villages comes from it, or none got the most of it
///   merged        most of it lies in a new village in which most of another one lies, too, or that has
///                 other ground for the most part and another code
///   recoded       it and a village of another code share most of both
///   border_moved  a village of its code goes on, but not on the same ground
///   gone          half of it or more lies in no link, and none goes on from it
/// the first that fits. Ground is measured on the ellipsoid between vertices joined by straight lines in
/// degrees, so that parts add up. Villages of one edition are taken not to lie on one another.
///
/// Units    areas m2, shares 0 to 1
/// Cost     villages with the same vertices cost a comparison; others a GEOS intersection with each that they
///          meet: see docs/PERFORMANCE.md
/// Threads  const, safe to call concurrently
/// Source   docs/DATA.md#editions
EditionChanges compare_editions(const AreaTree& old_areas, const AreaTree& new_areas,
                                const CodeChanges& declared = {});

}  // namespace courtyard

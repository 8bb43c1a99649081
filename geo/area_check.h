// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "geo/area_code.h"
#include "geo/boundary.h"

namespace courtyard {

/// A row of a boundary file as it was given: nothing about it is known to be right.
struct GivenArea {
    std::size_t row = 0;
    std::string code;  ///< may be empty, repeated, or no area code at all
    std::string name;
    std::string parent;
    std::optional<AreaLevel> level;  ///< areas of one level are laid side by side
    Boundary boundary;               ///< empty: no geometry
    std::optional<Error> trouble;    ///< why there is no boundary although there is a geometry

    /// What the findings call it: its code, else its row.
    std::string label() const { return code.empty() ? std::to_string(row) : code; }
};

enum class AreaFault : std::uint8_t {
    invalid,         ///< the geometry is no valid multipolygon
    null_geometry,   ///< there is no geometry
    overlap,         ///< two areas of a level share ground
    gap,             ///< ground that areas of a level enclose and none of them holds
    duplicate_code,  ///< one code, several areas
    duplicate_name,  ///< one name, several areas of one parent
    outside_parent,  ///< part of an area lies outside its parent
    code_conflict,   ///< the code says one parent, the ground or the parent column says another
    missing_parent,  ///< the parent is not in the file, although its level is
};

inline constexpr std::size_t area_fault_count = 9;
std::string_view to_string(AreaFault fault);  ///< `null_geometry`
Text name_of(AreaFault fault);

/// One finding: what, of which areas, where.
struct AreaFinding {
    AreaFault fault = AreaFault::invalid;
    std::vector<std::string> codes;  ///< labels of the areas; of a gap, its neighbours
    std::optional<LonLat> where;     ///< of an overlap or a gap, a position inside it
    double area_m2 = 0;              ///< of the overlap, the gap, the part outside; else 0
    bool sliver = false;             ///< an overlap or a gap under `sliver_m2`
    Text reason;
};

/// Overlaps and gaps smaller than this are traces of drawing, not ground that somebody forgot.
inline constexpr double sliver_m2 = 1000;

/// Everything that is wrong with a set of boundaries.
struct AreaCheck {
    std::size_t features = 0;
    std::vector<AreaFinding> findings;  ///< by fault, then in file order

    std::size_t count(AreaFault fault) const;
    std::size_t slivers(AreaFault fault) const;
    bool clean() const { return findings.empty(); }
};

using CheckProgress = std::function<void(std::size_t done, std::size_t total)>;

/// Checks boundaries against themselves, their neighbours, their codes and their parents.
///
/// Wrongly drawn boundaries take part in overlaps and gaps as what a person would see in them. The parent of
/// an area is the declared one, else the longest other code that is a prefix of its own and belongs to a
/// higher level. Names are compared within a parent; in a file without any code or parent the file is the
/// parent. Outside its parent is what has more than 0.1 % of its ground there.
///
/// Units    areas: m2, geodesic
/// Cost     about 0.1 ms per area of 100 vertices, see docs/PERFORMANCE.md
AreaCheck check_areas(std::span<const GivenArea> areas, const CheckProgress& progress = {});

}  // namespace courtyard

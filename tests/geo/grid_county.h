// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cassert>
#include <cmath>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "geo/area_tree.h"

namespace courtyard {

/// The language of the tests: a county drawn in letters, one letter per 1 km cell, north at the top.
///
///     const auto county = grid("AAB\nAAB\nCCB");
///
/// gives county 410199 with one township 410199101 and the villages A = 410199101201, B = ...202, C = ...203.
/// A letter may have holes and several parts; '.' and ' ' belong to nobody. Every cell corner on a border is
/// a vertex, so shared borders are identical vertex by vertex. The south-west corner of the drawing is
/// `grid_origin`; fids count up from 1 in code order: county 1, township 2, A 3 ...

inline constexpr LonLat grid_origin{113.6, 34.7};
/// Degrees in one kilometre at the origin, to 0.01 %; ten kilometres further north still to 0.1 %.
inline constexpr double lon_deg_per_km = 0.010915;
inline constexpr double lat_deg_per_km = 0.009014;

constexpr Metres operator""_km(long double km) { return {static_cast<double>(km) * 1000}; }
constexpr Metres operator""_km(unsigned long long km) { return {static_cast<double>(km) * 1000}; }
constexpr Metres operator-(Metres length) { return {-length.value}; }
constexpr Metres operator""_m(long double m) { return {static_cast<double>(m)}; }
constexpr Metres operator""_m(unsigned long long m) { return {static_cast<double>(m)}; }

inline AreaCode area_code(std::string_view text) { return AreaCode::parse(text).value(); }

inline AreaCode village_code(char letter) {
    return area_code("410199101" + std::to_string(201 + (letter - 'A')));
}

/// Corner of the cells, counted from the south-west.
using GridCorner = std::pair<int, int>;

inline LonLat position_of(GridCorner corner) {
    return {grid_origin.lon + corner.first * lon_deg_per_km,
            grid_origin.lat + corner.second * lat_deg_per_km};
}

/// Cells as (column, row) from the south-west.
using GridCells = std::set<GridCorner>;

inline std::map<char, GridCells> cells_by_letter(std::string_view drawing) {
    std::vector<std::string_view> lines;
    while (!drawing.empty()) {
        const auto end = std::min(drawing.find('\n'), drawing.size());
        lines.push_back(drawing.substr(0, end));
        drawing.remove_prefix(std::min(end + 1, drawing.size()));
    }
    std::map<char, GridCells> cells;
    for (std::size_t line = 0; line < lines.size(); ++line) {
        for (std::size_t column = 0; column < lines[line].size(); ++column) {
            const char letter = lines[line][column];
            if (letter < 'A' || letter > 'Z') continue;
            cells[letter].emplace(static_cast<int>(column), static_cast<int>(lines.size() - 1 - line));
        }
    }
    return cells;
}

using CornerRing = std::vector<GridCorner>;

/// The sides of the cells that have no neighbour, cells on their left: from a corner to the next ones.
inline std::map<GridCorner, CornerRing> outline_sides(const GridCells& cells) {
    std::map<GridCorner, CornerRing> next;
    for (const auto& [x, y] : cells) {
        if (!cells.contains({x, y - 1})) next[{x, y}].push_back({x + 1, y});
        if (!cells.contains({x + 1, y})) next[{x + 1, y}].push_back({x + 1, y + 1});
        if (!cells.contains({x, y + 1})) next[{x + 1, y + 1}].push_back({x, y + 1});
        if (!cells.contains({x - 1, y})) next[{x, y + 1}].push_back({x, y});
    }
    return next;
}

/// Where the outline goes on from a corner: where two cells touch there, to the left, round the same cell.
inline GridCorner take_next(CornerRing& sides, GridCorner before, GridCorner here) {
    const GridCorner left{here.first - (here.second - before.second),
                          here.second + (here.first - before.first)};
    const auto found = std::find(sides.begin(), sides.end(), left);
    const auto chosen = found == sides.end() ? sides.begin() : found;
    const auto corner = *chosen;
    sides.erase(chosen);
    return corner;
}

/// Follows the outline; a ring that comes back to a corner is cut off there, so that no ring touches itself.
inline std::vector<CornerRing> outline_rings(const GridCells& cells) {
    auto next = outline_sides(cells);
    std::vector<CornerRing> rings;
    while (!next.empty()) {
        CornerRing walk{next.begin()->first};
        auto before = walk.back();
        for (auto sides = next.begin(); sides != next.end(); sides = next.find(walk.back())) {
            const auto here = walk.back();
            const auto corner = take_next(sides->second, before, here);
            before = here;
            if (sides->second.empty()) next.erase(sides);
            const auto seen = std::find(walk.begin(), walk.end(), corner);
            if (seen == walk.end()) {
                walk.push_back(corner);
                continue;
            }
            CornerRing ring(seen, walk.end());
            ring.push_back(corner);
            rings.push_back(std::move(ring));
            walk.erase(seen + 1, walk.end());
        }
    }
    return rings;
}

/// Twice the signed area: positive when the ring runs counter-clockwise, as shells do.
inline int doubled_area(const CornerRing& ring) {
    int doubled = 0;
    for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
        doubled += ring[i].first * ring[i + 1].second - ring[i + 1].first * ring[i].second;
    }
    return doubled;
}

/// Is the cell on this side of the ring? By crossings of a ray to the east from the cell's middle.
inline bool ring_holds_cell(const CornerRing& ring, GridCorner cell) {
    bool inside = false;
    for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
        const auto& [ax, ay] = ring[i];
        const auto& [bx, by] = ring[i + 1];
        if (ax == bx && std::min(ay, by) == cell.second && ax > cell.first) inside = !inside;
    }
    return inside;
}

/// A cell inside the hole, beside its first vertical side (holes run clockwise: the cell is on the right).
inline GridCorner cell_in_hole(const CornerRing& hole) {
    for (std::size_t i = 0; i + 1 < hole.size(); ++i) {
        const auto& [ax, ay] = hole[i];
        const auto& [bx, by] = hole[i + 1];
        if (ax == bx) return by > ay ? GridCorner{ax, ay} : GridCorner{ax - 1, by};
    }
    return hole.front();
}

/// A boundary of one shell and perhaps holes.
inline Boundary one_polygon(std::vector<Ring> rings) {
    Boundary boundary;
    boundary.polygons.emplace_back().rings = std::move(rings);
    return boundary;
}

inline Boundary one_ring(Ring ring) {
    std::vector<Ring> rings;
    rings.push_back(std::move(ring));
    return one_polygon(std::move(rings));
}

inline Ring positions_of(const CornerRing& corners) {
    Ring ring;
    for (const auto& corner : corners) ring.push_back(position_of(corner));
    return ring;
}

/// The union of the cells.
inline Boundary boundary_of(const GridCells& cells) {
    const auto rings = outline_rings(cells);
    std::vector<const CornerRing*> shells;
    Boundary boundary;
    for (const auto& ring : rings) {
        if (doubled_area(ring) < 0) continue;
        shells.push_back(&ring);
        boundary.polygons.emplace_back().rings.push_back(positions_of(ring));
    }
    for (const auto& ring : rings) {
        if (doubled_area(ring) > 0) continue;
        // The innermost shell around the hole: an island may lie in the hole of another.
        std::size_t holder = shells.size();
        for (std::size_t i = 0; i < shells.size(); ++i) {
            if (!ring_holds_cell(*shells[i], cell_in_hole(ring))) continue;
            if (holder == shells.size() || doubled_area(*shells[i]) < doubled_area(*shells[holder]))
                holder = i;
        }
        assert(holder < shells.size());
        boundary.polygons[holder].rings.push_back(positions_of(ring));
    }
    return boundary;
}

inline Area grid_area(AreaCode area, std::string name, AreaLevel level, std::uint64_t fid,
                      const GridCells& cells) {
    return {area, std::move(name), level, statistical_parent(area), fid, boundary_of(cells), {}, {}};
}

inline AreaTree grid(std::string_view drawing) {
    const auto villages = cells_by_letter(drawing);
    GridCells all;
    for (const auto& [letter, cells] : villages) all.insert(cells.begin(), cells.end());
    std::vector<Area> areas;
    areas.push_back(grid_area(area_code("410199"), "County", AreaLevel::county, 1, all));
    areas.back().parent = {};
    areas.push_back(grid_area(area_code("410199101"), "Township", AreaLevel::township, 2, all));
    for (const auto& [letter, cells] : villages) {
        areas.push_back(grid_area(village_code(letter), std::string(1, letter) + " village",
                                  AreaLevel::village, areas.size() + 1, cells));
    }
    return AreaTree::of(std::move(areas)).value();
}

/// Villages 410199101201, ... without names, township or county, for shapes that letters cannot draw.
inline AreaTree villages_of(const std::vector<Boundary>& boundaries) {
    std::vector<Area> areas;
    for (const auto& boundary : boundaries) {
        Area area;
        area.code = area_code(std::to_string(410199101201 + static_cast<std::int64_t>(areas.size())));
        area.boundary = boundary;
        areas.push_back(std::move(area));
    }
    return AreaTree::of(std::move(areas)).value();
}

/// So far east and north of the drawing's south-west corner.
inline LonLat position_at(Metres east, Metres north) {
    return {grid_origin.lon + east.value / 1000 * lon_deg_per_km,
            grid_origin.lat + north.value / 1000 * lat_deg_per_km};
}

/// So far east and north of the south-west corner of a village's bounds.
inline LonLat household_at(const AreaTree& county, char letter, Metres east, Metres north) {
    const auto& bounds = county[county.find(village_code(letter))].bounds;
    return {bounds.west + east.value / 1000 * lon_deg_per_km,
            bounds.south + north.value / 1000 * lat_deg_per_km};
}

/// The letter of a village of `grid`; '.' for none.
inline char letter_of(const AreaTree& county, AreaIndex village) {
    if (village == no_area) return '.';
    const auto number = county[village].code.str().substr(9);
    return static_cast<char>('A' + (std::stoi(number) - 201));
}

}  // namespace courtyard

// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "data/sample/shared_borders.h"

#include <algorithm>
#include <cassert>

#include "data/sample/random_stream.h"

namespace courtyard {

namespace {

using Vertex = HexGrid::Vertex;

/// One side of a cell that parts two groups, with the group on its left.
struct Side {
    Vertex from;
    Vertex to;
};

struct Outlines {
    std::vector<Side> sides;
    std::vector<std::size_t> first;  ///< by group, and one past the end
};

Outlines outlines_of(const SampleLand& land, const std::vector<std::uint32_t>& group_of, std::size_t groups) {
    const auto group = [&](HexGrid::Cell cell) {
        const std::uint32_t village = land.village_of[cell];
        return village == no_village ? no_village : group_of[village];
    };
    const auto each_side = [&](auto&& visit) {
        for (const HexGrid::Cell cell : land.cells) {
            if (land.depth[cell] != 0) continue;
            const std::uint32_t own = group(cell);
            const auto near = land.grid.neighbours(cell);
            const auto around = land.grid.vertices(cell);
            for (std::size_t k = 0; k < 6; ++k) {
                if (group(near[k]) != own) visit(own, Side{around[k], around[(k + 1) % 6]});
            }
        }
    };
    Outlines found;
    found.first.assign(groups + 1, 0);
    each_side([&](std::uint32_t own, const Side&) { ++found.first[own + 1]; });
    for (std::size_t i = 0; i < groups; ++i) found.first[i + 1] += found.first[i];
    found.sides.resize(found.first[groups]);
    std::vector<std::size_t> next(found.first.begin(), found.first.end() - 1);
    each_side([&](std::uint32_t own, const Side& side) { found.sides[next[own]++] = side; });
    return found;
}

/// A vertex moved at random by less than a fifth of a side: small enough that no two sides can cross.
GroundPoint jittered(const SampleLand& land, Vertex vertex, std::uint64_t seed) {
    const std::uint64_t word = mix(seed, vertex);
    const double reach = 0.26 * land.grid.side();
    GroundPoint at = land.grid.position(vertex);
    at.x += (unit_of(word) - 0.5) * reach;
    at.y += (unit_of(mix(word, 1)) - 0.5) * reach;
    return at;
}

/// Where a vertex lies: half way to the middle of its two border neighbours, which takes the lattice out of
/// the line; where three villages meet it stays.
LonLat placed(const SampleLand& land, Vertex vertex, std::uint64_t seed) {
    const HexGrid::Corner corner = land.grid.corner(vertex);
    GroundPoint at = jittered(land, vertex, seed);
    GroundPoint ends{};
    int borders = 0;
    for (std::size_t k = 0; k < 3; ++k) {
        if (land.village_of[corner.cells[k]] == land.village_of[corner.cells[(k + 1) % 3]]) continue;
        const GroundPoint end = jittered(land, corner.ends[k], seed);
        ends.x += end.x;
        ends.y += end.y;
        ++borders;
    }
    if (borders == 2) at = {at.x * 0.5 + ends.x * 0.25, at.y * 0.5 + ends.y * 0.25};
    return on_earth(at);
}

double signed_area(const Ring& ring) {
    double twice = 0;
    const LonLat origin = ring.front();
    for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
        twice += (ring[i].lon - origin.lon) * (ring[i + 1].lat - origin.lat) -
                 (ring[i + 1].lon - origin.lon) * (ring[i].lat - origin.lat);
    }
    return twice / 2;
}

/// Chains the sides of one group. In a hexagonal lattice one side enters and one leaves each vertex.
std::vector<Ring> rings_of(const SampleLand& land, std::vector<Side> sides, std::uint64_t seed) {
    const auto by_start = [](const Side& a, const Side& b) { return a.from < b.from; };
    std::sort(sides.begin(), sides.end(), by_start);
    std::vector<bool> used(sides.size(), false);
    std::vector<Ring> rings;
    for (std::size_t start = 0; start < sides.size(); ++start) {
        if (used[start]) continue;
        Ring ring;
        for (std::size_t i = start; !used[i];) {
            used[i] = true;
            ring.push_back(placed(land, sides[i].from, seed));
            const auto next = std::lower_bound(sides.begin(), sides.end(), Side{sides[i].to, 0}, by_start);
            assert(next != sides.end() && next->from == sides[i].to);
            i = static_cast<std::size_t>(next - sides.begin());
        }
        ring.push_back(ring.front());
        rings.push_back(std::move(ring));
    }
    return rings;
}

}  // namespace

std::vector<Boundary> shared_borders(const SampleLand& land, const std::vector<std::uint32_t>& group_of,
                                     std::size_t groups, std::uint64_t seed) {
    const Outlines outlines = outlines_of(land, group_of, groups);
    std::vector<Boundary> boundaries(groups);
    for (std::size_t i = 0; i < groups; ++i) {
        const auto begin = outlines.sides.begin();
        std::vector<Side> own(begin + static_cast<std::ptrdiff_t>(outlines.first[i]),
                              begin + static_cast<std::ptrdiff_t>(outlines.first[i + 1]));
        // A connected group has exactly one shell; whatever else it has are holes.
        Polygon polygon{rings_of(land, std::move(own), seed)};
        std::stable_partition(polygon.rings.begin(), polygon.rings.end(),
                              [](const Ring& ring) { return signed_area(ring) > 0; });
        boundaries[i].polygons.push_back(std::move(polygon));
    }
    return boundaries;
}

}  // namespace courtyard

// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "geo/boundary_change.h"

#include <algorithm>
#include <vector>

#include "geo/box_tree.h"
#include "geo/editions/ground.h"
#include "geo/geos_geometry.h"
#include "geo/known_vertices.h"
#include "geo/rough_plane.h"

namespace courtyard {
namespace {

std::vector<Bounds> boxes_of(const std::vector<Edge>& edges) {
    std::vector<Bounds> boxes;
    boxes.reserve(edges.size());
    for (const Edge& edge : edges) {
        Bounds box;
        box.add(edge.a);
        box.add(edge.b);
        boxes.push_back(box);
    }
    return boxes;
}

/// Whether every edge of `some` begins on the line of `line`.
bool runs_on(const std::vector<Edge>& some, const std::vector<Edge>& line) {
    const BoxTree tree(boxes_of(line));
    return std::ranges::all_of(some, [&](const Edge& edge) {
        const DegreeLength degree = degree_length(edge.a.lat);
        const double east = same_spot.value / degree.east_m;
        const double north = same_spot.value / degree.north_m;
        const Bounds window{edge.a.lon - east, edge.a.lat - north, edge.a.lon + east, edge.a.lat + north};
        const RoughPlane plane(edge.a);
        return std::ranges::any_of(tree.touching(window), [&](std::uint32_t number) {
            return plane.nearest_spot(line[number]).distance_m < same_spot.value;
        });
    });
}

}  // namespace

bool same_border(const Boundary& before, const Boundary& after) {
    if (before.empty() || after.empty()) return before.empty() == after.empty();
    if (same_edges(before, after)) return true;
    const auto old_edges = edges_of(before);
    const auto new_edges = edges_of(after);
    return runs_on(new_edges, old_edges) && runs_on(old_edges, new_edges);
}

BoundaryChange boundary_change(const Boundary& before, const Boundary& after) {
    if (before.empty()) return {after, {}, ground_m2(after), 0};
    if (after.empty()) return {{}, before, 0, ground_m2(before)};
    const GeosContext geos;
    const GeosGeometry old_shape = geos.multipolygon(before);
    const GeosGeometry new_shape = geos.multipolygon(after);
    BoundaryChange change;
    change.gained = geos.boundary(*geos.difference(*new_shape, *old_shape));
    change.lost = geos.boundary(*geos.difference(*old_shape, *new_shape));
    change.gained_m2 = ground_m2(change.gained);
    change.lost_m2 = ground_m2(change.lost);
    return change;
}

}  // namespace courtyard

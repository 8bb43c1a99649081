// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "geo/quality/border_joining.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <tuple>
#include <unordered_map>

#include "geo/box_tree.h"
#include "geo/rough_plane.h"
#include "geo/topology/lent_vertices.h"

namespace courtyard {
namespace {

Bounds around(const Bounds& bounds, double distance_m) {
    const double lat = std::min(89.0, std::max(std::abs(bounds.south), std::abs(bounds.north)));
    const auto degree = degree_length(lat);
    const double east = distance_m / degree.east_m;
    const double north = distance_m / degree.north_m;
    return {bounds.west - east, bounds.south - north, bounds.east + east, bounds.north + north};
}

Bounds point(LonLat p) {
    Bounds bounds;
    bounds.add(p);
    return bounds;
}

using Areas = std::vector<std::size_t>;

bool have_common(const Areas& a, const Areas& b) {
    return std::ranges::any_of(a, [&](std::size_t area) { return std::ranges::find(b, area) != b.end(); });
}

/// Ends of loose edges, with the areas that have them.
struct LooseVertices {
    std::vector<LonLat> positions;
    std::vector<Areas> users;

    LooseVertices(std::span<const Boundary> boundaries, std::span<const LooseEdge> loose) {
        std::unordered_map<LonLat, std::size_t, LonLatHash> numbers;
        for (const auto& [edge, boundary] : loose) {
            for (const auto p : {edge.a, edge.b})
                if (numbers.try_emplace(p, positions.size()).second) positions.push_back(p);
        }
        users.resize(positions.size());
        for (std::size_t i = 0; i < boundaries.size(); ++i) {
            for (const auto& edge : edges_of(boundaries[i])) {
                const auto found = numbers.find(edge.a);
                if (found == numbers.end()) continue;
                auto& areas = users[found->second];
                if (areas.empty() || areas.back() != i) areas.push_back(i);
            }
        }
    }

    BoxTree tree() const {
        std::vector<Bounds> boxes;
        for (const auto& p : positions) boxes.push_back(point(p));
        return BoxTree(boxes);
    }
};

bool any_fixed(const Areas& areas, const std::vector<bool>& fixed) {
    return std::ranges::any_of(areas, [&](std::size_t area) { return fixed[area]; });
}

/// Those of fixed areas first, then junctions, then those of the area that comes first in the file.
std::vector<std::size_t> order_of(const LooseVertices& vertices, const std::vector<bool>& fixed) {
    std::vector<std::size_t> order(vertices.positions.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::sort(order, {}, [&](std::size_t i) {
        const LonLat p = vertices.positions[i];
        const Areas& users = vertices.users[i];
        return std::tuple(!any_fixed(users, fixed), -static_cast<double>(users.size()), users[0], p.lon,
                          p.lat);
    });
    return order;
}

using Moves = std::unordered_map<LonLat, LonLat, LonLatHash>;

Moves joined_vertices(std::span<const Boundary> boundaries, const std::vector<bool>& fixed,
                      Metres tolerance) {
    LooseVertices vertices(boundaries, loose_edges(boundaries));
    const BoxTree tree = vertices.tree();
    std::vector<bool> stays(vertices.positions.size());
    Moves moves;
    for (const auto v : order_of(vertices, fixed)) {
        const LonLat p = vertices.positions[v];
        const RoughPlane plane(p);
        std::size_t nearest = v;
        double least = tolerance.value;
        for (const std::size_t u : tree.touching(around(point(p), tolerance.value))) {
            if (!stays[u] || have_common(vertices.users[u], vertices.users[v])) continue;
            const LonLat q = vertices.positions[u];
            const double apart = plane.nearest_spot({q, {q.lon, q.lat + 1e-12}}).distance_m;
            if (apart > least) continue;
            least = apart;
            nearest = u;
        }
        if (nearest == v || any_fixed(vertices.users[v], fixed)) {
            stays[v] = true;
            continue;
        }
        moves.emplace(p, vertices.positions[nearest]);
        auto& users = vertices.users[nearest];
        users.insert(users.end(), vertices.users[v].begin(), vertices.users[v].end());
    }
    return moves;
}

/// Without repeated positions and without ways there and back.
Ring tidy(const Ring& ring) {
    Ring open;
    for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
        if (!open.empty() && open.back() == ring[i]) continue;
        if (open.size() > 1 && open[open.size() - 2] == ring[i]) {
            open.pop_back();
            continue;
        }
        open.push_back(ring[i]);
    }
    while (open.size() > 2 && open.front() == open.back()) open.pop_back();
    if (open.size() < 3) return {};
    open.push_back(open.front());
    return open;
}

template <class Change>
Boundary changed(const Boundary& boundary, const Change& change) {
    Boundary result;
    for (const auto& polygon : boundary.polygons) {
        Polygon part;
        for (const auto& ring : polygon.rings) {
            Ring moved = tidy(change(ring));
            if (!moved.empty()) part.rings.push_back(std::move(moved));
            if (part.rings.empty()) break;
        }
        if (!part.rings.empty()) result.polygons.push_back(std::move(part));
    }
    return result;
}

using Bends = std::unordered_map<LonLat, std::vector<std::pair<LonLat, std::vector<LonLat>>>, LonLatHash>;

/// Vertices of others that lie within the tolerance of an edge, in the order of the edge.
std::vector<LonLat> bend_of(const LooseEdge& loose, const LooseVertices& vertices, const BoxTree& tree,
                            Metres tolerance) {
    const auto& [edge, boundary] = loose;
    Bounds box;
    box.add(edge.a);
    box.add(edge.b);
    std::vector<std::pair<double, LonLat>> through;
    for (const auto v : tree.touching(around(box, tolerance.value))) {
        const LonLat p = vertices.positions[v];
        if (std::ranges::find(vertices.users[v], boundary) != vertices.users[v].end()) continue;
        const auto spot = RoughPlane(p).nearest_spot(edge);
        if (spot.distance_m > tolerance.value || spot.position == edge.a || spot.position == edge.b) continue;
        const double along =
            std::abs(spot.position.lon - edge.a.lon) + std::abs(spot.position.lat - edge.a.lat);
        through.emplace_back(along, p);
    }
    std::ranges::sort(through, {}, [](const auto& item) {
        return std::tuple(item.first, item.second.lon, item.second.lat);
    });
    std::vector<LonLat> positions;
    for (const auto& [along, p] : through) positions.push_back(p);
    return positions;
}

/// By the first position of the edge, then the second, in the way of the ring.
Bends bends_of(std::span<const Boundary> boundaries, const std::vector<bool>& fixed, Metres tolerance) {
    const auto loose = loose_edges(boundaries);
    const LooseVertices vertices(boundaries, loose);
    const BoxTree tree = vertices.tree();
    Bends bends;
    for (const auto& edge : loose) {
        if (fixed[edge.boundary]) continue;
        auto through = bend_of(edge, vertices, tree, tolerance);
        if (!through.empty()) bends[edge.edge.a].emplace_back(edge.edge.b, std::move(through));
    }
    return bends;
}

Ring bent(const Ring& ring, const Bends& bends) {
    Ring result;
    for (std::size_t i = 0; i < ring.size(); ++i) {
        result.push_back(ring[i]);
        if (i + 1 == ring.size()) break;
        const auto from = bends.find(ring[i]);
        if (from == bends.end()) continue;
        for (const auto& [to, through] : from->second)
            if (to == ring[i + 1]) result.insert(result.end(), through.begin(), through.end());
    }
    return result;
}

}  // namespace

std::vector<Boundary> joined_borders(std::span<const Boundary> boundaries, const std::vector<bool>& fixed,
                                     Metres tolerance) {
    const Moves moves = joined_vertices(boundaries, fixed, tolerance);
    std::vector<Boundary> joined;
    for (const auto& boundary : boundaries) {
        joined.push_back(changed(boundary, [&](Ring ring) {
            for (auto& p : ring)
                if (const auto move = moves.find(p); move != moves.end()) p = move->second;
            return ring;
        }));
    }
    const Bends bends = bends_of(joined, fixed, tolerance);
    for (auto& boundary : joined)
        boundary = changed(boundary, [&](const Ring& ring) { return bent(ring, bends); });
    return joined;
}

}  // namespace courtyard

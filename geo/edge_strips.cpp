// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "geo/edge_strips.h"

#include <cmath>

#include "geo/orientation.h"

namespace courtyard {
namespace {

/// As many strips as keep the copies (an edge is filed in every strip it reaches) below the edges themselves.
std::size_t strip_count(std::span<const Edge> edges, const Bounds& bounds) {
    const double height = bounds.north - bounds.south;
    if (!(height > 0)) return 1;
    double climbed = 0;
    for (const auto& edge : edges) climbed += std::abs(edge.b.lat - edge.a.lat);
    const double crossings = std::max(2.0, climbed / height);
    return static_cast<std::size_t>(std::max(1.0, static_cast<double>(edges.size()) / crossings));
}

enum class Crossing : std::uint8_t { none, crossed, on_edge };

/// Does the ray from `p` to the east cross this edge? The lower end belongs to the edge, the upper one does
/// not.
Crossing crossing(const Edge& edge, LonLat p) {
    const auto& [a, b] = edge;
    const bool a_above = a.lat > p.lat;
    const bool b_above = b.lat > p.lat;
    const auto [west, east] = std::minmax(a.lon, b.lon);
    if (a_above == b_above) {
        if (a_above || (a.lat != p.lat && b.lat != p.lat)) return Crossing::none;
        if (a == p || b == p) return Crossing::on_edge;
        const bool level = a.lat == b.lat;
        return level && p.lon > west && p.lon < east ? Crossing::on_edge : Crossing::none;
    }
    if (p.lon < west) return Crossing::crossed;
    if (p.lon > east) return Crossing::none;
    const int turn = orientation(a, b, p);
    if (turn == 0) return Crossing::on_edge;
    return (turn > 0) == b_above ? Crossing::crossed : Crossing::none;
}

}  // namespace

std::vector<Edge> edges_of(const Boundary& boundary) {
    std::vector<Edge> edges;
    for (const auto& polygon : boundary.polygons) {
        for (const auto& ring : polygon.rings) {
            for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
                if (ring[i] != ring[i + 1]) edges.push_back({ring[i], ring[i + 1]});
            }
        }
    }
    return edges;
}

EdgeStrips::EdgeStrips(const Boundary& boundary) : bounds_(bounds_of(boundary)) {
    const auto edges = edges_of(boundary);
    strips_ = strip_count(edges, bounds_);
    if (strips_ > 1) strips_per_degree_ = static_cast<double>(strips_) / (bounds_.north - bounds_.south);
    const auto strips_between = [&](const Edge& edge) {
        const auto [south, north] = std::minmax(edge.a.lat, edge.b.lat);
        return std::pair(strip_of(south), strip_of(north));
    };
    first_.assign(strips_ + 1, 0);
    for (const auto& edge : edges) {
        const auto [low, high] = strips_between(edge);
        for (auto strip = low; strip <= high; ++strip) ++first_[strip + 1];
    }
    for (std::size_t strip = 0; strip < strips_; ++strip) first_[strip + 1] += first_[strip];
    edges_.resize(first_.back());
    auto next = first_;
    for (const auto& edge : edges) {
        const auto [low, high] = strips_between(edge);
        for (auto strip = low; strip <= high; ++strip) edges_[next[strip]++] = edge;
    }
}

/// Never decreases as the latitude grows (subtraction, product and truncation all round the same way), so an
/// edge is filed in the strip of every latitude between its ends.
std::size_t EdgeStrips::strip_of(double lat) const {
    return std::min(strips_ - 1, static_cast<std::size_t>((lat - bounds_.south) * strips_per_degree_));
}

Side EdgeStrips::side(LonLat position) const {
    if (!bounds_.contains(position)) return Side::outside;
    const auto strip = strip_of(position.lat);
    bool inside = false;
    for (auto i = first_[strip]; i < first_[strip + 1]; ++i) {
        const auto met = crossing(edges_[i], position);
        if (met == Crossing::on_edge) return Side::border;
        inside ^= met == Crossing::crossed;
    }
    return inside ? Side::inside : Side::outside;
}

}  // namespace courtyard

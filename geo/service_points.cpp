// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "geo/service_points.h"

#include <cmath>

#include "geo/radians.h"

namespace courtyard {
namespace {

constexpr double semi_major_axis = 6378137.0;
constexpr double flattening = 1 / 298.257223563;

/// How much longer (squared) than the shortest chord another may be and yet belong to the shorter geodesic:
/// the earth's radii of curvature differ by 1 %, and a chord is shorter than its arc by (arc / radius)^2
/// / 24.
double slack_squared(double chord_squared) {
    const double bow = chord_squared / (semi_major_axis * semi_major_axis);
    return chord_squared * (1 + 2e-6 + 8e-3 * bow) + 1e-4;
}

/// The place of a box that is nearest to another place.
ServicePoints::Space clamped(const ServicePoints::Space& place, const ServicePoints::Space& least,
                             const ServicePoints::Space& most) {
    return {std::clamp(place[0], least[0], most[0]), std::clamp(place[1], least[1], most[1]),
            std::clamp(place[2], least[2], most[2])};
}

}  // namespace

ServicePoints::Space ServicePoints::in_space(LonLat position) {
    constexpr double eccentricity_squared = flattening * (2 - flattening);
    const double sine = std::sin(position.lat * radians_per_degree);
    const double normal = semi_major_axis / std::sqrt(1 - eccentricity_squared * sine * sine);
    const double from_axis = normal * std::cos(position.lat * radians_per_degree);
    return {from_axis * std::cos(position.lon * radians_per_degree),
            from_axis * std::sin(position.lon * radians_per_degree),
            normal * (1 - eccentricity_squared) * sine};
}

double ServicePoints::chord_squared(const Space& a, const Space& b) {
    const double x = a[0] - b[0];
    const double y = a[1] - b[1];
    const double z = a[2] - b[2];
    return x * x + y * y + z * z;
}

ServicePoints::ServicePoints(std::vector<LonLat> positions) : positions_(std::move(positions)) {
    nodes_.reserve(positions_.size());
    for (std::uint32_t point = 0; point < positions_.size(); ++point)
        nodes_.push_back({in_space(positions_[point]), point, {}, {}});
    arrange(0, nodes_.size(), 0);
}

void ServicePoints::arrange(std::size_t begin, std::size_t end, unsigned axis) {
    if (begin == end) return;
    const std::size_t middle = begin + (end - begin) / 2;
    const auto at = [&](std::size_t i) { return nodes_.begin() + static_cast<std::ptrdiff_t>(i); };
    std::nth_element(at(begin), at(middle), at(end),
                     [axis](const Node& a, const Node& b) { return a.place[axis] < b.place[axis]; });
    Node& node = nodes_[middle];
    node.least = node.most = node.place;
    for (std::size_t i = begin; i < end; ++i) {
        for (std::size_t along = 0; along < 3; ++along) {
            node.least[along] = std::min(node.least[along], nodes_[i].place[along]);
            node.most[along] = std::max(node.most[along], nodes_[i].place[along]);
        }
    }
    arrange(begin, middle, (axis + 1) % 3);
    arrange(middle + 1, end, (axis + 1) % 3);
}

/// `visit(node)` takes a node in; `visit.reach_squared` is how far the search still has to look.
template <class Visit>
void ServicePoints::search(const Space& from, std::size_t begin, std::size_t end, unsigned axis,
                           Visit& visit) const {
    if (begin == end) return;
    const std::size_t middle = begin + (end - begin) / 2;
    const Node& node = nodes_[middle];
    if (chord_squared(from, clamped(from, node.least, node.most)) > visit.reach_squared) return;
    const unsigned next = (axis + 1) % 3;
    const bool low_first = from[axis] < node.place[axis];
    if (low_first)
        search(from, begin, middle, next, visit);
    else
        search(from, middle + 1, end, next, visit);
    visit(node);
    if (low_first)
        search(from, middle + 1, end, next, visit);
    else
        search(from, begin, middle, next, visit);
}

double ServicePoints::shortest_chord_squared(const Space& from) const {
    struct Shortest {
        const Space& from;
        double reach_squared = std::numeric_limits<double>::infinity();
        void operator()(const Node& node) {
            reach_squared = std::min(reach_squared, chord_squared(from, node.place));
        }
    } shortest{from};
    search(from, 0, nodes_.size(), 0, shortest);
    return shortest.reach_squared;
}

ServicePoints::Nearest ServicePoints::nearest(LonLat position) const {
    Nearest best;
    if (empty()) return best;
    const Space from = in_space(position);
    struct Decide {
        const ServicePoints& points;
        const Space& from;
        LonLat position;
        Nearest& best;
        double reach_squared;
        void operator()(const Node& node) const {
            if (chord_squared(from, node.place) > reach_squared) return;
            const Metres far = distance(position, points.positions_[node.point]);
            if (far < best.distance || (far == best.distance && node.point < best.point))
                best = {node.point, far};
        }
    } decide{*this, from, position, best, slack_squared(shortest_chord_squared(from))};
    search(from, 0, nodes_.size(), 0, decide);
    return best;
}

std::vector<std::uint32_t> ServicePoints::about_within(LonLat position, Metres distance) const {
    std::vector<std::uint32_t> found;
    const Space from = in_space(position);
    struct Collect {
        const Space& from;
        std::vector<std::uint32_t>& found;
        double reach_squared;
        void operator()(const Node& node) const {
            if (chord_squared(from, node.place) <= reach_squared) found.push_back(node.point);
        }
    } collect{from, found, distance.value * distance.value};
    search(from, 0, nodes_.size(), 0, collect);
    std::ranges::sort(found);
    return found;
}

}  // namespace courtyard

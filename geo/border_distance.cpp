// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "geo/border_distance.h"

#include <cmath>
#include <numbers>

namespace courtyard {
namespace {

constexpr double worth_measuring = 1.001;

struct Spot {
    LonLat position;
    double distance_m = 0;
};

/// The nearest spot of an edge in a plane whose east-west scale is that of the latitude half-way to the edge:
/// good to the third order of the distance.
Spot nearest_spot(const Edge& edge, LonLat p, const DegreeLength& at_p) {
    constexpr double radians = std::numbers::pi / 180;
    const double toward =
        std::clamp(p.lat, std::min(edge.a.lat, edge.b.lat), std::max(edge.a.lat, edge.b.lat));
    const double squeeze = std::cos((p.lat + toward) / 2 * radians) / std::cos(p.lat * radians);
    const double east_m = at_p.east_m * squeeze;
    const double ax = (edge.a.lon - p.lon) * east_m;
    const double ay = (edge.a.lat - p.lat) * at_p.north_m;
    const double dx = (edge.b.lon - edge.a.lon) * east_m;
    const double dy = (edge.b.lat - edge.a.lat) * at_p.north_m;
    const double along = std::clamp(-(ax * dx + ay * dy) / (dx * dx + dy * dy), 0.0, 1.0);
    const LonLat spot{edge.a.lon + along * (edge.b.lon - edge.a.lon),
                      edge.a.lat + along * (edge.b.lat - edge.a.lat)};
    return {spot, std::hypot(ax + along * dx, ay + along * dy)};
}

}  // namespace

DegreeLength degree_length(double lat) {
    constexpr double semi_major_axis = 6378137.0;
    constexpr double flattening = 1 / 298.257223563;
    constexpr double eccentricity_squared = flattening * (2 - flattening);
    constexpr double radians = std::numbers::pi / 180;
    const double sine = std::sin(lat * radians);
    const double w = std::sqrt(1 - eccentricity_squared * sine * sine);
    const double north = semi_major_axis * (1 - eccentricity_squared) / (w * w * w);
    return {north * radians, semi_major_axis / w * std::cos(lat * radians) * radians};
}

double rough_border_distance_m(const Edge& edge, LonLat position) {
    return nearest_spot(edge, position, degree_length(position.lat)).distance_m;
}

Metres border_distance(std::span<const Edge> edges, LonLat position) {
    const auto at_position = degree_length(position.lat);
    double nearest_m = std::numeric_limits<double>::infinity();
    for (const auto& edge : edges) {
        nearest_m = std::min(nearest_m, nearest_spot(edge, position, at_position).distance_m);
    }
    Metres measured{std::numeric_limits<double>::infinity()};
    for (const auto& edge : edges) {
        const auto spot = nearest_spot(edge, position, at_position);
        if (spot.distance_m > nearest_m * worth_measuring) continue;
        measured = std::min(measured, distance(position, spot.position));
    }
    return measured;
}

}  // namespace courtyard

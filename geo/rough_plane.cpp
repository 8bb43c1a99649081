// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "geo/rough_plane.h"

#include <cmath>

#include "geo/radians.h"

namespace courtyard {
DegreeLength degree_length(double lat) {
    constexpr double semi_major_axis = 6378137.0;
    constexpr double flattening = 1 / 298.257223563;
    constexpr double eccentricity_squared = flattening * (2 - flattening);
    const double sine = std::sin(lat * radians_per_degree);
    const double w = std::sqrt(1 - eccentricity_squared * sine * sine);
    const double north = semi_major_axis * (1 - eccentricity_squared) / (w * w * w);
    return {north * radians_per_degree,
            semi_major_axis / w * std::cos(lat * radians_per_degree) * radians_per_degree};
}

RoughPlane::RoughPlane(LonLat position)
    : position_(position),
      degree_(degree_length(position.lat)),
      cosine_(std::cos(position.lat * radians_per_degree)) {}

/// In a plane whose east-west scale is that of the latitude half-way to the edge: good to the third order of
/// the distance.
RoughPlane::Spot RoughPlane::nearest_spot(const Edge& edge) const {
    const auto& p = position_;
    const double toward =
        std::clamp(p.lat, std::min(edge.a.lat, edge.b.lat), std::max(edge.a.lat, edge.b.lat));
    const double east_m = degree_.east_m * std::cos((p.lat + toward) / 2 * radians_per_degree) / cosine_;
    const double ax = (edge.a.lon - p.lon) * east_m;
    const double ay = (edge.a.lat - p.lat) * degree_.north_m;
    const double dx = (edge.b.lon - edge.a.lon) * east_m;
    const double dy = (edge.b.lat - edge.a.lat) * degree_.north_m;
    const double along = std::clamp(-(ax * dx + ay * dy) / (dx * dx + dy * dy), 0.0, 1.0);
    const double x = ax + along * dx;
    const double y = ay + along * dy;
    return {{edge.a.lon + along * (edge.b.lon - edge.a.lon), edge.a.lat + along * (edge.b.lat - edge.a.lat)},
            std::sqrt(x * x + y * y)};
}

}  // namespace courtyard

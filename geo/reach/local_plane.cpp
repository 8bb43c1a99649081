// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "geo/reach/local_plane.h"

#include <geodesic.h>

#include <cmath>

#include "geo/ellipsoid.h"
#include "geo/radians.h"
#include "geo/rough_plane.h"

namespace courtyard {
LocalPlane::LocalPlane(LonLat origin) : origin_(origin) {
    constexpr double step_deg = 0.1;
    constexpr double step = step_deg * radians_per_degree;
    const auto through = [](double before, double here, double after) {
        return Series{here, (after - before) / (2 * step), (after - 2 * here + before) / (2 * step * step)};
    };
    const DegreeLength before = degree_length(origin.lat - step_deg);
    const DegreeLength here = degree_length(origin.lat);
    const DegreeLength after = degree_length(origin.lat + step_deg);
    north_ = through(before.north_m / radians_per_degree, here.north_m / radians_per_degree,
                     after.north_m / radians_per_degree);
    east_ = through(before.east_m / radians_per_degree, here.east_m / radians_per_degree,
                    after.east_m / radians_per_degree);
    const double sine = std::sin(origin.lat * radians_per_degree);
    turning_ = {sine, std::cos(origin.lat * radians_per_degree), -sine / 2};
}

PlaneSpot LocalPlane::far_spot(LonLat position) const {
    double metres = 0;
    double azimuth_deg = 0;
    geod_inverse(&wgs84_ellipsoid(), origin_.lat, origin_.lon, position.lat, position.lon, &metres,
                 &azimuth_deg, nullptr);
    return {metres * std::sin(azimuth_deg * radians_per_degree),
            metres * std::cos(azimuth_deg * radians_per_degree)};
}

}  // namespace courtyard

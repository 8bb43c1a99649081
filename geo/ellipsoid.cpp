// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "geo/ellipsoid.h"

#include <geodesic.h>

namespace courtyard {

const geod_geodesic& wgs84_ellipsoid() {
    static const geod_geodesic ellipsoid = [] {
        geod_geodesic wgs84{};
        geod_init(&wgs84, 6378137.0, 1 / 298.257223563);
        return wgs84;
    }();
    return ellipsoid;
}

}  // namespace courtyard

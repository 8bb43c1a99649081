// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

struct geod_geodesic;

namespace courtyard {

/// The WGS 84 ellipsoid as PROJ's geodesic routines want it; the room's own, not for other rooms.
const geod_geodesic& wgs84_ellipsoid();

}  // namespace courtyard

// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "api/service.h"

namespace courtyard {

/// `/api/exports/coverage.tif`: the distance of every place to the nearest point of a service, as GeoTIFF.
/// With `radius_m` only what lies within it: the rest is without data.
Response coverage_raster(const Call& call);

}  // namespace courtyard

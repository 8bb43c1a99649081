// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>

#include "geo/crs.h"
#include "geo/distance_raster.h"

namespace courtyard {

/// Writes a raster as GeoTIFF: 32-bit floats, `nothing` as nodata, compressed, in tiles. The file appears
/// whole or not at all.
///
/// @param crs  EPSG:4490 or EPSG:4326
/// Errors   unsupported: export.crs
Result<void> write_raster(const DistanceRaster& raster, Crs crs, const std::filesystem::path& file);

}  // namespace courtyard

// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "geo/service_points.h"
#include "geo/village_index.h"

namespace courtyard {

/// A picture of distances: square cells in degrees, rows from north to south.
struct DistanceRaster {
    LonLat north_west;  ///< corner, not middle, of the first cell
    double cell_deg = 0;
    std::size_t columns = 0;
    std::size_t rows = 0;
    std::vector<float> metres;  ///< row by row; `nothing` outside the area

    static constexpr float nothing = -9999;
    /// The middle of a cell.
    LonLat middle(std::size_t column, std::size_t row) const;
};

/// The geodesic distance from the middle of each cell to the nearest point, for cells whose middle lies in
/// one of the area's villages.
///
/// @param cell_deg  side of a cell; 0: about 1,000 cells along the longer side, not below 0.00005 degrees (5
/// m) Errors   invalid_input: raster.cell (negative, not finite, below 0.00001 or above 10);
///          too_large: raster.too_large (over 25 million cells); not_found: raster.no_point,
///          raster.no_boundary
/// Cost     2 us per cell inside
Result<DistanceRaster> distance_raster(const AreaTree& areas, const VillageIndex& villages, AreaIndex area,
                                       const ServicePoints& points, double cell_deg);

}  // namespace courtyard

// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "geo/distance_raster.h"

#include <fmt/format.h>

#include <cmath>

namespace courtyard {
namespace {

constexpr double most_cells = 25e6;
constexpr double usual_cells_along = 1'000;
constexpr double least_usual_deg = 0.00005;
constexpr double least_deg = 0.00001;
constexpr double most_deg = 10;

Result<double> checked_cell(double cell_deg, const Bounds& bounds) {
    if (cell_deg == 0) {
        const double longer = std::max(bounds.east - bounds.west, bounds.north - bounds.south);
        return std::max(longer / usual_cells_along, least_usual_deg);
    }
    if (cell_deg >= least_deg && cell_deg <= most_deg) return cell_deg;
    return fail(
        ErrorCode::invalid_input, "raster.cell",
        {fmt::format("格网边长应为 {} 至 {} 度，不能是 {}", least_deg, most_deg, cell_deg),
         fmt::format("a cell's side is from {} to {} degrees, not {}", least_deg, most_deg, cell_deg)},
        "cell");
}

Result<DistanceRaster> empty_raster(const Bounds& bounds, double cell_deg) {
    DistanceRaster raster;
    raster.north_west = {bounds.west, bounds.north};
    raster.cell_deg = cell_deg;
    const double columns = std::max(std::ceil((bounds.east - bounds.west) / cell_deg), 1.0);
    const double rows = std::max(std::ceil((bounds.north - bounds.south) / cell_deg), 1.0);
    if (columns * rows > most_cells)
        return fail(ErrorCode::too_large, "raster.too_large",
                    {fmt::format("格网有 {:.0f} 格，最多 {:.0f} 格；请加大边长", columns * rows, most_cells),
                     fmt::format("{:.0f} cells, at most {:.0f} are made; take larger cells", columns * rows,
                                 most_cells)},
                    "cell");
    raster.columns = static_cast<std::size_t>(columns);
    raster.rows = static_cast<std::size_t>(rows);
    raster.metres.assign(raster.columns * raster.rows, DistanceRaster::nothing);
    return raster;
}

}  // namespace

LonLat DistanceRaster::middle(std::size_t column, std::size_t row) const {
    return {north_west.lon + (static_cast<double>(column) + 0.5) * cell_deg,
            north_west.lat - (static_cast<double>(row) + 0.5) * cell_deg};
}

Result<DistanceRaster> distance_raster(const AreaTree& areas, const VillageIndex& villages, AreaIndex area,
                                       const ServicePoints& points, double cell_deg) {
    const Bounds& bounds = areas[area].bounds;
    if (bounds.empty())
        return fail(ErrorCode::not_found, "raster.no_boundary",
                    {"这个区划没有边界", "the area has no boundary"}, "area");
    if (points.empty())
        return fail(ErrorCode::not_found, "raster.no_point",
                    {"当天没有开放的服务点，没有距离可算",
                     "no point of the service is open on that day: there is no distance"},
                    "service");
    const auto cell = checked_cell(cell_deg, bounds);
    if (!cell) return tl::unexpected(cell.error());
    auto raster = empty_raster(bounds, *cell);
    if (!raster) return raster;
    std::vector<bool> asked(areas.size());
    for (const AreaIndex below : areas.subtree(area)) asked[below] = true;
    std::vector<LonLat> middles(raster->columns);
    std::vector<Located> located(raster->columns);
    for (std::size_t row = 0; row < raster->rows; ++row) {
        for (std::size_t column = 0; column < raster->columns; ++column)
            middles[column] = raster->middle(column, row);
        villages.find(middles, located);
        for (std::size_t column = 0; column < raster->columns; ++column) {
            const AreaIndex village = located[column].village;
            if (village == no_area || !asked[village]) continue;
            raster->metres[row * raster->columns + column] =
                static_cast<float>(points.nearest(middles[column]).distance.value);
        }
    }
    return raster;
}

}  // namespace courtyard

// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "geo/distance_raster.h"

#include <gtest/gtest.h>

#include "tests/geo/grid_county.h"

namespace courtyard {
namespace {

TEST(DistanceRaster, HoldsGeodesicDistancesInsideAndNothingOutside) {
    const AreaTree county = grid("AA.\nABB");
    const VillageIndex villages(county);
    const ServicePoints points({position_at(0.2_km, 0.2_km), position_at(9_km, 9_km)});
    const auto raster = distance_raster(county, villages, county.roots().front(), points, 0.001);
    ASSERT_TRUE(raster);
    EXPECT_EQ(raster->columns, 33U);
    EXPECT_EQ(raster->rows, 19U);
    EXPECT_EQ(raster->metres.size(), 33U * 19U);
    std::size_t outside = 0;
    for (std::size_t row = 0; row < raster->rows; ++row) {
        for (std::size_t column = 0; column < raster->columns; ++column) {
            const LonLat middle = raster->middle(column, row);
            const float metres = raster->metres[row * raster->columns + column];
            if (villages.find(middle).village == no_area) {
                EXPECT_EQ(metres, DistanceRaster::nothing);
                ++outside;
            } else {
                EXPECT_FLOAT_EQ(metres, static_cast<float>(points.nearest(middle).distance.value));
            }
        }
    }
    EXPECT_GT(outside, 90U);
    EXPECT_LT(outside, 140U);
}

TEST(DistanceRaster, OfOneVillageLeavesTheOthersOut) {
    const AreaTree county = grid("AB");
    const auto raster = distance_raster(county, VillageIndex(county), county.find(village_code('B')),
                                        ServicePoints({position_at(0_km, 0_km)}), 0);
    ASSERT_TRUE(raster);
    EXPECT_NEAR(raster->north_west.lon, position_at(1_km, 0_km).lon, 1e-12);
    EXPECT_NEAR(raster->cell_deg, 0.00005, 1e-12);
}

TEST(DistanceRaster, RefusesWhatCannotBeACellOrATable) {
    const AreaTree county = grid("AB");
    const VillageIndex villages(county);
    const ServicePoints points({position_at(0_km, 0_km)});
    const AreaIndex top = county.roots().front();
    for (const double cell : {-1.0, 1e-9, 11.0})
        EXPECT_EQ(distance_raster(county, villages, top, points, cell).error().name, "raster.cell");
    std::string wide(60, 'A');
    std::string drawing;
    for (int row = 0; row < 60; ++row) drawing += wide + "\n";
    const AreaTree large = grid(drawing);
    EXPECT_EQ(distance_raster(large, VillageIndex(large), top, points, 0.00005).error().name,
              "raster.too_large");
    EXPECT_EQ(distance_raster(county, villages, top, ServicePoints(), 0).error().name, "raster.no_point");
}

}  // namespace
}  // namespace courtyard

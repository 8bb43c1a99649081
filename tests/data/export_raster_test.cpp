// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "data/export/export_raster.h"

#include <gdal_priv.h>
#include <gtest/gtest.h>
#include <ogr_spatialref.h>

#include <array>

#include "tests/data/scratch.h"

namespace courtyard {
namespace {

DistanceRaster two_by_three() {
    DistanceRaster raster{.north_west = {113, 35}, .cell_deg = 0.5, .columns = 2, .rows = 3, .metres = {}};
    raster.metres = {1.5F, DistanceRaster::nothing, 2.5F, 3, 4, 5};
    return raster;
}

TEST(ExportRaster, IsAGeoTiffInItsPlaceWithItsValues) {
    const Scratch scratch;
    for (const int epsg : {4490, 4326}) {
        const auto file = scratch.folder() / (std::to_string(epsg) + ".tif");
        ASSERT_TRUE(write_raster(two_by_three(), Crs{epsg}, file));
        const GDALDatasetUniquePtr read(GDALDataset::Open(file.c_str(), GDAL_OF_RASTER));
        ASSERT_TRUE(read);
        EXPECT_EQ(read->GetRasterXSize(), 2);
        EXPECT_EQ(read->GetRasterYSize(), 3);
        std::array<double, 6> place{};
        read->GetGeoTransform(place.data());
        EXPECT_EQ(place, (std::array<double, 6>{113, 0.5, 0, 35, 0, -0.5}));
        EXPECT_STREQ(read->GetSpatialRef()->GetAuthorityCode(nullptr), std::to_string(epsg).c_str());
        std::array<float, 6> metres{};
        ASSERT_EQ(read->GetRasterBand(1)->RasterIO(GF_Read, 0, 0, 2, 3, metres.data(), 2, 3, GDT_Float32, 0,
                                                   0, nullptr),
                  CE_None);
        EXPECT_EQ(metres, (std::array<float, 6>{1.5F, -9999, 2.5F, 3, 4, 5}));
        EXPECT_EQ(read->GetRasterBand(1)->GetNoDataValue(), -9999);
    }
}

TEST(ExportRaster, MetresOfAMapAreRefused) {
    const Scratch scratch;
    const auto written = write_raster(two_by_three(), Crs{3857}, scratch.folder() / "m.tif");
    ASSERT_FALSE(written);
    EXPECT_EQ(written.error().name, "export.crs");
}

TEST(ExportRaster, AFolderThatIsNotThereIsNotWrittenTo) {
    const Scratch scratch;
    EXPECT_ANY_THROW(
        static_cast<void>(write_raster(two_by_three(), Crs{4490}, scratch.folder() / "absent" / "m.tif")));
}

}  // namespace
}  // namespace courtyard

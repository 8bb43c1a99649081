// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "data/export/export_raster.h"

#include <fmt/format.h>
#include <gdal_priv.h>
#include <ogr_spatialref.h>

#include <array>
#include <stdexcept>

#include "data/export/export_place.h"
#include "data/gdal_library.h"
#include "data/scratch_folder.h"

namespace courtyard {
namespace {

[[noreturn]] void broken(const GdalMessages& messages) {
    throw std::runtime_error("cannot write the raster: " + messages.failure());
}

void pour(const DistanceRaster& raster, GDALDataset& file, const OGRSpatialReference& system,
          const GdalMessages& messages) {
    std::array<double, 6> place{raster.north_west.lon, raster.cell_deg, 0, raster.north_west.lat, 0,
                                -raster.cell_deg};
    GDALRasterBand* band = file.GetRasterBand(1);
    const int columns = static_cast<int>(raster.columns);
    const int rows = static_cast<int>(raster.rows);
    // GDAL only reads from the buffer it is given for writing.
    auto* metres = const_cast<float*>(raster.metres.data());
    if (file.SetSpatialRef(&system) != CE_None || file.SetGeoTransform(place.data()) != CE_None ||
        band->SetNoDataValue(static_cast<double>(DistanceRaster::nothing)) != CE_None ||
        band->RasterIO(GF_Write, 0, 0, columns, rows, metres, columns, rows, GDT_Float32, 0, 0, nullptr) !=
            CE_None)
        broken(messages);
    band->SetDescription("distance_m");
    band->SetUnitType("m");
}

}  // namespace

Result<void> write_raster(const DistanceRaster& raster, Crs crs, const std::filesystem::path& file) {
    prepare_gdal();
    const auto place = ExportPlace::in(crs);
    if (!place) return tl::unexpected(place.error());
    if (place->projected())
        return fail(
            ErrorCode::unsupported, "export.crs",
            {fmt::format("栅格为经纬度格网，可用 EPSG:4490、EPSG:4326，不能用 EPSG:{}", crs.epsg),
             fmt::format("a raster's cells are in degrees: EPSG:4490 or EPSG:4326, not EPSG:{}", crs.epsg)},
            "crs");
    GdalMessages messages;
    const ScratchFolder scratch(file.parent_path());
    const auto written = scratch.path() / "distance.tif";
    CPLStringList options;
    options.SetNameValue("COMPRESS", "DEFLATE");
    options.SetNameValue("PREDICTOR", "3");
    options.SetNameValue("TILED", "YES");
    GDALDriver* driver = GetGDALDriverManager()->GetDriverByName("GTiff");
    if (driver == nullptr) broken(messages);
    GDALDatasetUniquePtr dataset(driver->Create(written.c_str(), static_cast<int>(raster.columns),
                                                static_cast<int>(raster.rows), 1, GDT_Float32,
                                                options.List()));
    if (!dataset) broken(messages);
    pour(raster, *dataset, place->system(), messages);
    dataset.reset();
    if (!messages.failure().empty()) broken(messages);
    move_file(written, file);
    return {};
}

}  // namespace courtyard

// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/openapi/operation.h"

namespace courtyard {
namespace {

constexpr std::string_view schemas = R"(
ExportFile = text = villages.gpkg // 图层.格式：shp.zip、gpkg、geojson、fgb、csv、xlsx、kml；图层同要素服务，另有 progress | LAYER.FORMAT: shp.zip, gpkg, geojson, fgb, csv, xlsx, kml; layers as the collections, and progress
ExportEstimate = {
  layer: text = villages, format: text = gpkg, as_of: day, rows: int, bytes: int, exact: bool
  file_name: text = villages_2026-06-30.gpkg
} // 下载前的行数与大小 | rows and size of a download beforehand
)";

constexpr std::string_view export_query =
    "crs?: text default EPSG:4490 // EPSG:4490、4326、3857、4491 至 4554、gk、gk-zone | EPSG:4490, 4326, "
    "3857, "
    "4491 to 4554, gk, gk-zone\n"
    "encoding?: \"utf-8\"|\"gbk\" default utf-8 // shapefile 属性的编码 | encoding of a shapefile's "
    "attributes\n"
    "area level campaign";

}  // namespace

OperationGroup export_operations() {
    constexpr auto get = Method::get;
    return {"exports",
            {"下载", "Exports"},
            schemas,
            {
                {.method = get,
                 .pattern = "/api/exports/{file}/estimate",
                 .id = "exportEstimate",
                 .path = "file: ExportFile",
                 .query = export_query,
                 .answers = "200 ExportEstimate\n404 layer.unknown format.unknown"},
                {.method = get,
                 .pattern = "/api/exports/{file}",
                 .id = "exportLayer",
                 .path = "file: ExportFile",
                 .query = export_query,
                 .answers =
                     "200 application/zip bytes\n200 application/geopackage+sqlite3 bytes\n"
                     "200 application/geo+json bytes\n200 application/flatgeobuf bytes\n200 text/csv bytes\n"
                     "200 application/vnd.openxmlformats-officedocument.spreadsheetml.sheet bytes\n"
                     "200 application/vnd.google-earth.kml+xml bytes\n404 layer.unknown format.unknown"},
            }};
}

}  // namespace courtyard

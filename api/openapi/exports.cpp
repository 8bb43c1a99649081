// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/openapi/operation.h"

namespace courtyard {
namespace {

constexpr std::string_view schemas = R"(
ExportFile = text = villages.gpkg // 图层.格式：shp.zip、gpkg、geojson、fgb、csv、xlsx、kml；图层同要素服务，另有 progress | LAYER.FORMAT: shp.zip, gpkg, geojson, fgb, csv, xlsx, kml; layers as the collections, and progress
ExportEstimate = {
  layer: text = villages, format: text = gpkg, as_of: day, rows: int, bytes: int, exact: bool
  as_job: bool            // 将在后台生成 | it will be made in the background
  file_name: text = villages_2026-06-30.gpkg
} // 下载前的行数与大小 | rows and size of a download beforehand
ExportJob = {
  id: uuid, state: "waiting"|"running"|"done"|"failed"|"stopped", layer: text = courtyards, format: text = gpkg
  file_name: text = courtyards_2026-06-30.gpkg
  rows: int               // 总行数 | rows in all
  done: int               // 已写行数 | rows written
  bytes: int?             // 文件大小，完成后才有 | of the file, when it is done
  created_at: instant, expires_at: instant?
  error?: { code: text = export.failed, detail: text }
  links: [{ rel: text = enclosure, href: text, type: text, title?: text, length?: int }]
} // 后台导出任务 | an export in the background
ExportJobs = { jobs: [ExportJob] }
)";

constexpr std::string_view export_query =
    "crs?: text default EPSG:4490 // EPSG:4490、4326、3857、4491 至 4554、gk、gk-zone | EPSG:4490, 4326, "
    "3857, "
    "4491 to 4554, gk, gk-zone\n"
    "encoding?: \"utf-8\"|\"gbk\" default utf-8 // shapefile 与 CSV 的编码 | encoding of a shapefile's "
    "attributes or a CSV\n"
    "async?: bool default false // 在后台生成 | made in the background, whatever its size\n"
    "area level campaign indicator";

/// Of `coverage.tif` alone.
constexpr std::string_view raster_query =
    "\nkind?: text // coverage.tif：只算这一类 | coverage.tif: only of this kind\n"
    "radius_m?: number 0..500000 // coverage.tif：只留此距离以内 | coverage.tif: only what lies within\n"
    "service";

}  // namespace

OperationGroup export_operations() {
    constexpr auto get = Method::get;
    static const std::string file_query = std::string(export_query) + std::string(raster_query);
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
                 .query = file_query,
                 .headers = "Prefer?: text = respond-async // 在后台生成 | made in the background",
                 .answers =
                     "200 application/zip bytes\n200 application/geopackage+sqlite3 bytes\n"
                     "200 application/geo+json bytes\n200 application/flatgeobuf bytes\n200 text/csv bytes\n"
                     "200 application/vnd.openxmlformats-officedocument.spreadsheetml.sheet bytes\n"
                     "200 application/vnd.google-earth.kml+xml bytes\n200 image/tiff bytes\n202 ExportJob\n"
                     "404 layer.unknown format.unknown\n429 export.too_many\n503 export.busy\n"
                     "507 export.no_room"},
                {.method = get, .pattern = "/api/jobs", .id = "exportJobs", .answers = "200 ExportJobs"},
                {.method = get,
                 .pattern = "/api/jobs/{id}",
                 .id = "exportJob",
                 .path = "id: uuid",
                 .answers = "200 ExportJob\n404 job.unknown\n410 job.expired"},
                {.method = get,
                 .pattern = "/api/jobs/{id}/file",
                 .id = "exportJobFile",
                 .path = "id: uuid",
                 .headers = "Range?: text = \"bytes=1000-\" // 续传：从哪个字节起 | from which byte on\n"
                            "If-Range?: text // 仍是同一文件才续传（ETag） | only of the file with this tag",
                 .answers = "200 application/octet-stream bytes\n206 application/octet-stream bytes\n"
                            "404 job.unknown\n409 job.not_done\n410 job.expired\n416 range.unsatisfiable"},
                {.method = Method::del,
                 .pattern = "/api/jobs/{id}",
                 .id = "deleteExportJob",
                 .path = "id: uuid",
                 .answers = "204\n404 job.unknown\n410 job.expired"},
            }};
}

}  // namespace courtyard

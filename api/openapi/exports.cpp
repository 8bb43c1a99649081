// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/openapi/operation.h"

namespace courtyard {
namespace {

constexpr std::string_view schemas = R"(
ExportFile = text = villages.gpkg // 图层.格式：shp.zip、gpkg、geojson、fgb、csv、xlsx、kml；图层同要素服务，另有 progress | LAYER.FORMAT: shp.zip, gpkg, geojson, fgb, csv, xlsx, kml; layers as the collections, and progress
ExportEstimate = {
  layer: text = villages, format: text = gpkg, as_of: day, rows: int, bytes: int, exact: bool
  as_job: bool // 会在后台生成 | it will be made in the background
  file_name: text = villages_2026-06-30.gpkg
} // 下载前的行数与大小 | rows and size of a download beforehand
JobId = text = 0123456789abcdef // 任务编号 | id of the job
ExportJob = {
  id: JobId, state: "waiting"|"running"|"done"|"failed"|"stopped", layer: text = villages, format: text = gpkg
  file_name: text, rows: int, done: int // 已写的行数 | rows that are written
  bytes: int?, created_at: instant, expires_at: instant?, error?: { code: text, detail: text }
  links: [Link]
} // 后台的导出 | an export in the background
)";

const std::string export_query =
    "crs?: text default EPSG:4490 // EPSG:4490、4326、3857、4491 至 4554、gk、gk-zone | EPSG:4490, 4326, "
    "3857, "
    "4491 to 4554, gk, gk-zone\n"
    "encoding?: \"utf-8\"|\"gbk\" default utf-8 // shapefile 属性与 CSV 的编码 | encoding of a shapefile's "
    "attributes and of CSV\n"
    "area level campaign indicator filter filter-lang filter-crs\n"
    "async?: bool default false // 在后台生成 | made in the background";
constexpr std::string_view raster_query =
    "service area kind?: text // 只看一类服务点 | service points of one kind\n"
    "radius_m?: number 0..500000 = 3000 // 只要此距离以内；缺省为全部 | only within this; all when absent\n"
    "crs?: \"EPSG:4490\"|\"EPSG:4326\" default EPSG:4490";
constexpr const char* export_refusals =
    "400 parameter.unknown parameter.invalid crs.unknown export.format export.encoding export.crs "
    "export.columns filter.syntax\n"
    "404 layer.unknown area.unknown campaign.unknown indicator.unknown revision.unknown";
const std::string estimate_answers = std::string("200 ExportEstimate\n") + export_refusals;
const std::string file_answers =
    std::string(
        "200 application/zip bytes\n200 application/geopackage+sqlite3 bytes\n"
        "200 application/geo+json any\n200 application/flatgeobuf bytes\n200 text/csv bytes\n"
        "200 application/vnd.openxmlformats-officedocument.spreadsheetml.sheet bytes\n"
        "200 application/vnd.google-earth.kml+xml bytes\n"
        "202 ExportJob\n429 limit.requests limit.exports export.too_many\n"
        "503 revision.busy http.overload export.busy\n507 export.no_room\n") +
    export_refusals;

}  // namespace

OperationGroup export_operations() {
    constexpr auto get = Method::get;
    return {
        "exports",
        {"下载", "Exports"},
        schemas,
        {
            {.method = get,
             .pattern = "/api/exports/{file}/estimate",
             .id = "exportEstimate",
             .path = "file: ExportFile",
             .query = export_query,
             .answers = estimate_answers},
            {.method = get,
             .pattern = "/api/exports/coverage.tif",
             .id = "exportCoverage",
             .query = std::string(raster_query),
             .answers =
                 "200 image/tiff;application=geotiff bytes\n"
                 "400 parameter.unknown parameter.invalid area.required reach.radius crs.unknown export.crs\n"
                 "404 service.unknown service.kind area.unknown raster.no_point raster.no_boundary "
                 "revision.unknown",
             .about = {"每格是到最近一处的米数（32 位浮点），范围以外为 -9999。",
                       "Each cell holds the metres to the nearest point as a 32-bit float, -9999 outside."}},
            {.method = get,
             .pattern = "/api/exports/{file}",
             .id = "exportLayer",
             .path = "file: ExportFile",
             .query = export_query,
             .answers = file_answers},
            {.method = get,
             .pattern = "/api/jobs",
             .id = "exportJobs",
             .answers = "200 { jobs: [ExportJob] }"},
            {.method = get,
             .pattern = "/api/jobs/{id}",
             .id = "exportJob",
             .path = "id: JobId",
             .answers = "200 ExportJob\n404 job.unknown\n410 job.expired"},
            {.method = get,
             .pattern = "/api/jobs/{id}/file",
             .id = "exportJobFile",
             .path = "id: JobId",
             .headers = "Range?: text = \"bytes=1000-\" // 从哪个字节续传 | goes on from a byte",
             .answers = "200 */* bytes\n206 */* bytes\n404 "
                        "job.unknown\n409 job.not_done\n410 job.expired\n416 range.unsatisfiable",
             .about = {"类型是文件本身的；支持 Range 与 If-Range。",
                       "Of the type of the file; `Range` and `If-Range` are understood."}},
            {.method = Method::del,
             .pattern = "/api/jobs/{id}",
             .id = "deleteExportJob",
             .path = "id: JobId",
             .answers = "204\n404 job.unknown\n410 job.expired"},
        }};
}

}  // namespace courtyard

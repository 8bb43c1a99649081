// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include <array>

#include "api/handlers/handlers.h"
#include "api/routes/groups.h"
#include "api/routes/row.h"

namespace courtyard {
namespace {

const std::array rows{
    Route{get,
          "/api/exports/{file}/estimate",
          export_estimate,
          guarded,
          Verb::export_layers,
          on_worker,
          {"下载前的行数与大小", "Rows and size of a download beforehand"},
          Times::two},
    // Before the layers, which its name would be taken for.
    Route{get,
          "/api/exports/coverage.tif",
          coverage_raster,
          guarded,
          Verb::export_layers,
          on_worker,
          {"到最近服务点的距离（GeoTIFF）", "The distance to the nearest service point, as GeoTIFF"},
          Times::two},
    Route{get,
          "/api/exports/{file}",
          export_layer,
          guarded,
          Verb::export_layers,
          on_worker,
          {"下载图层", "Download a layer"},
          Times::two},
    Route{get,
          "/api/jobs",
          export_jobs,
          guarded,
          Verb::export_layers,
          on_worker,
          {"自己的导出任务", "One's own exports in the background"}},
    Route{get,
          "/api/jobs/{id}",
          export_job,
          guarded,
          Verb::export_layers,
          on_worker,
          {"导出任务的进度", "How far an export is"}},
    Route{get,
          "/api/jobs/{id}/file",
          export_job_file,
          guarded,
          Verb::export_layers,
          on_worker,
          {"导出任务的文件，可续传", "The file of an export, whole or from a byte on"}},
    Route{del,
          "/api/jobs/{id}",
          delete_export_job,
          guarded,
          Verb::export_layers,
          on_worker,
          {"取消导出任务或删除其文件", "Stop an export, or remove its file"}},
};

}  // namespace

std::span<const Route> export_routes() { return rows; }

}  // namespace courtyard

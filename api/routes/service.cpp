// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include <array>

#include "api/handlers/handlers.h"
#include "api/routes/groups.h"
#include "api/routes/row.h"

namespace courtyard {
namespace {

const std::array rows{
    Route{get, "/healthz", health, open, {}, on_io, {"程序是否活着", "Whether the program is alive"}},
    Route{get, "/readyz", readiness, open, {}, on_io, {"是否可以接受请求", "Whether it takes requests"}},
    Route{get, "/metrics", metrics, open, {}, on_io, {"Prometheus 指标", "Figures for Prometheus"}},
    Route{get,
          "/api/openapi.json",
          openapi,
          open,
          {},
          on_worker,
          {"接口说明（OpenAPI 3.0）", "The interface as OpenAPI 3.0"}},
    Route{get,
          "/api/backups",
          backups,
          guarded,
          Verb::keep_backups,
          on_worker,
          {"备份及其进度", "Backups, and how far one is"}},
    Route{post,
          "/api/backups",
          make_backup_now,
          guarded,
          Verb::keep_backups,
          small_body,
          {"立即备份", "Back up now"}},
    Route{get,
          "/api/events",
          events,
          guarded,
          Verb::see_aggregates,
          on_io,
          {"变化通知", "What changes, as it changes"}},
};

}  // namespace

std::span<const Route> service_routes() { return rows; }

}  // namespace courtyard

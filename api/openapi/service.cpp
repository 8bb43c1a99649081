// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/openapi/operation.h"

namespace courtyard {
namespace {

constexpr std::string_view schemas = R"(
Backups = {
  running: bool, doing?: text, done?: int, total?: int, finished_at: instant?, failed: text?
  changes: { following: bool, segments: int, bytes: int, revision: Revision }
  backups: [{ name: text, made_at: instant, revision: Revision, bytes: int }]
} // 备份及其进度 | backups, and how far one is
)";

}  // namespace

OperationGroup service_operations() {
    constexpr auto get = Method::get;
    constexpr auto post = Method::post;
    return {
        "service",
        {"通知与运行", "Live changes and operation"},
        schemas,
        {
            {.method = get,
             .pattern = "/api/events",
             .id = "events",
             .answers = "200 text/event-stream text",
             .about = {"服务器推送：change（revision、campaigns、areas、layers、bbox），一秒至多两次；"
                       "resync 表示请全部重读。断线后用 Last-Event-ID 续接。",
                       "Server-sent events: `change` (revision, campaigns, areas, layers, bbox), at most two "
                       "a second; `resync` asks to read all anew. Goes on after `Last-Event-ID`."}},
            {.method = get,
             .pattern = "/api/backups",
             .id = "backups",
             .answers = "200 Backups\n409 "
                        "backup.not_configured"},
            {.method = post,
             .pattern = "/api/backups",
             .id = "postBackup",
             .answers = "202 { begun: bool, see: text = /api/backups }\n409 backup.not_configured"},
            {.method = get,
             .pattern = "/api/openapi.json",
             .id = "openapi",
             .answers = "200 application/vnd.oai.openapi+json;version=3.0 any"},
            {.method = get, .pattern = "/healthz", .id = "health", .answers = "200 text/plain text"},
            {.method = get,
             .pattern = "/readyz",
             .id = "readiness",
             .answers = "200 text/plain text\n503 text/plain text"},
            {.method = get,
             .pattern = "/metrics",
             .id = "metrics",
             .answers = "200 text/plain text\n403 metrics.address"},
        }};
}

}  // namespace courtyard

// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include <malloc.h>

#include <algorithm>
#include <filesystem>

#include "api/answers.h"
#include "api/backup_keeper.h"
#include "api/handlers/handlers.h"
#include "api/parameters.h"
#include "api/problem.h"
#include "data/store/page_source.h"

namespace courtyard {

Response health(const Call& call) {
    if (auto wrong = Parameters(call.request).checked(); !wrong) return problem(wrong.error(), call.request);
    return answer(200, "text/plain; charset=utf-8", "ok\n", Caching::none);
}

Response readiness(const Call& call) {
    if (auto wrong = Parameters(call.request).checked(); !wrong) return problem(wrong.error(), call.request);
    if (call.house.stopping()) return answer(503, "text/plain; charset=utf-8", "stopping\n", Caching::none);
    if (const auto why = call.house.store_refuses())
        return answer(503, "text/plain; charset=utf-8",
                      why->name + ": " + why->detail.zh + "\n" + why->detail.en + "\n", Caching::none);
    return answer(200, "text/plain; charset=utf-8", "ready\n", Caching::none);
}

namespace {

double seconds(Instant at) { return static_cast<double>(at.ms) / 1000; }

void write_sockets(Metrics& figures, const ServerFigures& sockets) {
    const auto gauge = [&](const std::string& name, const std::string& help, std::uint64_t value) {
        figures.gauge(name, help, static_cast<double>(value));
    };
    gauge("courtyard_connections_open", "Connections open now", sockets.open_connections);
    gauge("courtyard_connections_total", "Connections ever taken", sockets.connections);
    gauge("courtyard_connections_displaced_total",
          "Connections that asked nothing and gave their place to others", sockets.displaced);
    gauge("courtyard_event_streams", "Event streams open now", sockets.event_streams);
    gauge("courtyard_deadlines_total", "Deadlines of clients that passed", sockets.expired);
    gauge("courtyard_work_queued", "Requests that wait for a worker", sockets.queued);
    gauge("courtyard_passwords_queued", "Requests that wait for a password to be hashed",
          sockets.passwords_queued);
}

/// The disk of the data folder, in which the spool lies, and the files of the database.
void write_disk(Metrics& figures, House& house) {
    std::error_code unknown;
    if (const auto room = std::filesystem::space(house.spool, unknown); !unknown)
        figures.gauge("courtyard_data_free_bytes", "Bytes that are free on the disk of the data directory",
                      static_cast<double>(room.available));
    const auto* const pages = dynamic_cast<const PageSource*>(&house.store);
    if (pages == nullptr) return;
    const auto gauge = [&](const std::string& name, const std::string& help,
                           const std::filesystem::path& file) {
        const auto bytes = std::filesystem::file_size(file, unknown);
        figures.gauge(name, help, unknown ? 0 : static_cast<double>(bytes));
    };
    const auto log = pages->log_file();
    gauge("courtyard_database_bytes", "Size of courtyard.db", log.parent_path() / "courtyard.db");
    gauge("courtyard_database_log_bytes", "Size of the log that is not in courtyard.db yet", log);
}

/// A proxy that nobody named makes strangers look like this machine.
bool may_read_figures(const Call& call) {
    const bool passed_on = call.request.header("x-forwarded-for") || call.request.header("forwarded");
    const auto asking = Address::parse(call.request.peer);
    return asking && call.house.metrics_from.contain(*asking) && (call.house.proxies_named || !passed_on);
}

Response not_for_monitoring(const Call& call) {
    return problem(403,
                   {ErrorCode::not_allowed,
                    "metrics.address",
                    {"运行指标只给 metrics_from 中的地址", "figures are for the addresses of metrics_from"},
                    {}},
                   call.request);
}

}  // namespace

Response metrics(const Call& call) {
    if (!may_read_figures(call)) return not_for_monitoring(call);
    if (auto wrong = Parameters(call.request).checked(); !wrong) return problem(wrong.error(), call.request);
    const Snapshot& now = *call.snapshot;
    Metrics& figures = call.house.metrics;
    figures.gauge("courtyard_revision", "Newest revision published", static_cast<double>(now.revision));
    figures.gauge("courtyard_areas", "Areas of the newest edition",
                  static_cast<double>(now.newest_edition().areas->size()));
    for (const PointKind kind : point_kinds) {
        std::string name = "courtyard_points_" + std::string(to_string(kind));
        for (char& c : name)
            if (c == '-') c = '_';
        figures.gauge(name, "Points of a layer", static_cast<double>(now.layer(kind).points.size()));
    }
    const auto tiles = call.house.tiles.figures();
    figures.gauge("courtyard_tile_cache_bytes", "Bytes of finished tiles kept",
                  static_cast<double>(tiles.bytes));
    figures.gauge("courtyard_tile_cache_hits", "Tiles answered from the cache",
                  static_cast<double>(tiles.hits));
    figures.gauge("courtyard_tile_cache_misses", "Tiles built", static_cast<double>(tiles.misses));
    write_sockets(figures, call.house.sockets());
    // Beside what the kernel counts, which includes what the allocator keeps for the next import.
    const auto heap = ::mallinfo2();
    figures.gauge("courtyard_heap_bytes", "Bytes of the heap in use",
                  static_cast<double>(heap.uordblks + heap.hblkhd));
    write_disk(figures, call.house);
    figures.gauge("courtyard_store_refuses",
                  "Whether nothing is stored any more, because another program wrote into the database",
                  call.house.store_refuses() ? 1 : 0);
    if (const auto seal = call.house.audit.last_seal())
        figures.gauge("courtyard_audit_sealed_seconds", "When the audit was last sealed, since 1970",
                      seconds(seal->at));
    if (call.house.backups != nullptr) {
        const BackupKeeper::State backups = call.house.backups->figures();
        if (backups.finished_at)
            figures.gauge("courtyard_backup_finished_seconds", "When the last backup was made, since 1970",
                          seconds(*backups.finished_at));
        figures.gauge("courtyard_backup_failures_total", "Backups that were not made",
                      static_cast<double>(backups.failures));
        figures.gauge("courtyard_backup_changes_revision",
                      "Newest revision in the backups and what is written down beside them",
                      static_cast<double>(std::max(backups.changes.revision, backups.whole)));
        figures.gauge("courtyard_backup_following", "Whether commits are written down beside the backups",
                      backups.following ? 1 : 0);
    }
    return answer(200, "text/plain; version=0.0.4; charset=utf-8", figures.text(), Caching::none);
}

Response page(const Call& call) {
    if (auto found = call.house.pages.page(call.request.segments)) {
        found->headers.emplace_back("content-security-policy", content_policy(call.house.map_settings));
        return std::move(*found);
    }
    return problem({ErrorCode::not_found,
                    "path.unknown",
                    {"没有这个地址", "there is nothing at this address"},
                    call.request.target},
                   call.request);
}

}  // namespace courtyard

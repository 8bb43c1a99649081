// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/answers.h"
#include "api/handlers/handlers.h"
#include "api/problem.h"

namespace courtyard {

Response health(const Call&) { return answer(200, "text/plain; charset=utf-8", "ok\n", Caching::none); }

Response readiness(const Call& call) {
    if (call.house.stopping()) return answer(503, "text/plain; charset=utf-8", "stopping\n", Caching::none);
    return answer(200, "text/plain; charset=utf-8", "ready\n", Caching::none);
}

Response metrics(const Call& call) {
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

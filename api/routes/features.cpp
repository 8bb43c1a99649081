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
          "/ogc",
          collections_landing,
          guarded,
          Verb::see_aggregates,
          on_io,
          {"要素服务首页", "Features: landing page"}},
    Route{get,
          "/ogc/conformance",
          conformance,
          guarded,
          Verb::see_aggregates,
          on_io,
          {"符合性", "Features: conformance"}},
    Route{get,
          "/ogc/api",
          ogc_openapi,
          guarded,
          Verb::see_aggregates,
          on_worker,
          {"要素与瓦片服务的接口说明", "Features and tiles as OpenAPI 3.0"}},
    Route{get,
          "/ogc/collections",
          collections,
          guarded,
          Verb::see_aggregates,
          on_worker,
          {"图层列表", "Features: collections"},
          Times::two},
    Route{get,
          "/ogc/collections/{id}",
          collection,
          guarded,
          Verb::see_aggregates,
          on_worker,
          {"图层", "Features: one collection"},
          Times::two},
    Route{get,
          "/ogc/collections/{id}/queryables",
          queryables,
          guarded,
          Verb::see_aggregates,
          on_worker,
          {"可查询的属性", "Features: what can be asked for"},
          Times::two},
    Route{get,
          "/ogc/collections/{id}/schema",
          feature_schema,
          guarded,
          Verb::see_aggregates,
          on_worker,
          {"属性结构", "Features: what they hold"},
          Times::two},
    Route{get,
          "/ogc/collections/{id}/items",
          items,
          guarded,
          Verb::see_aggregates,
          on_worker,
          {"要素（GeoJSON）", "Features as GeoJSON"},
          Times::two},
    Route{get,
          "/ogc/collections/{id}/items/{feature}",
          item,
          guarded,
          Verb::see_aggregates,
          on_worker,
          {"单个要素", "One feature"},
          Times::two},
};

}  // namespace

std::span<const Route> feature_routes() { return rows; }

}  // namespace courtyard

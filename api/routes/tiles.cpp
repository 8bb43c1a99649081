// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include <array>

#include "api/handlers/handlers.h"
#include "api/routes/groups.h"
#include "api/routes/row.h"

namespace courtyard {
namespace {

/// The same tile under the endings by which clients know vector tiles.
Route vector_tile(const char* path) {
    return {get,       path, tile, guarded, Verb::see_aggregates, on_worker, {"矢量瓦片", "Vector tile"},
            Times::two};
}

const std::array rows{
    vector_tile("/tiles/{layers}/{z}/{x}/{y}.mvt"),
    vector_tile("/tiles/{layers}/{z}/{x}/{y}.pbf"),
    Route{get,
          "/tiles/{layers}/{z}/{x}/{y}.json",
          tile_contents,
          guarded,
          Verb::decide,
          on_worker,
          {"瓦片内容（可读）", "A tile's content for people to read"},
          Times::two},
    Route{get,
          "/tiles/{layer}/metadata.json",
          layer_metadata,
          guarded,
          Verb::see_aggregates,
          on_worker,
          {"瓦片元数据", "Tile metadata"},
          Times::two},
    Route{get,
          "/tiles/{layers}.json",
          tile_json,
          guarded,
          Verb::see_aggregates,
          on_worker,
          {"TileJSON", "TileJSON"},
          Times::two},
};

}  // namespace

std::span<const Route> tile_routes() { return rows; }

}  // namespace courtyard

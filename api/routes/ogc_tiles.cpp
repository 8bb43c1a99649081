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
          "/ogc/tiles",
          dataset_tilesets,
          guarded,
          Verb::see_aggregates,
          on_worker,
          {"瓦片集列表", "Tiles: tilesets of the dataset"},
          Times::two},
    Route{get,
          "/ogc/tiles/WebMercatorQuad",
          dataset_tileset,
          guarded,
          Verb::see_aggregates,
          on_worker,
          {"瓦片集", "Tiles: the dataset's tileset"},
          Times::two},
    Route{get,
          "/ogc/tiles/WebMercatorQuad/{tileMatrix}/{tileRow}/{tileCol}",
          dataset_tile,
          guarded,
          Verb::see_aggregates,
          on_worker,
          {"瓦片", "Tiles: a tile of the dataset"},
          Times::two},
    Route{get,
          "/ogc/collections/{id}/tiles",
          collection_tilesets,
          guarded,
          Verb::see_aggregates,
          on_worker,
          {"图层的瓦片集列表", "Tiles: tilesets of a collection"},
          Times::two},
    Route{get,
          "/ogc/collections/{id}/tiles/WebMercatorQuad",
          collection_tileset,
          guarded,
          Verb::see_aggregates,
          on_worker,
          {"图层的瓦片集", "Tiles: a collection's tileset"},
          Times::two},
    Route{get,
          "/ogc/collections/{id}/tiles/WebMercatorQuad/{tileMatrix}/{tileRow}/{tileCol}",
          collection_tile,
          guarded,
          Verb::see_aggregates,
          on_worker,
          {"图层的瓦片", "Tiles: a tile of a collection"},
          Times::two},
    Route{get,
          "/ogc/tileMatrixSets",
          tile_matrix_sets,
          guarded,
          Verb::see_aggregates,
          on_io,
          {"瓦片方案列表", "Tiles: tiling schemes"}},
    Route{get,
          "/ogc/tileMatrixSets/WebMercatorQuad",
          tile_matrix_set,
          guarded,
          Verb::see_aggregates,
          on_io,
          {"瓦片方案", "Tiles: a tiling scheme"}},
};

}  // namespace

std::span<const Route> ogc_tile_routes() { return rows; }

}  // namespace courtyard

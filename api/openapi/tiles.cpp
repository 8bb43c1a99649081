// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/openapi/operation.h"

namespace courtyard {
namespace {

constexpr std::string_view schemas = R"(
LayerList = text = "areas,bases" // 图层，用逗号隔开：areas、courtyards、bases、help-points、inspections | layers, joined by commas: areas, courtyards, bases, help-points, inspections
VectorLayer = { id: text = villages, fields: {*: text = String}, minzoom: int = 0, maxzoom: int = 16 }
TileJson = {
  tilejson: text = 3.0.0, name: text = areas, version: text = 339.18262.1
  tiles: [text = "https://example.org/tiles/areas/{z}/{x}/{y}.mvt?v=339.18262.1"]
  minzoom: int = 0, maxzoom: int = 16, bounds?: Box, center?: [number] = [113.19,34.3,9], vector_layers: [VectorLayer]
  attribution?: text, description?: text, scheme?: text
} // TileJSON 3.0 | TileJSON 3.0
TileMetadata = {
  name: text = areas, format: text = pbf, minzoom: text = "0", maxzoom: text = "16", bounds?: text = "112.9,34.1,113.4,34.5"
  version?: text, attribution?: text
  json: text = "{}" // 图层与属性（JSON 文本） | layers and attributes, as text
} // 瓦片元数据（MBTiles 的键） | tile metadata, as MBTiles names it
TileContents = {
  tile: text = 9/416/204, bounds: Box, bytes: int, gzip_bytes: int
  layers: [{ name: text = villages, extent: int = 4096, bytes: int
    features: [{ id?: int, type: text = polygons, attributes: {*: any}, paths: any }] }]
} // 瓦片内容（可读） | a tile's content for people to read
)";

constexpr std::string_view tile_path =
    "layers: LayerList\n"
    "z: int 0..16 = 9 // 缩放级 | zoom\n"
    "x: int 0.. = 416 // 列 | column\n"
    "y: int 0.. = 204 // 行（自北向南） | row, from the north";
constexpr std::string_view tile_answers =
    "200 application/vnd.mapbox-vector-tile bytes\n204\n400 parameter.unknown parameter.invalid tile.zoom "
    "tile.range layer.too_many\n404 layer.unknown tile.zoom";

}  // namespace

OperationGroup tile_operations() {
    constexpr auto get = Method::get;
    return {"tiles",
            {"地图瓦片", "Tiles for maps"},
            schemas,
            {
                {.method = get,
                 .pattern = "/tiles/{layers}/{z}/{x}/{y}.mvt",
                 .id = "xyzTile",
                 .path = tile_path,
                 .answers = tile_answers,
                 .about = {"空瓦片为 204。地址带 TileJSON 给出的 v 时可缓存一天。",
                           "204 when empty. May be kept for a day when `v` is the version of TileJSON."}},
                {.method = get,
                 .pattern = "/tiles/{layers}/{z}/{x}/{y}.pbf",
                 .id = "xyzTilePbf",
                 .path = tile_path,
                 .answers = tile_answers},
                {.method = get,
                 .pattern = "/tiles/{layers}/{z}/{x}/{y}.json",
                 .id = "tileContents",
                 .path = tile_path,
                 .answers = "200 TileContents\n400 parameter.unknown parameter.invalid tile.zoom tile.range "
                            "layer.too_many\n404 layer.unknown tile.zoom"},
                {.method = get,
                 .pattern = "/tiles/{layer}/metadata.json",
                 .id = "tileMetadata",
                 .path = "layer: LayerList",
                 .answers = "200 TileMetadata\n404 layer.unknown"},
                {.method = get,
                 .pattern = "/tiles/{layers}.json",
                 .id = "tileJson",
                 .path = "layers: LayerList",
                 .answers = "200 TileJson\n404 layer.unknown"},
            }};
}

}  // namespace courtyard

// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/openapi/operation.h"

namespace courtyard {
namespace {

constexpr std::string_view schemas = R"(
MatrixId = text = "9" // 缩放级，0 至 16 | zoom, 0 to 16
Limits = { tileMatrix: MatrixId, minTileRow: int, maxTileRow: int, minTileCol: int, maxTileCol: int } // 有内容的行列 | rows and columns with content
TilesetLayer = {
  id: text = villages, title?: text, dataType: text = vector, geometryDimension?: int 0..2, minTileMatrix?: MatrixId
  maxTileMatrix?: MatrixId, propertiesSchema?: { type: text = object, properties: {*: any} }
}
ListedTileset = {
  title: text = "全部图层", dataType: text = vector, crs: Crs
  tileMatrixSetURI: text = "http://www.opengis.net/def/tilematrixset/OGC/1.0/WebMercatorQuad"
  tileMatrixSetId: text = WebMercatorQuad, tileMatrixSetLimits: [Limits], links: [Link]
  boundingBox?: { lowerLeft: [number], upperRight: [number], crs: Crs }
  centerPoint?: { coordinates: [number], crs: Crs, tileMatrix: MatrixId, scaleDenominator: number, cellSize: number }
}
Tileset = {
  ...ListedTileset, version?: text, mediaTypes?: [text]
  layers?: [TilesetLayer]
} // 瓦片集 | a tileset
Tilesets = { links: [Link], tilesets: [ListedTileset] } // 瓦片集列表 | the tilesets
TileMatrixSets = { tileMatrixSets: [{ id: text = WebMercatorQuad, title?: text, uri?: text, crs?: Crs, links: [Link] }] }
TileMatrixSet = {
  id: text = WebMercatorQuad, title?: text, uri?: text, crs: Crs, wellKnownScaleSet?: text, orderedAxes?: [text]
  tileMatrices: [{ id: MatrixId, scaleDenominator: number, cellSize: number, cornerOfOrigin?: text
    pointOfOrigin: [number], tileWidth: int, tileHeight: int, matrixWidth: int, matrixHeight: int }]
} // 瓦片方案 | a tiling scheme
)";

constexpr const char* formats = "f?: \"json\"|\"html\" default json";
constexpr const char* dataset_formats =
    "f?: \"json\"|\"html\" default json\n"
    "collections?: [text] 1..10 = [\"villages\",\"bases\"] // 只要其中几个图层，用逗号隔开 | some of the "
    "collections, "
    "joined by commas";
constexpr const char* tile_formats = "f?: \"mvt\"|\"pbf\" default mvt";
constexpr const char* dataset_tile_formats =
    "f?: \"mvt\"|\"pbf\" default mvt\n"
    "collections?: [text] 1..10 = [\"villages\",\"bases\"] // 只要其中几个图层，用逗号隔开 | some of the "
    "collections, "
    "joined by commas";
constexpr std::string_view tile_path =
    "tileMatrix: MatrixId\n"
    "tileRow: int 0.. = 204 // 行（自北向南） | row, from the north\n"
    "tileCol: int 0.. = 416 // 列 | column";
constexpr std::string_view collection_tile_path =
    "id: CollectionId\n"
    "tileMatrix: MatrixId\n"
    "tileRow: int 0.. = 204 // 行（自北向南） | row, from the north\n"
    "tileCol: int 0.. = 416 // 列 | column";
constexpr std::string_view tile_answers =
    "200 application/vnd.mapbox-vector-tile bytes\n200 application/x-protobuf bytes\n400 tile.malformed\n404 "
    "tile.outside layer.unknown";
constexpr std::string_view list_answers = "200 Tilesets\n200 text/html text";
constexpr std::string_view tileset_answers = "200 Tileset\n200 text/html text";

}  // namespace

OperationGroup ogc_tile_operations() {
    constexpr auto get = Method::get;
    return {"ogc-tiles",
            {"瓦片（OGC API）", "Tiles (OGC API)"},
            schemas,
            {
                {.method = get,
                 .pattern = "/ogc/tiles",
                 .id = "dataset.vector.getTileSetsList",
                 .query = dataset_formats,
                 .answers = list_answers},
                {.method = get,
                 .pattern = "/ogc/tiles/WebMercatorQuad",
                 .id = "dataset.vector.getTileSet",
                 .query = dataset_formats,
                 .answers = tileset_answers},
                {.method = get,
                 .pattern = "/ogc/tiles/WebMercatorQuad/{tileMatrix}/{tileRow}/{tileCol}",
                 .id = "dataset.vector.getTile",
                 .path = tile_path,
                 .query = dataset_tile_formats,
                 .answers = tile_answers,
                 .about = {"顺序是级别、行、列；范围内没有内容的瓦片是空的 200。",
                           "Zoom, row, column; within the limits a tile without content is an empty 200."}},
                {.method = get,
                 .pattern = "/ogc/collections/{id}/tiles",
                 .id = "collection.vector.getTileSetsList",
                 .path = "id: CollectionId",
                 .query = formats,
                 .answers = list_answers},
                {.method = get,
                 .pattern = "/ogc/collections/{id}/tiles/WebMercatorQuad",
                 .id = "collection.vector.getTileSet",
                 .path = "id: CollectionId",
                 .query = formats,
                 .answers = tileset_answers},
                {.method = get,
                 .pattern = "/ogc/collections/{id}/tiles/WebMercatorQuad/{tileMatrix}/{tileRow}/{tileCol}",
                 .id = "collection.vector.getTile",
                 .path = collection_tile_path,
                 .query = tile_formats,
                 .answers = tile_answers},
                {.method = get,
                 .pattern = "/ogc/tileMatrixSets",
                 .id = "getTileMatrixSetsList",
                 .query = formats,
                 .answers = "200 TileMatrixSets\n200 text/html text"},
                {.method = get,
                 .pattern = "/ogc/tileMatrixSets/WebMercatorQuad",
                 .id = "getTileMatrixSet",
                 .query = formats,
                 .answers = "200 TileMatrixSet\n200 text/html text"},
            }};
}

}  // namespace courtyard

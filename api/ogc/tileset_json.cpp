// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/ogc/tileset_json.h"

#include <fmt/format.h>

#include "api/finished_tile.h"
#include "api/ogc/address.h"
#include "api/ogc/links.h"
#include "api/ogc/reference_systems.h"
#include "api/ogc/service_tree.h"
#include "api/problem.h"

namespace courtyard {
namespace {

/// Beneath the tileset, with what the request asks of the data.
std::string at_tileset(const Tileset& tileset, const Call& call, std::string_view path) {
    const std::string beneath = fmt::format("{}/tiles/{}{}", tileset.owner_path(), tile_matrix_set_id, path);
    return with_asked(service_address(call.request, beneath), call.request, {"collections"});
}

void write_limits(Json& json, const Tileset& tileset) {
    json.key("tileMatrixSetLimits").array();
    for (const TileLimits& limits : tileset.limits())
        json.object()
            .member("tileMatrix", std::to_string(limits.z))
            .member("minTileRow", std::uint64_t{limits.min_row})
            .member("maxTileRow", std::uint64_t{limits.max_row})
            .member("minTileCol", std::uint64_t{limits.min_col})
            .member("maxTileCol", std::uint64_t{limits.max_col})
            .end();
    json.end_array();
}

void write_ground(Json& json, const Tileset& tileset) {
    const Bounds& b = tileset.bounds();
    if (b.empty()) return;
    json.key("boundingBox")
        .object()
        .member("lowerLeft", LonLat{b.west, b.south})
        .member("upperRight", LonLat{b.east, b.north})
        .member("crs", crs84_uri)
        .end()
        .key("centerPoint")
        .object()
        .member("coordinates", LonLat{(b.west + b.east) / 2, (b.south + b.north) / 2})
        .member("crs", crs84_uri)
        .member("tileMatrix", std::to_string(tileset.first_look()))
        .member("scaleDenominator", scale_denominator(tileset.first_look()))
        .member("cellSize", cell_size_m(tileset.first_look()))
        .end();
}

void write_layers(Json& json, const Tileset& tileset, const Call& call) {
    const Language language = language_of(call.request);
    json.key("layers").array();
    for (const VectorLayer& layer :
         vector_layers(tileset.layers(), tileset.moment(), call.house.scoped, call.caller)) {
        json.object()
            .member("id", layer.id)
            .member("title", in(language, title_of(layer.shows)))
            .member("dataType", "vector")
            .member("geometryDimension", std::uint64_t{layer.dimension})
            .member("minTileMatrix", std::to_string(layer.minzoom))
            .member("maxTileMatrix", std::to_string(layer.maxzoom))
            .key("propertiesSchema")
            .object()
            .member("type", "object")
            .key("properties")
            .object();
        for (const auto& [name, type] : layer.fields)
            json.key(name)
                .object()
                .member("type", type == VectorLayer::Type::text ? "string" : "number")
                .end();
        json.end().end().end();
    }
    json.end_array();
}

Links links_of(const Tileset& tileset, TilesetDetail detail, const Call& call) {
    const Language language = language_of(call.request);
    const std::string title = in(language, tileset.title());
    Links links;
    links.add("self", json_type, tileset_address(tileset, call), title)
        .add("alternate", html_type, tileset_page_address(tileset, call), title)
        .add_template("item", tile_media_type, tile_template(tileset, call), in(language, {"瓦片", "Tiles"}))
        .add(ogc_relation("tiling-scheme"), json_type, tile_matrix_set_address(call.request),
             std::string(tile_matrix_set_id));
    if (detail == TilesetDetail::whole)
        links.add("describedby", json_type, tile_json_address(tileset, call), "TileJSON")
            .add(ogc_relation(tileset.collection() != nullptr ? "geodata" : "dataset"), json_type,
                 service_address(call.request, tileset.owner_path()), title);
    return links;
}

}  // namespace

std::string tileset_address(const Tileset& tileset, const Call& call) {
    return at_tileset(tileset, call, "");
}

std::string tileset_page_address(const Tileset& tileset, const Call& call) {
    return with_parameter(tileset_address(tileset, call), "f", "html");
}

std::string tile_template(const Tileset& tileset, const Call& call) {
    return with_parameter(at_tileset(tileset, call, "/{tileMatrix}/{tileRow}/{tileCol}"), "v",
                          tileset_version(tileset.layers(), tileset.moment()));
}

std::string tile_json_address(const Tileset& tileset, const Call& call) {
    return with_asked(fmt::format("{}/tiles/{}.json", origin_of(call.request), tileset.layers().str()),
                      call.request, {"as_of", "revision"});
}

std::string tile_matrix_set_address(const RequestHead& head) {
    return fmt::format("{}/tileMatrixSets/{}", service_address(head), tile_matrix_set_id);
}

void write_tileset(Json& json, const Tileset& tileset, TilesetDetail detail, const Call& call) {
    json.object()
        .member("title", in(language_of(call.request), tileset.title()))
        .member("dataType", "vector")
        .member("crs", web_mercator_uri)
        .member("tileMatrixSetURI", tile_matrix_set_uri)
        .member("tileMatrixSetId", tile_matrix_set_id);
    write_limits(json, tileset);
    write_ground(json, tileset);
    if (detail == TilesetDetail::whole) {
        json.member("version", tileset_version(tileset.layers(), tileset.moment()));
        json.key("mediaTypes").array().value(tile_media_type).end_array();
        write_layers(json, tileset, call);
    }
    json.key("links");
    links_of(tileset, detail, call).write(json);
    json.end();
}

}  // namespace courtyard

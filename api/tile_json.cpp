// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/tile_json.h"

#include "tiles/mvt.h"

namespace courtyard {
namespace {

void write_feature(Json& json, const MvtReadFeature& feature) {
    json.object()
        .member("id", feature.id)
        .member("type", to_string(feature.geometry))
        .key("attributes")
        .object();
    for (const auto& [key, value] : feature.attributes)
        std::visit([&](const auto& plain) { json.member(key, plain); }, value);
    json.end().key("paths").array();
    for (const TileRing& path : feature.paths) {
        json.array();
        for (const TilePoint at : path) json.array().value(at.x).value(at.y).end_array();
        json.end_array();
    }
    json.end_array().end();
}

}  // namespace

void write_tile(Json& json, Tile tile, std::string_view mvt, std::span<const MvtReadLayer> layers) {
    json.object()
        .member("tile", tile.str())
        .member("bounds", tile.bounds())
        .member("bytes", std::uint64_t{mvt.size()})
        .member("gzip_bytes", std::uint64_t{gzip(mvt, 1).size()})
        .key("layers")
        .array();
    for (const MvtReadLayer& layer : layers) {
        json.object()
            .member("name", layer.name)
            .member("extent", std::uint64_t{layer.extent})
            .member("bytes", std::uint64_t{layer.bytes})
            .key("features")
            .array();
        for (const MvtReadFeature& feature : layer.features) write_feature(json, feature);
        json.end_array().end();
    }
    json.end_array().end();
}

}  // namespace courtyard

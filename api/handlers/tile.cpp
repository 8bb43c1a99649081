// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <stdexcept>

#include "api/answers.h"
#include "api/finished_tile.h"
#include "api/handlers/handlers.h"
#include "api/ogc/address.h"
#include "api/problem.h"
#include "api/tile_content.h"
#include "api/tile_json.h"
#include "data/export/export_text.h"

namespace courtyard {
namespace {

Result<TileQuery> tile_query(const Call& call) {
    Parameters query(call.request);
    auto layers = tile_layers(call.captured[0], call.caller);
    const auto address = Tile::parse(call.captured[1], call.captured[2], call.captured[3]);
    auto moment = moment_of(query, call);
    if (!layers) return tl::unexpected(layers.error());
    if (!address) return tl::unexpected(address.error());
    if (address->z() > served_zooms)
        return fail(ErrorCode::not_found, "tile.zoom", {"提供 0 至 16 级", "zooms 0 to 16 are served"}, "z");
    if (!moment) return tl::unexpected(moment.error());
    if (auto wrong = query.checked(); !wrong) return tl::unexpected(wrong.error());
    return TileQuery{std::move(*layers), *address, std::move(*moment)};
}

/// Whose maps these are; clients write it under them, as HTML.
std::string_view attribution_of(const MapSettings& settings) {
    return settings.maker.empty() ? std::string_view("Courtyard") : settings.maker;
}

}  // namespace

Response tile(const Call& call) {
    const auto asked = tile_query(call);
    if (!asked) return problem(asked.error(), call.request);
    const auto encoding = accepts_gzip(call.request) ? TileEncoding::gzip : TileEncoding::identity;
    return tile_response(finished_tile(call.house.tiles, call.house.scoped, *asked, call.caller), encoding,
                         tile_cache_control(*asked, call.request.parameter("v")));
}

Response tile_contents(const Call& call) {
    const auto asked = tile_query(call);
    if (!asked) return problem(asked.error(), call.request);
    const std::string mvt =
        tile_content(asked->layers, asked->address, asked->moment, call.house.scoped, call.caller);
    const auto layers = read_mvt(mvt);
    if (!layers) throw std::logic_error("a tile of ours cannot be read: " + layers.error().detail.en);
    Json json;
    write_tile(json, asked->address, mvt, *layers);
    return json_answer(json);
}

Response tile_json(const Call& call) {
    Parameters query(call.request);
    const auto layers = tile_layers(call.captured[0], call.caller);
    const auto moment = moment_of(query, call);
    if (!layers) return problem(layers.error(), call.request);
    if (!moment) return problem(moment.error(), call.request);
    if (auto wrong = query.checked(); !wrong) return problem(wrong.error(), call.request);

    const std::string version = tileset_version(*layers, *moment);
    const std::string address = with_asked(fmt::format("{}/tiles/{}/{{z}}/{{x}}/{{y}}.mvt?v={}",
                                                       origin_of(call.request), layers->str(), version),
                                           call.request, {"as_of", "revision"});
    const Bounds bounds = tileset_bounds(call.caller, *moment);
    const LonLat centre{(bounds.west + bounds.east) / 2, (bounds.south + bounds.north) / 2};
    Json json;
    json.object()
        .member("tilejson", "3.0.0")
        .member("name", layers->str())
        .member("version", version)
        .member("scheme", "xyz")
        .member("description", in(language_of(call.request),
                                  {"区划、庭院、基地、帮扶点与核查点的矢量瓦片",
                                   "Vector tiles of areas, courtyards, bases, help points and inspections"}))
        .member("attribution", xml_escaped(attribution_of(call.house.map_settings)))
        .key("tiles")
        .array()
        .value(address)
        .end_array()
        .member("minzoom", 0)
        .member("maxzoom", std::uint64_t{served_zooms});
    if (!bounds.empty())
        json.member("bounds", bounds)
            .key("center")
            .array()
            .value(centre.lon)
            .value(centre.lat)
            .value(9)
            .end_array();
    write_vector_layers(json, *layers, *moment, call.house.scoped, call.caller);
    json.end();
    return json_answer(json);
}

Response layer_metadata(const Call& call) {
    const auto layers = tile_layers(call.captured[0], call.caller);
    Parameters query(call.request);
    const auto moment = moment_of(query, call);
    if (!layers) return problem(layers.error(), call.request);
    if (!moment) return problem(moment.error(), call.request);
    if (auto wrong = query.checked(); !wrong) return problem(wrong.error(), call.request);
    // What GDAL's MVT driver looks for beside a tile tree: vector layers as JSON inside JSON.
    Json inner;
    inner.object();
    write_vector_layers(inner, *layers, *moment, call.house.scoped, call.caller);
    inner.end();
    const Bounds b = tileset_bounds(call.caller, *moment);
    Json json;
    json.object()
        .member("name", layers->str())
        .member("version", tileset_version(*layers, *moment))
        .member("attribution", attribution_of(call.house.map_settings))
        .member("format", "pbf")
        .member("minzoom", "0")
        .member("maxzoom", fmt::format("{}", served_zooms));
    if (!b.empty()) json.member("bounds", fmt::format("{},{},{},{}", b.west, b.south, b.east, b.north));
    json.member("json", inner.text()).end();
    return json_answer(json);
}

}  // namespace courtyard

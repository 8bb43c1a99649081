// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <set>

#include "api/answers.h"
#include "api/handlers/handlers.h"
#include "api/layer_rows.h"
#include "api/problem.h"
#include "tiles/point_tiles.h"

namespace courtyard {
namespace {

constexpr unsigned served_zooms = 16;

/// Layers of one tile address, in canonical order, each once.
struct TileLayers {
    bool areas = false;
    std::set<PointKind> points;

    std::string str() const {
        std::string list = areas ? "areas" : "";
        for (const PointKind kind : points)
            list += fmt::format("{}{}", list.empty() ? "" : ",", to_string(kind));
        return list;
    }
};

tl::unexpected<Error> not_a_tileset(std::string_view name) {
    return fail(ErrorCode::not_found, "layer.unknown",
                {fmt::format("“{}”在瓦片图层 areas 里", name),
                 fmt::format("\"{}\" is part of the tile layer areas", name)},
                "layer");
}

Result<TileLayers> tile_layers(std::string_view text, const Caller& caller) {
    TileLayers layers;
    for (std::size_t at = 0; at <= text.size();) {
        const auto end = std::min(text.find(',', at), text.size());
        const auto name = text.substr(at, end - at);
        if (name == "areas") {
            layers.areas = true;
        } else {
            const auto layer = visible_layer(caller, name);
            if (!layer) return tl::unexpected(layer.error());
            const auto* kind = std::get_if<PointKind>(&layer->what);
            if (kind == nullptr) return not_a_tileset(name);
            layers.points.insert(*kind);
        }
        at = end + 1;
    }
    return layers;
}

LowZooms low_zooms(PointKind kind) {
    return kind == PointKind::bases || kind == PointKind::help_points ? LowZooms::points : LowZooms::cells;
}

/// Everything the content of the tile depends on.
std::string cache_key(const TileLayers& layers, Tile tile, const Moment& moment, const Caller& caller) {
    std::string key = fmt::format("{}/{}/{}", caller.scope.view(), layers.str(), tile.str());
    key += fmt::format("/e{}.{}", moment.edition->valid_from.since_epoch, moment.edition->changed_at);
    for (const PointKind kind : layers.points)
        key += fmt::format("/{}", moment.snapshot->layer(kind).revisions->of(tile));
    if (!layers.points.empty())
        key += fmt::format("/d{}/n{}", moment.day.since_epoch, moment.snapshot->newest_edition().changed_at);
    return key;
}

std::string built(const TileLayers& layers, Tile tile, const Moment& moment, const Call& call) {
    std::string bytes;
    if (layers.areas)
        bytes += call.house.scoped.areas(moment.snapshot, *moment.edition, call.caller)->tile(tile);
    for (const PointKind kind : layers.points)
        bytes += point_tile(*call.house.scoped.points(moment.snapshot, *moment.edition, kind, call.caller),
                            tile, moment.day, low_zooms(kind))
                     .mvt;
    return bytes;
}

Bounds bounds_of(const Call& call, const Moment& moment) {
    Bounds bounds;
    const AreaTree& tree = moment.areas();
    const AreaIndex top = scope_root(call.caller, tree);
    if (top != no_area) return tree[top].bounds;
    for (const AreaIndex root : tree.roots()) bounds.add(tree[root].bounds);
    return bounds;
}

void write_vector_layer(Json& json, std::string_view id,
                        std::initializer_list<std::pair<const char*, const char*>> fields, unsigned minzoom,
                        unsigned maxzoom) {
    json.object().member("id", id).key("fields").object();
    for (const auto& [name, type] : fields) json.member(name, type);
    json.end().member("minzoom", std::uint64_t{minzoom}).member("maxzoom", std::uint64_t{maxzoom}).end();
}

void write_vector_layers(Json& json, const TileLayers& layers, const Call& call, const Moment& moment) {
    json.key("vector_layers").array();
    if (layers.areas)
        for (const std::string& name :
             call.house.scoped.areas(moment.snapshot, *moment.edition, call.caller)->layer_names())
            write_vector_layer(
                json, name,
                {{"code", "String"}, {"name", "String"}, {"level", "String"}, {"parent", "String"}}, 0,
                served_zooms);
    for (const PointKind kind : layers.points) {
        const bool cells = low_zooms(kind) == LowZooms::cells;
        write_vector_layer(json, to_string(kind),
                           {{"id", "String"},
                            {"name", "String"},
                            {"status", "String"},
                            {"completed_on", "Number"},
                            {"revoked_on", "Number"},
                            {"area", "String"}},
                           cells ? first_point_zoom : 0, served_zooms);
        if (cells)
            write_vector_layer(json, fmt::format("{}_cells", to_string(kind)),
                               {{"count", "Number"}, {"completed", "Number"}}, 0, first_point_zoom - 1);
    }
    json.end_array();
}

}  // namespace

Response tile(const Call& call) {
    Parameters query(call.request);
    const auto layers = tile_layers(call.captured[0], call.caller);
    const auto address = Tile::parse(call.captured[1], call.captured[2], call.captured[3]);
    const auto moment = moment_of(query, call);
    if (!layers) return problem(layers.error(), call.request);
    if (!address) return problem(address.error(), call.request);
    if (address->z() > served_zooms)
        return problem(
            {ErrorCode::not_found, "tile.zoom", {"提供 0 至 16 级", "zooms 0 to 16 are served"}, "z"},
            call.request);
    if (!moment) return problem(moment.error(), call.request);
    if (auto wrong = query.checked(); !wrong) return problem(wrong.error(), call.request);

    const auto found = call.house.tiles.tile(cache_key(*layers, *address, *moment, call.caller),
                                             [&] { return built(*layers, *address, *moment, call); });
    const bool zip = accepts_gzip(call.request);
    Response response;
    response.headers.emplace_back("cache-control",
                                  call.request.parameter("v") ? "max-age=86400" : "no-cache");
    if (found->identity.empty()) {
        response.status = 204;
        return response;
    }
    response.headers.emplace_back("content-type", "application/vnd.mapbox-vector-tile");
    response.headers.emplace_back("etag", fmt::format("\"{}{}\"", found->etag, zip ? "-gz" : ""));
    if (zip) response.headers.emplace_back("content-encoding", "gzip");
    response.body = {found, zip ? &found->gzipped : &found->identity};
    return response;
}

Response tile_json(const Call& call) {
    Parameters query(call.request);
    const auto layers = tile_layers(call.captured[0], call.caller);
    const auto moment = moment_of(query, call);
    if (!layers) return problem(layers.error(), call.request);
    if (!moment) return problem(moment.error(), call.request);
    if (auto wrong = query.checked(); !wrong) return problem(wrong.error(), call.request);

    Revision version = moment->edition->changed_at;
    for (const PointKind kind : layers->points)
        version = std::max(version, moment->snapshot->layer(kind).revisions->newest);
    const Bounds bounds = bounds_of(call, *moment);
    const LonLat centre{(bounds.west + bounds.east) / 2, (bounds.south + bounds.north) / 2};
    Json json;
    json.object()
        .member("tilejson", "3.0.0")
        .member("name", layers->str())
        .member("version", fmt::format("{}.0.0", version))
        .key("tiles")
        .array()
        .value(fmt::format("{}://{}/tiles/{}/{{z}}/{{x}}/{{y}}.mvt?v={}",
                           call.request.secure ? "https" : "http",
                           call.request.header("host").value_or("localhost"), layers->str(), version))
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
    write_vector_layers(json, *layers, call, *moment);
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
    write_vector_layers(inner, *layers, call, *moment);
    inner.end();
    const Bounds b = bounds_of(call, *moment);
    Json json;
    json.object()
        .member("name", layers->str())
        .member("format", "pbf")
        .member("minzoom", "0")
        .member("maxzoom", fmt::format("{}", served_zooms))
        .member("bounds", fmt::format("{},{},{},{}", b.west, b.south, b.east, b.north))
        .member("json", inner.text())
        .end();
    return json_answer(json);
}

}  // namespace courtyard

// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/tile_content.h"

#include <fmt/format.h>

#include <algorithm>

#include "api/layer_rows.h"

namespace courtyard {
namespace {

tl::unexpected<Error> not_a_tileset(std::string_view name) {
    return fail(ErrorCode::not_found, "layer.unknown",
                {fmt::format("“{}”在瓦片图层 areas 里", name),
                 fmt::format("\"{}\" is part of the tile layer areas", name)},
                "layer");
}

constexpr std::ptrdiff_t longest_list = 16;

tl::unexpected<Error> too_many() {
    return fail(ErrorCode::invalid_input, "layer.too_many",
                {fmt::format("一次最多 {} 个图层", longest_list),
                 fmt::format("at most {} layers at once", longest_list)},
                "layer");
}

void write_vector_layer(Json& json, std::string_view id,
                        std::initializer_list<std::pair<const char*, const char*>> fields, unsigned minzoom,
                        unsigned maxzoom) {
    json.object().member("id", id).key("fields").object();
    for (const auto& [name, type] : fields) json.member(name, type);
    json.end().member("minzoom", std::uint64_t{minzoom}).member("maxzoom", std::uint64_t{maxzoom}).end();
}

}  // namespace

std::string TileLayers::str() const {
    std::string list = areas ? "areas" : "";
    for (const PointKind kind : points) list += fmt::format("{}{}", list.empty() ? "" : ",", to_string(kind));
    return list;
}

Result<TileLayers> tile_layers(std::string_view text, const Caller& caller) {
    TileLayers layers;
    if (std::ranges::count(text, ',') >= longest_list) return too_many();
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

std::string tile_content(const TileLayers& layers, Tile tile, const Moment& moment, ScopedLayers& scoped,
                         const Caller& caller) {
    std::string bytes;
    if (layers.areas) bytes += scoped.areas(moment.snapshot, *moment.edition, caller)->tile(tile);
    for (const PointKind kind : layers.points)
        bytes += point_tile(*scoped.points(moment.snapshot, *moment.edition, kind, caller), tile, moment.day,
                            low_zooms(kind))
                     .mvt;
    return bytes;
}

Bounds tileset_bounds(const Caller& caller, const Moment& moment) {
    Bounds bounds;
    const AreaTree& tree = moment.areas();
    const AreaIndex top = scope_root(caller, tree);
    if (top != no_area) return tree[top].bounds;
    for (const AreaIndex root : tree.roots()) bounds.add(tree[root].bounds);
    return bounds;
}

void write_vector_layers(Json& json, const TileLayers& layers, const Moment& moment, ScopedLayers& scoped,
                         const Caller& caller) {
    json.key("vector_layers").array();
    if (layers.areas)
        for (const std::string& name : scoped.areas(moment.snapshot, *moment.edition, caller)->layer_names())
            write_vector_layer(
                json, name,
                {{"code", "String"}, {"name", "String"}, {"level", "String"}, {"parent", "String"}}, 0,
                served_zooms);
    if (layers.areas) write_vector_layer(json, "areas_large", {{"bytes", "Number"}}, 0, served_zooms);
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
        write_vector_layer(json, fmt::format("{}_dropped", to_string(kind)),
                           {{"shown", "Number"}, {"dropped", "Number"}, {"limit", "String"}},
                           cells ? first_point_zoom : 0, served_zooms);
        if (cells)
            write_vector_layer(json, fmt::format("{}_cells", to_string(kind)),
                               {{"count", "Number"}, {"completed", "Number"}}, 0, first_point_zoom - 1);
    }
    json.end_array();
}

}  // namespace courtyard

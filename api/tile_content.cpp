// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/tile_content.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "api/layer_name.h"
#include "tiles/mvt_reader.h"

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

using Type = VectorLayer::Type;

std::string labels_of(std::string_view layer) { return fmt::format("{}_labels", layer); }

/// The level that a layer of area tiles draws, polygons or labels.
std::optional<AreaLevel> level_of(std::string_view layer) {
    for (const AreaLevel level : area_levels)
        if (layer == plural(level) || layer == labels_of(plural(level))) return level;
    return std::nullopt;
}

bool is_wanted(const TileLayers& layers, std::string_view layer) {
    if (layers.levels.empty()) return true;
    const auto level = level_of(layer);
    return level && layers.levels.contains(*level);
}

/// What the tile shows of a kind's records themselves, and what it says of those left out.
void add_points(std::vector<VectorLayer>& all, PointKind kind, unsigned minzoom) {
    VectorLayer points{std::string(to_string(kind)), {kind}, 0, minzoom};
    points.fields = {{"id", Type::text}, {"status", Type::text}, {"area", Type::text}};
    if (kind == PointKind::bases || kind == PointKind::help_points)
        points.fields.emplace_back("name", Type::text);
    points.fields.emplace_back("completed_on", Type::number);
    points.fields.emplace_back("revoked_on", Type::number);
    all.push_back(std::move(points));
    VectorLayer dropped{fmt::format("{}_dropped", to_string(kind)), {kind}, 0, minzoom};
    dropped.fields = {{"shown", Type::number}, {"dropped", Type::number}, {"limit", Type::text}};
    all.push_back(std::move(dropped));
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
    if (layers.areas) {
        const auto areas = scoped.areas(moment.snapshot, *moment.edition, caller);
        bytes = areas->tile(tile);
        if (!layers.levels.empty()) {
            std::vector<std::string> wanted = areas->layer_names();
            std::erase_if(wanted, [&](const std::string& name) { return !is_wanted(layers, name); });
            bytes = only_layers(bytes, wanted);
        }
    }
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
    if (!caller.scope.empty()) return bounds;
    for (const AreaIndex root : tree.roots()) bounds.add(tree[root].bounds);
    return bounds;
}

std::vector<VectorLayer> vector_layers(const TileLayers& layers, const Moment& moment, ScopedLayers& scoped,
                                       const Caller& caller) {
    std::vector<VectorLayer> all;
    if (layers.areas) {
        for (const std::string& name :
             scoped.areas(moment.snapshot, *moment.edition, caller)->layer_names()) {
            if (!is_wanted(layers, name)) continue;
            const AreaLevel level = level_of(name).value_or(AreaLevel::village);
            VectorLayer layer{name, {level}, name == plural(level) ? 2U : 0U};
            for (const char* field : {"code", "name", "level", "parent"})
                layer.fields.emplace_back(field, Type::text);
            all.push_back(std::move(layer));
        }
        if (layers.levels.empty()) {
            VectorLayer large{"areas_large"};
            large.fields = {{"bytes", Type::number}};
            all.push_back(std::move(large));
        }
    }
    for (const PointKind kind : layers.points) {
        const bool has_cells = low_zooms(kind) == LowZooms::cells;
        add_points(all, kind, has_cells ? first_point_zoom : 0);
        if (!has_cells) continue;
        VectorLayer cells{fmt::format("{}_cells", to_string(kind)), {kind}, 2, 0, first_point_zoom - 1};
        cells.fields = {{"count", Type::number}, {"completed", Type::number}};
        for (const std::string& status : moment.snapshot->layer(kind).points.statuses())
            cells.fields.emplace_back(status, Type::number);
        all.push_back(std::move(cells));
    }
    return all;
}

void write_vector_layers(Json& json, const TileLayers& layers, const Moment& moment, ScopedLayers& scoped,
                         const Caller& caller) {
    json.key("vector_layers").array();
    for (const VectorLayer& layer : vector_layers(layers, moment, scoped, caller)) {
        json.object().member("id", layer.id).key("fields").object();
        for (const auto& [name, type] : layer.fields)
            json.member(name, type == Type::text ? "String" : "Number");
        json.end()
            .member("minzoom", std::uint64_t{layer.minzoom})
            .member("maxzoom", std::uint64_t{layer.maxzoom})
            .end();
    }
    json.end_array();
}

}  // namespace courtyard

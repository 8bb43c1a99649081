// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/ogc/tileset.h"

#include <fmt/format.h>

#include <algorithm>

namespace courtyard {
namespace {

void add(TileLayers& layers, const LayerName& layer) {
    if (const auto* kind = std::get_if<PointKind>(&layer.what)) {
        layers.points.insert(*kind);
        return;
    }
    layers.areas = true;
    layers.levels.insert(std::get<AreaLevel>(layer.what));
}

TileLayers whole_dataset(const Moment& moment, const Caller& caller) {
    TileLayers layers;
    for (const LayerName& layer : visible_layers(moment.areas(), caller)) add(layers, layer);
    // Not cut down to levels: the same tiles as those of the maps.
    layers.levels.clear();
    return layers;
}

Result<TileLayers> chosen(std::string_view list, const Moment& moment, const Caller& caller) {
    TileLayers layers;
    for (std::size_t at = 0; at <= list.size();) {
        const auto end = std::min(list.find(',', at), list.size());
        const auto name = list.substr(at, end - at);
        const auto layer = visible_layer(moment.areas(), caller, name);
        if (!layer)
            return fail(ErrorCode::invalid_input, "parameter.invalid",
                        {fmt::format("没有图层“{}”", name.substr(0, 40)),
                         fmt::format("there is no collection \"{}\"", name.substr(0, 40))},
                        "collections");
        add(layers, *layer);
        at = end + 1;
    }
    return layers;
}

}  // namespace

Tileset::Tileset(TileLayers layers, Moment moment, const Call& call)
    : layers_(std::move(layers)), moment_(std::move(moment)) {
    ScopedLayers& scoped = call.house.scoped;
    if (layers_.areas) bounds_.add(scoped.areas(moment_.snapshot, *moment_.edition, call.caller)->bounds());
    for (const PointKind kind : layers_.points)
        bounds_.add(scoped.points(moment_.snapshot, *moment_.edition, kind, call.caller)->bounds());
}

Result<Tileset> Tileset::of_dataset(Parameters& query, const Call& call) {
    auto moment = moment_of(query, call);
    const auto list = query.text("collections");
    if (!moment) return tl::unexpected(moment.error());
    if (auto wrong = query.checked(); !wrong) return tl::unexpected(wrong.error());
    if (!list) {
        TileLayers layers = whole_dataset(*moment, call.caller);
        return Tileset(std::move(layers), std::move(*moment), call);
    }
    auto layers = chosen(*list, *moment, call.caller);
    if (!layers) return tl::unexpected(layers.error());
    return Tileset(std::move(*layers), std::move(*moment), call);
}

Result<Tileset> Tileset::of_collection(std::string_view id, Parameters& query, const Call& call) {
    auto moment = moment_of(query, call);
    if (!moment) return tl::unexpected(moment.error());
    if (auto wrong = query.checked(); !wrong) return tl::unexpected(wrong.error());
    const auto layer = visible_layer(moment->areas(), call.caller, id);
    if (!layer) return tl::unexpected(layer.error());
    TileLayers layers;
    add(layers, *layer);
    Tileset tileset(std::move(layers), std::move(*moment), call);
    tileset.collection_ = *layer;
    return tileset;
}

std::vector<TileLimits> Tileset::limits() const {
    std::vector<TileLimits> all;
    if (bounds_.empty()) return all;
    for (unsigned z = 0; z <= served_zooms; ++z) all.push_back(tile_limits(bounds_, z));
    return all;
}

bool Tileset::holds(Tile tile) const {
    return tile.z() <= served_zooms && !bounds_.empty() && tile_limits(bounds_, tile.z()).contains(tile);
}

unsigned Tileset::first_look() const {
    unsigned z = 0;
    while (z < served_zooms && !bounds_.empty()) {
        const TileLimits next = tile_limits(bounds_, z + 1);
        if (next.max_row - next.min_row > 1 || next.max_col - next.min_col > 1) break;
        ++z;
    }
    return z;
}

Text Tileset::title() const {
    if (collection_) return title_of(*collection_);
    return {"全部图层", "All layers"};
}

std::string Tileset::owner_path() const {
    return collection_ ? fmt::format("/collections/{}", collection_->str()) : "";
}

}  // namespace courtyard

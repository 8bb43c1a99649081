// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/layer_name.h"

#include <fmt/format.h>

#include <functional>
#include <set>

namespace courtyard {
namespace {

tl::unexpected<Error> unknown_layer(std::string_view text) {
    return fail(ErrorCode::not_found, "layer.unknown",
                {fmt::format("没有图层“{}”", text), fmt::format("there is no layer \"{}\"", text)}, "layer");
}

}  // namespace

std::string LayerName::str() const {
    if (with_progress) return "progress";
    if (const auto* kind = std::get_if<PointKind>(&what)) return std::string(to_string(*kind));
    return std::string(plural(std::get<AreaLevel>(what)));
}

Result<LayerName> parse_layer_name(std::string_view text) {
    if (const auto kind = parse_point_kind(text)) return LayerName{*kind};
    for (const AreaLevel level : area_levels)
        if (text == plural(level)) return LayerName{level};
    if (text == "progress") return LayerName{AreaLevel::village, true};
    return unknown_layer(text);
}

Result<LayerName> visible_layer(const Caller& caller, std::string_view text) {
    auto layer = parse_layer_name(text);
    if (!layer || permitted(caller, verb_for(*layer))) return layer;
    return unknown_layer(text);
}

std::vector<LayerName> loaded_layers(const AreaTree& areas) {
    std::set<AreaLevel, std::greater<>> levels;
    for (const Area& area : areas.areas()) levels.insert(area.level);
    std::vector<LayerName> layers;
    for (const AreaLevel level : levels) layers.push_back({level});
    for (const PointKind kind : point_kinds) layers.push_back({kind});
    return layers;
}

std::vector<LayerName> visible_layers(const AreaTree& areas, const Caller& caller) {
    auto layers = loaded_layers(areas);
    std::erase_if(layers, [&](const LayerName& layer) { return !permitted(caller, verb_for(layer)); });
    return layers;
}

Result<LayerName> visible_layer(const AreaTree& areas, const Caller& caller, std::string_view text) {
    for (const LayerName& layer : visible_layers(areas, caller))
        if (layer.str() == text) return layer;
    return unknown_layer(text);
}

Text title_of(const LayerName& layer) {
    if (layer.with_progress) return {"进度", "Progress"};
    if (const auto* level = std::get_if<AreaLevel>(&layer.what)) {
        Text title{name_of(*level).zh, std::string(plural(*level))};
        title.en.front() = static_cast<char>(title.en.front() - 'a' + 'A');
        return title;
    }
    switch (std::get<PointKind>(layer.what)) {
        case PointKind::courtyards:
            return {"美丽庭院", "Courtyards"};
        case PointKind::bases:
            return {"巧媳妇基地", "Skilled-wife bases"};
        case PointKind::help_points:
            return {"关爱帮扶点", "Help points"};
        case PointKind::inspections:
            return {"核查点", "Inspection points"};
    }
    return {};
}

Verb verb_for(const LayerName& layer) {
    const auto* kind = std::get_if<PointKind>(&layer.what);
    if (kind == nullptr) return Verb::see_aggregates;
    const bool place = *kind == PointKind::bases || *kind == PointKind::help_points;
    return place ? Verb::see_places : Verb::see_household_points;
}

}  // namespace courtyard

// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "api/answers.h"
#include "api/asked_area.h"
#include "api/handlers/handlers.h"
#include "api/map_sketches.h"
#include "api/moment.h"
#include "api/problem.h"

namespace courtyard {
namespace {

/// An area with nothing beneath it is shown among its neighbours, as far as the caller sees them.
AreaIndex drawn_around(const Call& call, const AreaTree& tree, AreaIndex asked) {
    const AreaIndex around = tree.parent(asked);
    const bool alone = around == no_area || !in_scope(call.caller, tree, around);
    return tree.children(asked).empty() && !alone ? around : asked;
}

/// Two levels beneath where there are two: a county by its villages, a city by its townships.
AreaLevel usual_level(const AreaTree& tree, AreaIndex top) {
    const AreaLevel beneath = level_beneath(tree, top);
    const auto finer = std::ranges::find_if(area_levels, [&](AreaLevel level) { return level > beneath; });
    if (tree.children(top).empty() || finer == area_levels.end()) return beneath;
    return tree.descendants(top, *finer).empty() ? beneath : *finer;
}

}  // namespace

Response map_sketch(const Call& call) {
    Parameters query(call.request);
    const auto moment = moment_of(query, call);
    if (!moment) return problem(moment.error(), call.request);
    const AreaTree& tree = moment->areas();
    const auto asked = asked_area(query, call, tree);
    const auto level = query.level("level");
    if (auto wrong = query.checked(); !wrong) return problem(wrong.error(), call.request);
    if (!asked) return problem(asked.error(), call.request);

    const AreaIndex top = drawn_around(call, tree, *asked);
    Response response = answer(200, "application/json", {}, Caching::revalidate);
    response.body = call.house.sketches.of(*moment->edition, top, level.value_or(usual_level(tree, top)));
    return response;
}

Response area_names(const Call& call) {
    Parameters query(call.request);
    const auto moment = moment_of(query, call);
    if (!moment) return problem(moment.error(), call.request);
    if (auto wrong = query.checked(); !wrong) return problem(wrong.error(), call.request);

    const AreaTree& tree = moment->areas();
    Json json;
    json.object().member("edition", moment->edition->valid_from).key("areas").array();
    for (AreaIndex index = 0; index < tree.size(); ++index) {
        if (!in_scope(call.caller, tree, index)) continue;
        const AreaIndex parent = tree.parent(index);
        json.array().value(tree[index].code).value(tree[index].name).value(to_string(tree[index].level));
        if (parent != no_area && in_scope(call.caller, tree, parent))
            json.value(tree[parent].code);
        else
            json.null();
        json.end_array();
    }
    json.end_array().end();
    return json_answer(json);
}

Response map_settings(const Call& call) {
    Parameters query(call.request);
    if (auto wrong = query.checked(); !wrong) return problem(wrong.error(), call.request);
    const MapSettings& settings = call.house.map_settings;
    Json json;
    json.object().key("base_maps").array();
    for (const BaseMap& map : settings.base_maps) {
        json.object().member("id", map.id).member("name", map.name).key("layers").array();
        for (const auto& layer : map.layers) {
            json.array();
            for (const std::string& tiles : layer) json.value(tiles);
            json.end_array();
        }
        json.end_array().member("attribution", map.attribution).member("maxzoom", map.max_zoom).end();
    }
    json.end_array()
        .member("approval_number", settings.approval_number)
        .member("maker", settings.maker)
        .end();
    return json_answer(json);
}

}  // namespace courtyard

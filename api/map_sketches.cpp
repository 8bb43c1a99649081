// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/map_sketches.h"

#include <fmt/format.h>

#include <algorithm>

#include "api/area_json.h"
#include "geo/border_sketch.h"

namespace courtyard {
namespace {

constexpr std::size_t most_kept = 24;

/// 600 villages in less than 60 KB of gzip; from there on as many vertices for each area.
std::size_t vertices_for(std::size_t areas) {
    constexpr std::size_t least = 8'000;
    constexpr std::size_t for_each = 14;
    return std::max(least, areas * for_each);
}

void write_point(Json& json, SketchPoint point) { json.array().value(point.x).value(point.y).end_array(); }

/// The first place, then the way from each to the next.
void write_arcs(Json& json, const BorderSketch& drawn) {
    json.key("arcs").array();
    for (const auto& arc : drawn.arcs) {
        SketchPoint last;
        json.array();
        for (const SketchPoint point : arc) {
            json.value(point.x - last.x).value(point.y - last.y);
            last = point;
        }
        json.end_array();
    }
    json.end_array();
}

/// An arc by its number, against its way as `-1 - number`.
void write_rings(Json& json, const std::vector<std::vector<ArcStep>>& rings) {
    json.key("rings").array();
    for (const auto& ring : rings) {
        json.array();
        for (const ArcStep step : ring) {
            const auto number = static_cast<int>(step.arc);
            json.value(step.way == ArcWay::forward ? number : -1 - number);
        }
        json.end_array();
    }
    json.end_array();
}

void write_place(Json& json, const AreaTree& tree, AreaIndex index, const BorderSketch& drawn) {
    const Area& area = tree[index];
    write_area(json.object(), area).key("parent");
    if (const AreaIndex parent = tree.parent(index); parent != no_area)
        json.value(tree[parent].code);
    else
        json.null();
    json.key("label");
    if (area.bounds.empty())
        json.null();
    else
        write_point(json, drawn.at(area.label));
}

/// The areas between the top and those that are drawn, from the top down.
std::vector<AreaIndex> between(const AreaTree& tree, AreaIndex top, AreaLevel level) {
    std::vector<AreaIndex> found;
    for (const AreaIndex one : tree.subtree(top))
        if (one != top && tree[one].level < level) found.push_back(one);
    return found;
}

std::string drawn_as_json(const EditionPicture& edition, AreaIndex top, AreaLevel level) {
    const AreaTree& tree = *edition.areas;
    const std::vector<AreaIndex> cells = tree.descendants(top, level);
    std::vector<Boundary> boundaries;
    for (const AreaIndex cell : cells) boundaries.push_back(tree[cell].boundary);
    const BorderSketch drawn = sketch(boundaries, vertices_for(cells.size()));

    Json json;
    json.object().member("edition", edition.valid_from);
    write_area(json.key("area").object(), tree[top]).member("bbox", tree[top].bounds).end();
    json.member("level", to_string(level));
    json.key("corner").array().value(drawn.corner.x).value(drawn.corner.y).end_array();
    json.member("unit", drawn.unit);
    write_point(json.key("size"), drawn.size);
    write_arcs(json, drawn);
    json.key("areas").array();
    for (std::size_t i = 0; i < cells.size(); ++i) {
        write_place(json, tree, cells[i], drawn);
        write_rings(json, drawn.areas[i]);
        json.end();
    }
    json.end_array().key("between").array();
    for (const AreaIndex one : between(tree, top, level)) {
        write_place(json, tree, one, drawn);
        json.end();
    }
    json.end_array().end();
    return json.text();
}

}  // namespace

std::shared_ptr<const std::string> MapSketches::of(const EditionPicture& edition, AreaIndex top,
                                                   AreaLevel level) {
    const std::string key =
        fmt::format("{} {} {}", edition.content, (*edition.areas)[top].code.view(), to_string(level));
    const std::lock_guard lock(mutex_);
    const auto found = std::ranges::find(kept_, key, &Kept::key);
    if (found != kept_.end()) {
        kept_.splice(kept_.begin(), kept_, found);
    } else {
        kept_.push_front({key, std::make_shared<const std::string>(drawn_as_json(edition, top, level))});
        if (kept_.size() > most_kept) kept_.pop_back();
    }
    return kept_.front().text;
}

}  // namespace courtyard

// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/layer_rows.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "api/layer_fields.h"

namespace courtyard {
namespace {

ExportValue value_of(std::optional<std::int64_t> number) {
    return number ? ExportValue(*number) : ExportValue();
}
ExportValue value_of(std::optional<double> number) { return number ? ExportValue(*number) : ExportValue(); }
ExportValue value_of(std::optional<Day> day) { return day ? ExportValue(*day) : ExportValue(); }

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

Text title_of(const LayerName& layer) {
    if (layer.with_progress) return {"进度", "Progress"};
    if (const auto* level = std::get_if<AreaLevel>(&layer.what)) return name_of(*level);
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

LayerRows LayerRows::of(const LayerName& layer, const LayerQuery& query, const Moment& moment,
                        ScopedLayers& scoped, const Caller& caller) {
    LayerRows rows;
    rows.moment_ = moment;
    rows.fields_ = fields_of(layer);
    rows.campaign_ = query.campaign;
    const AreaTree& tree = moment.areas();
    if (const auto* kind = std::get_if<PointKind>(&layer.what)) {
        rows.layer_ = scoped.points(moment.snapshot, *moment.edition, *kind, caller);
        const auto take = [&](const PointView& point) {
            if (!status_on(point.timeline, moment.day)) return true;
            if (query.area == no_area || tree.covers(query.area, tree.find(point.area)))
                rows.points_.push_back(point.ref);
            return true;
        };
        if (query.within.empty()) rows.layer_->each_in(Bounds{}, take);
        for (const Bounds& box : query.within) rows.layer_->each_in(box, take);
        return rows;
    }
    rows.geometry_ = ExportGeometry::boundary;
    const AreaLevel level = std::get<AreaLevel>(layer.what);
    for (AreaIndex area = 0; area < tree.size(); ++area) {
        if (tree[area].level != level || !in_scope(caller, tree, area)) continue;
        if (query.area != no_area && !tree.covers(query.area, area)) continue;
        const auto meets = [&](const Bounds& box) { return box.intersects(tree[area].bounds); };
        if (!query.within.empty() && std::ranges::none_of(query.within, meets)) continue;
        rows.areas_.push_back(area);
    }
    return rows;
}

ExportRow LayerRows::row(std::size_t index) const {
    return areas_.empty() ? point_row(layer_->at(points_[index])) : area_row(areas_[index]);
}

std::string LayerRows::id(std::size_t index) const {
    return areas_.empty() ? std::string(layer_->at(points_[index]).id)
                          : moment_.areas()[areas_[index]].code.str();
}

std::optional<std::size_t> LayerRows::find(std::string_view id) const {
    for (std::size_t i = 0; i < size(); ++i)
        if (areas_.empty() ? layer_->at(points_[i]).id == id : moment_.areas()[areas_[i]].code.view() == id)
            return i;
    return std::nullopt;
}

ExportRow LayerRows::point_row(const PointView& point) const {
    const StatusOn now = *status_on(point.timeline, moment_.day);
    const AreaIndex area = moment_.areas().find(point.area);
    ExportRow row;
    row.geometry = point.position;
    const auto has = [&](std::string_view name) {
        return std::ranges::find(fields_, name, &ExportField::name) != fields_.end();
    };
    row.values.emplace_back(std::string(point.id));
    if (has("name")) row.values.emplace_back(std::string(point.name));
    row.values.emplace_back(point.area.str());
    row.values.emplace_back(area == no_area ? std::string() : moment_.areas()[area].name);
    row.values.emplace_back(layer_->statuses()[now.status]);
    row.values.emplace_back(point.timeline.front().from);
    if (has("completed_on")) {
        row.values.push_back(value_of(now.completed_on));
        row.values.push_back(value_of(now.revoked_on));
    }
    return row;
}

ExportRow LayerRows::area_row(AreaIndex index) const {
    const Area& area = moment_.areas()[index];
    ExportRow row;
    if (!area.boundary.empty()) row.geometry = &area.boundary;
    row.values = {area.code.str(), area.name, std::string(to_string(area.level)), area.parent.str()};
    if (campaign_ == nullptr || fields_.size() == row.values.size()) return row;
    const Progress p =
        progress_of(moment_.snapshot->progress_source(*campaign_, *moment_.edition), index, moment_.day);
    // What is withheld is empty and not 0.
    const auto told = [&](std::int64_t number) { return p.withheld ? ExportValue() : ExportValue(number); };
    const std::vector<ExportValue> more{
        told(p.registered),      told(p.completed),          told(p.completed_year),
        value_of(p.target_plan), value_of(p.target_year),    value_of(p.share_plan),
        value_of(p.share_year),  value_of(p.expected_share), std::string(to_string(p.pace))};
    row.values.insert(row.values.end(), more.begin(), more.end());
    return row;
}

}  // namespace courtyard

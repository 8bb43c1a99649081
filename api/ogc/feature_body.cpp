// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/ogc/feature_body.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <span>

#include "api/json_body.h"
#include "api/media_type.h"
#include "api/ogc/reference_systems.h"
#include "data/read/geojson_feature.h"
#include "data/read/row_words.h"
#include "data/read/rows_places.h"

namespace courtyard {
namespace {

/// What a feature tells and nobody says.
constexpr std::array<std::string_view, 3> derived{"area_name", "status", "since"};
/// Only a change comes as the first of them.
constexpr std::array<std::string_view, 3> all_types{"application/merge-patch+json", "application/geo+json",
                                                    "application/json"};

std::span<const std::string_view> types_of(BodySays says) {
    return std::span(all_types).subspan(says == BodySays::change ? 0 : 1);
}

/// A property's name in a JSON pointer.
std::string pointer_to(std::string_view property) {
    std::string pointer = "/properties/";
    for (const char c : property) pointer += c == '~' ? "~0" : c == '/' ? "~1" : std::string(1, c);
    return pointer;
}

/// What the coordinates of a body are: CRS84 unless `Content-Crs: <uri>` says another.
Result<OgcCrs> content_crs(const RequestHead& head) {
    const auto said = head.header("content-crs");
    if (!said) return default_crs();
    std::string_view uri = *said;
    if (uri.starts_with('<') && uri.ends_with('>')) uri = uri.substr(1, uri.size() - 2);
    return find_crs_of_any_zone(uri, "Content-Crs");
}

Result<Datum> datum_of(const OgcCrs& crs) {
    return crs.is_default() ? Result<Datum>(Datum::wgs84) : parse_datum(crs.code);
}

Result<void> check_type(const RequestHead& head, BodySays says) {
    const auto types = types_of(says);
    if (std::ranges::find(types, media_type(head)) != types.end()) return {};
    return fail(ErrorCode::unsupported, "body.type",
                {fmt::format("请以 {} 发送", body_types(says)), fmt::format("send {}", body_types(says))},
                "content-type");
}

/// A fault of the GeoJSON itself.
FeatureFault fault_of(const Error& error) {
    const bool geometry = error.name.starts_with("geometry.");
    return {geometry ? "/geometry" : "", geometry ? "geometry" : "feature", error.name, error.detail};
}

void take_properties(FeatureBody& body, PointKind kind, const GeoJsonFeature& feature, BodySays says) {
    std::vector<std::string> names;
    for (const auto& [name, text] : feature.properties) names.push_back(name);
    const ColumnAdvice advice = advise_columns(record_kind(kind), names, {}, {}, Geometry::point);
    for (const auto& [field, column] : advice.map.column_of)
        body.said[field] = {names[column], feature.properties[column].second};
    for (const std::string_view axis : {"lon", "lat"}) {
        const auto said = body.said.find(std::string(axis));
        if (said == body.said.end()) continue;
        body.faults.push_back({pointer_to(said->second.name),
                               std::string(axis),
                               "property.position",
                               {"位置请写在 geometry 中", "say the position as geometry"}});
        body.said.erase(said);
    }
    for (const std::string& name : advice.contested)
        body.faults.push_back({pointer_to(name),
                               name,
                               "column.doubly_claimed",
                               {fmt::format("“{}”与另一属性意思相同", name),
                                fmt::format("\"{}\" says what another property says", name)}});
    for (const std::string& name : advice.map.ignored) {
        const bool follows = std::ranges::find(derived, name) != derived.end();
        // Who sends a feature back as it was read says nothing with it.
        if (follows && says == BodySays::change)
            body.faults.push_back({pointer_to(name),
                                   name,
                                   "property.derived",
                                   {fmt::format("“{}”由系统得出，不能直接修改", name),
                                    fmt::format("\"{}\" follows from the rest and cannot be said", name)}});
        if (!follows)
            body.faults.push_back(
                {pointer_to(name),
                 name,
                 "property.unknown",
                 {fmt::format("不认识属性“{}”", name), fmt::format("there is no property \"{}\"", name)}});
    }
}

/// An id stands in the member, in the property, or the same in both.
void take_id(FeatureBody& body, const GeoJsonFeature& feature) {
    body.id = feature.id;
    const auto said = body.said.find("id");
    if (said == body.said.end()) return;
    const SaidProperty property = said->second;
    body.said.erase(said);
    if (property.text.empty()) return;
    if (body.id && *body.id != property.text)
        body.faults.push_back({pointer_to(property.name),
                               "id",
                               "id.differs",
                               {"属性中的编号与要素的 id 不同", "it is not the id of the feature"}});
    body.id = property.text;
}

void take_geometry(FeatureBody& body, const GeoJsonFeature& feature, AxisOrder order) {
    body.says_geometry = feature.has_geometry;
    if (std::holds_alternative<Boundary>(feature.geometry))
        body.faults.push_back(
            {"/geometry",
             "geometry",
             "geometry.kind",
             {"几何是面，这里需要点", "the geometry is a polygon where a point is needed"}});
    const auto* point = std::get_if<LonLat>(&feature.geometry);
    if (point == nullptr) return;
    body.position = order == AxisOrder::north_east ? LonLat{point->lat, point->lon} : *point;
}

/// The day that an unsaid day is.
Day day_held(const Place& held, const std::map<std::string, std::string>& texts) {
    if (held.point) return held.point->opened_on;
    const auto said = texts.find("level");
    const auto level = said == texts.end() ? Result<std::string>("") : base_level_word(said->second);
    for (const BaseRecord& one : held.levels)
        if (level && one.level == *level) return one.recognised_on;
    return today();
}

}  // namespace

std::string body_types(BodySays says) { return fmt::format("{}", fmt::join(types_of(says), ", ")); }

Result<FeatureBody> feature_of_body(const Request& request, PointKind kind, BodySays says) {
    if (auto type = check_type(request, says); !type) return tl::unexpected(type.error());
    const auto crs = content_crs(request);
    if (!crs) return tl::unexpected(crs.error());
    const auto datum = datum_of(*crs);
    if (!datum) return tl::unexpected(datum.error());
    simdjson::dom::parser parser;
    const auto object = parse_object(parser, request.body);
    if (!object) return tl::unexpected(object.error());
    FeatureBody body;
    body.datum = *datum;
    std::string_view type;
    if (says == BodySays::feature && ((*object)["type"].get(type) || type != "Feature")) {
        body.faults.push_back(
            {"/type", "type", "geojson.feature", {"type 应为 Feature", "the type is to be Feature"}});
        return body;
    }
    const auto feature =
        says == BodySays::feature ? read_geojson_feature(*object) : read_geojson_change(*object);
    if (!feature) {
        body.faults.push_back(fault_of(feature.error()));
        return body;
    }
    take_properties(body, kind, *feature, says);
    take_id(body, *feature);
    take_geometry(body, *feature, crs->order);
    return body;
}

OfferedPlace offered_place(const FeatureBody& body, BodySays says, const std::string& id, const Place& held) {
    std::map<std::string, std::string> texts;
    TableRow row;
    RowOptions options;
    options.datum = body.datum;
    if (says == BodySays::change) {
        const PlaceRecord current = held.current();
        texts = texts_of(current);
        // Another level began another day; where a place was moved to says in which village it is.
        if (body.said.contains("level")) texts.erase("recognised_on");
        if (body.says_geometry) texts.erase("area");
        if (const auto& position = position_of(current); position && !body.says_geometry) {
            row.geometry = position->given;
            options.datum = position->datum;
        }
    }
    for (const auto& [field, said] : body.said) texts[field] = said.text;
    texts["id"] = id;
    if (body.position) row.geometry = *body.position;
    options.default_day = day_held(held, texts);

    ColumnMap columns;
    for (const auto& [field, text] : texts) {
        columns.column_of[field] = row.values.size();
        row.values.push_back(text);
    }
    RowView view(row, columns, options);
    OfferedPlace offered;
    if (held.kind == PointKind::bases)
        offered.record = base_of(view);
    else
        offered.record = help_point_of(view);
    for (const Error& refusal : view.refusals()) {
        const auto said = body.said.find(refusal.subject);
        const bool position =
            refusal.name.starts_with("coordinate.") || refusal.name.starts_with("geometry.");
        std::string pointer = said != body.said.end() ? pointer_to(said->second.name)
                              : position              ? "/geometry"
                                                      : pointer_to(refusal.subject);
        offered.faults.push_back({std::move(pointer), refusal.subject, refusal.name, refusal.detail});
    }
    if (view.full_width_code())
        offered.notes.push_back({0,
                                 "area",
                                 "area.full_width",
                                 {"全角数字已按半角读取", "full-width digits were read as plain ones"}});
    return offered;
}

}  // namespace courtyard

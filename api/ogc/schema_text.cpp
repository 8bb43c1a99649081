// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/ogc/schema_text.h"

#include <algorithm>
#include <iterator>

#include "api/layer_fields.h"
#include "api/ogc/place.h"

namespace courtyard {
namespace {

std::string_view json_type_of(ExportType type) {
    switch (type) {
        case ExportType::integer:
            return "integer";
        case ExportType::real:
            return "number";
        case ExportType::text:
        case ExportType::day:
            break;
    }
    return "string";
}

class SchemaWriter {
  public:
    SchemaWriter(Json& json, SchemaOf what, const LayerName& layer, const LayerView& view, Language language)
        : json_(json), what_(what), layer_(layer), view_(view), language_(language) {}

    void geometry() {
        const bool point = view_.geometry() == ExportGeometry::point;
        json_.key("geometry").object();
        title({"几何", "Geometry"});
        json_.member("x-ogc-role", "primary-geometry")
            .member("x-ogc-propertySeq", 1)
            .member("format", point ? "geometry-point" : "geometry-polygon-or-multipolygon")
            .end();
    }

    void attribute(const ExportField& field, int number, bool first_day) {
        json_.key(field.name).object();
        title(field.title);
        json_.member("description", in(language_, field.meaning)).member("x-ogc-propertySeq", number);
        type_of(field);
        if (number == 2) json_.member("x-ogc-role", "id");
        if (first_day) json_.member("x-ogc-role", "primary-instant");
        values_of(field);
        json_.end();
    }

  private:
    void title(const Text& text) { json_.member("title", in(language_, text)).member("x-titles", text); }

    void type_of(const ExportField& field) {
        const std::string_view type = json_type_of(field.type);
        const bool may_be_null = what_ == SchemaOf::features &&
                                 (field.type == ExportType::day || field.type == ExportType::real) &&
                                 field.name != "since";
        if (may_be_null)
            json_.key("type").array().value(type).value("null").end_array();
        else
            json_.member("type", type);
        if (field.type == ExportType::day) json_.member("format", "date");
    }

    void values_of(const ExportField& field) {
        const auto values = view_.known_values(field.name);
        if (values.empty()) return;
        json_.key("enum").array();
        for (const std::string& value : values) json_.value(value);
        json_.end_array().key("x-enum-titles").object();
        for (const std::string& value : values) json_.member(value, name_of_value(layer_, field.name, value));
        json_.end();
    }

    Json& json_;
    SchemaOf what_;
    const LayerName& layer_;
    const LayerView& view_;
    Language language_;
};

}  // namespace

std::vector<ExportField> schema_fields(SchemaOf what, const LayerName& layer, const LayerView& view) {
    auto fields = view.fields();
    const auto* kind = std::get_if<PointKind>(&layer.what);
    if (what == SchemaOf::features && kind != nullptr && verb_for(layer) == Verb::see_places)
        std::ranges::move(place_fields(*kind), std::back_inserter(fields));
    return fields;
}

void write_schema(Json& json, SchemaOf what, const LayerName& layer, const LayerView& view,
                  std::string_view address, Language language) {
    json.object()
        .member("$schema", "https://json-schema.org/draft/2020-12/schema")
        .member("$id", address)
        .member("type", "object")
        .member("title", in(language, title_of(layer)))
        .member("description", in(language, description_of(layer)))
        .key("properties")
        .object();
    SchemaWriter writer(json, what, layer, view, language);
    writer.geometry();
    int number = 2;
    bool days = false;
    for (const ExportField& field : schema_fields(what, layer, view)) {
        const bool first_day = field.type == ExportType::day && !days;
        days = days || first_day;
        writer.attribute(field, number++, first_day);
    }
    json.end().member("additionalProperties", false).end();
}

}  // namespace courtyard

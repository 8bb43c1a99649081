// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/geojson.h"

namespace courtyard {
namespace {

void write_ring(Json& json, const Ring& ring) {
    json.array();
    for (const LonLat position : ring) json.value(position);
    json.end_array();
}

void write_polygon(Json& json, const Polygon& polygon) {
    json.array();
    for (const Ring& ring : polygon.rings) write_ring(json, ring);
    json.end_array();
}

struct WriteGeometry {
    Json& json;
    void operator()(std::monostate) const { json.null(); }
    void operator()(LonLat position) const {
        json.object().member("type", "Point").member("coordinates", position).end();
    }
    void operator()(const Boundary* boundary) const {
        json.object();
        if (boundary->polygons.size() == 1) {
            json.member("type", "Polygon").key("coordinates");
            write_polygon(json, boundary->polygons.front());
        } else {
            json.member("type", "MultiPolygon").key("coordinates").array();
            for (const Polygon& polygon : boundary->polygons) write_polygon(json, polygon);
            json.end_array();
        }
        json.end();
    }
};

struct WriteValue {
    Json& json;
    void operator()(std::monostate) const { json.null(); }
    template <class Value>
    void operator()(const Value& value) const {
        json.value(value);
    }
};

}  // namespace

void write_feature(Json& json, std::string_view id, const ExportRow& row,
                   std::span<const ExportField> fields) {
    json.object().member("type", "Feature").member("id", id).key("geometry");
    std::visit(WriteGeometry{json}, row.geometry);
    json.key("properties").object();
    for (std::size_t i = 0; i < fields.size(); ++i) {
        json.key(fields[i].name);
        std::visit(WriteValue{json}, row.values[i]);
    }
    json.end().end();
}

}  // namespace courtyard

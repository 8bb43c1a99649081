// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "data/read/geojson_feature.h"

#include <fmt/format.h>

#include <set>
#include <string_view>

namespace courtyard {
namespace {

namespace dom = simdjson::dom;

tl::unexpected<Error> bad_feature(std::string zh, std::string en) {
    return fail(ErrorCode::invalid_input, "geojson.feature", {std::move(zh), std::move(en)});
}

tl::unexpected<Error> bad_coordinates(dom::element what) {
    const std::string shown = simdjson::minify(what).substr(0, 60);
    return fail(ErrorCode::invalid_input, "geometry.coordinates",
                {fmt::format("坐标“{}”不对：应是两到四个数", shown),
                 fmt::format("coordinates {} will not do: two to four numbers are needed", shown)});
}

Result<LonLat> position_of(dom::element element) {
    dom::array numbers;
    if (element.get(numbers) != simdjson::SUCCESS) return bad_coordinates(element);
    LonLat position;
    std::size_t count = 0;
    for (const dom::element number : numbers) {
        double value = 0;
        if (number.get(value) != simdjson::SUCCESS || count == 4) return bad_coordinates(element);
        if (count == 0) position.lon = value;
        if (count == 1) position.lat = value;
        ++count;
    }
    if (count < 2) return bad_coordinates(element);
    return position;
}

Result<Polygon> polygon_of(dom::element element) {
    dom::array rings;
    if (element.get(rings) != simdjson::SUCCESS) return bad_coordinates(element);
    Polygon polygon;
    for (const dom::element ring_element : rings) {
        dom::array positions;
        if (ring_element.get(positions) != simdjson::SUCCESS) return bad_coordinates(ring_element);
        Ring& ring = polygon.rings.emplace_back();
        ring.reserve(positions.size());
        for (const dom::element p : positions) {
            const auto position = position_of(p);
            if (!position) return tl::unexpected(position.error());
            ring.push_back(*position);
        }
    }
    return polygon;
}

Result<TableGeometry> multipolygon_of(dom::array polygons) {
    Boundary boundary;
    for (const dom::element element : polygons) {
        auto polygon = polygon_of(element);
        if (!polygon) return tl::unexpected(polygon.error());
        boundary.polygons.push_back(std::move(*polygon));
    }
    if (boundary.empty()) return std::monostate{};
    return boundary;
}

Result<TableGeometry> by_type(std::string_view type, dom::element element) {
    const dom::array coordinates = element.get_array().value();
    if (type == "MultiPolygon") return multipolygon_of(coordinates);
    const bool empty = coordinates.begin() == coordinates.end();
    if (type == "Polygon") {
        if (empty) return std::monostate{};
        auto polygon = polygon_of(element);
        if (!polygon) return tl::unexpected(polygon.error());
        return Boundary{{std::move(*polygon)}};
    }
    if (type == "MultiPoint" && coordinates.size() != 1) return wrong_geometry(type);
    if (type != "Point" && type != "MultiPoint") return wrong_geometry(type);
    if (empty) return std::monostate{};
    const auto position = position_of(type == "Point" ? element : coordinates.at(0).value());
    if (!position) return tl::unexpected(position.error());
    return *position;
}

Result<TableGeometry> geometry_of(dom::element element) {
    if (element.is_null()) return std::monostate{};
    std::string_view type;
    if (!element.is_object() || element["type"].get(type) != simdjson::SUCCESS) {
        return bad_feature("geometry 不是几何对象", "geometry is not a geometry object");
    }
    dom::array parts;
    if (type == "GeometryCollection") {
        if (element["geometries"].get(parts) == simdjson::SUCCESS && parts.size() == 1) {
            return geometry_of(parts.at(0).value());
        }
        return wrong_geometry(type);
    }
    dom::element coordinates;
    if (element["coordinates"].get(coordinates) != simdjson::SUCCESS || !coordinates.is_array()) {
        return bad_feature(fmt::format("{} 没有 coordinates 数组", type.substr(0, 40)),
                           fmt::format("a {} without an array of coordinates", type.substr(0, 40)));
    }
    return by_type(type, coordinates);
}

std::string text_of(dom::element value) {
    switch (value.type()) {
        case dom::element_type::NULL_VALUE:
            return {};
        case dom::element_type::STRING:
            return std::string(value.get_string().value());
        case dom::element_type::DOUBLE:
            return fmt::format("{}", value.get_double().value());
        default:
            return simdjson::minify(value);
    }
}

Result<void> read_properties(dom::element element, GeoJsonFeature& feature) {
    if (element.is_null()) return {};
    dom::object properties;
    if (element.get(properties) != simdjson::SUCCESS) {
        return bad_feature("properties 不是对象", "properties is not an object");
    }
    std::set<std::string_view> seen;
    for (const auto& [key, value] : properties) {
        if (!seen.insert(key).second) {
            return bad_feature(fmt::format("属性“{}”出现两次", key),
                               fmt::format("property \"{}\" is there twice", key));
        }
        feature.properties.emplace_back(key, text_of(value));
    }
    return {};
}

Result<void> read_geometry(dom::element element, GeoJsonFeature& feature) {
    auto geometry = geometry_of(element);
    if (!geometry) return tl::unexpected(geometry.error());
    feature.geometry = std::move(*geometry);
    feature.has_geometry = true;
    return {};
}

Result<GeoJsonFeature> read_members(dom::element element) {
    GeoJsonFeature feature;
    dom::element member;
    if (element["properties"].get(member) == simdjson::SUCCESS) {
        if (const auto read = read_properties(member, feature); !read) return tl::unexpected(read.error());
    }
    if (element["id"].get(member) == simdjson::SUCCESS) {
        if (!member.is_string() && !member.is_number()) {
            return bad_feature("要素的 id 不是文字也不是数",
                               "the id of a feature is neither text nor a number");
        }
        feature.id = text_of(member);
    }
    if (element["geometry"].get(member) != simdjson::SUCCESS) return feature;
    if (const auto read = read_geometry(member, feature); !read) return tl::unexpected(read.error());
    return feature;
}

}  // namespace

Result<GeoJsonFeature> read_geojson_feature(dom::element element) {
    std::string_view type;
    if (!element.is_object() || element["type"].get(type) != simdjson::SUCCESS) {
        return bad_feature("要素不是带 type 的对象", "a feature must be an object with a type");
    }
    if (type == "Feature") return read_members(element);
    GeoJsonFeature feature;
    if (auto read = read_geometry(element, feature); !read) return tl::unexpected(read.error());
    return feature;
}

Result<GeoJsonFeature> read_geojson_change(dom::element element) {
    std::string_view type;
    dom::element member;
    if (!element.is_object() ||
        (element["type"].get(member) == simdjson::SUCCESS && (member.get(type) || type != "Feature"))) {
        return bad_feature("应是要素（type 为 Feature）的一部分",
                           "what is needed is part of a feature, whose type is Feature");
    }
    return read_members(element);
}

}  // namespace courtyard

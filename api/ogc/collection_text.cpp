// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/ogc/collection_text.h"

#include <fmt/format.h>

#include <algorithm>

#include "api/layer_fields.h"
#include "api/ogc/address.h"
#include "api/ogc/reference_systems.h"
#include "api/ogc/service_tree.h"
#include "api/problem.h"

namespace courtyard {
namespace {

Links links_of(const LayerName& layer, const Call& call, Language language) {
    const RequestHead& head = call.request;
    const std::string path = "/collections/" + layer.str();
    const auto at = [&](std::string_view more) { return service_address(head, path + std::string(more)); };
    Links links;
    for (const Encoded& one : page_encodings)
        links.add(one.word == "json" ? "self" : "alternate", one.type, with_parameter(at(""), "f", one.word));
    for (const Encoded& one : item_encodings)
        links.add("items", one.type, with_parameter(at("/items"), "f", one.word),
                  in(language, Text{"要素", "The features"}));
    links.add(ogc_relation("queryables"), schema_type, at("/queryables"),
              in(language, Text{"可查询的属性", "What can be asked for"}));
    links.add(ogc_relation("schema"), schema_type, at("/schema"),
              in(language, Text{"属性结构", "What a feature holds"}));
    links.add(ogc_relation("tilesets-vector"), json_type, at("/tiles"),
              in(language, Text{"矢量瓦片", "Vector tiles"}));
    links.add("stylesheet", "application/vnd.mapbox.style+json",
              fmt::format("{}/styles/{}.json", origin_of(head), layer.str()),
              in(language, Text{"地图样式", "Style for maps"}));
    if (permitted(call.caller, Verb::export_layers)) {
        const std::string file = fmt::format("{}/api/exports/{}.gpkg", origin_of(head), layer.str());
        links.add("enclosure", "application/geopackage+sqlite3",
                  with_asked(file, head, {"as_of", "revision"}),
                  in(language, Text{"整个图层（GeoPackage）", "The whole layer (GeoPackage)"}));
    }
    return links;
}

}  // namespace

CollectionText CollectionText::of(const LayerName& layer, const Moment& moment, const Call& call) {
    const Language language = language_of(call.request);
    const LayerView view = LayerView::of(layer, {}, moment, call.house.scoped, call.caller);
    CollectionText text;
    text.layer = layer;
    text.title = in(language, title_of(layer));
    text.description = in(language, description_of(layer));
    text.bounds = view.bounds();
    text.since = view.first_day();
    text.rows = view.count();
    for (const OgcCrs& crs : offered_crs(county_zone(call.house.map_settings, moment.areas())))
        text.crs.push_back(crs.uri);
    text.links = links_of(layer, call, language);
    return text;
}

void CollectionText::write(Json& json) const {
    json.object().member("id", layer.str()).member("title", title).member("description", description);
    json.member("itemType", "feature").member("itemCount", rows);
    if (!bounds.empty() || since) json.key("extent").object();
    if (!bounds.empty())
        json.key("spatial")
            .object()
            .key("bbox")
            .array()
            .value(bounds)
            .end_array()
            .member("crs", crs84_uri)
            .end();
    if (since)
        json.key("temporal")
            .object()
            .key("interval")
            .array()
            .array()
            .value(fmt::format("{}T00:00:00+08:00", to_string(*since)))
            .null()
            .end_array()
            .end_array()
            .member("trs", "http://www.opengis.net/def/uom/ISO-8601/0/Gregorian")
            .end();
    if (!bounds.empty() || since) json.end();
    json.list("crs", crs).member("storageCrs", crs.front()).key("links");
    links.write(json);
    json.end();
}

}  // namespace courtyard

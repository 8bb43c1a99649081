// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <limits>

#include "api/answers.h"
#include "api/geojson.h"
#include "api/handlers/handlers.h"
#include "api/layer_rows.h"
#include "api/moment.h"
#include "api/ogc/content_tag.h"
#include "api/ogc/place.h"
#include "api/parameters.h"
#include "api/problem.h"

namespace courtyard {
namespace {

std::string base_of(const Call& call) {
    return fmt::format("{}://{}/ogc", call.request.secure ? "https" : "http",
                       call.request.header("host").value_or("localhost"));
}

void write_link(Json& json, std::string_view rel, std::string_view type, const std::string& href) {
    json.object().member("rel", rel).member("type", type).member("href", href).end();
}

void write_collection(Json& json, const LayerName& layer, const Moment& moment, const Call& call) {
    const Language language = language_of(call.request);
    const std::string at = fmt::format("{}/collections/{}", base_of(call), layer.str());
    Bounds bounds;
    for (const AreaIndex root : moment.areas().roots()) bounds.add(moment.areas()[root].bounds);
    json.object()
        .member("id", layer.str())
        .member("title", in(language, title_of(layer)))
        .member("itemType", "feature")
        .key("extent")
        .object()
        .key("spatial")
        .object()
        .key("bbox")
        .array()
        .value(bounds)
        .end_array()
        .member("crs", "http://www.opengis.net/def/crs/OGC/1.3/CRS84")
        .end()
        .end()
        .key("crs")
        .array()
        .value("http://www.opengis.net/def/crs/OGC/1.3/CRS84")
        .end_array()
        .key("links")
        .array();
    write_link(json, "self", "application/json", at);
    write_link(json, "items", "application/geo+json", at + "/items");
    json.end_array().end();
}

/// The layer of a route's `{id}`, as far as the caller may see it.
Result<LayerName> asked_layer(const Call& call) {
    auto layer = visible_layer(call.caller, call.captured.front());
    if (layer && layer->with_progress)
        return fail(ErrorCode::not_found, "layer.unknown",
                    {"进度不是要素图层，请用 /api/progress 或导出",
                     "progress is no collection; use /api/progress or an export"},
                    "layer");
    return layer;
}

/// The address of this request with another offset.
std::string page_link(const Call& call, std::size_t offset) {
    std::string query;
    for (const auto& [name, value] : call.request.query)
        if (name != "offset") query += fmt::format("{}={}&", name, value);
    return fmt::format("{}/collections/{}/items?{}offset={}", base_of(call), call.captured.front(), query,
                       offset);
}

Response feature_answer(const Json& json) {
    return answer(200, "application/geo+json", json.text(), Caching::revalidate);
}

}  // namespace

Response collections_landing(const Call& call) {
    const Language language = language_of(call.request);
    Json json;
    json.object()
        .member("title", in(language, {"Courtyard 要素服务", "Courtyard features"}))
        .member("description", in(language, {"区划、庭院、基地、帮扶点与核查点",
                                             "Areas, courtyards, bases, help points and inspection points"}))
        .key("links")
        .array();
    write_link(json, "self", "application/json", base_of(call));
    write_link(json, "conformance", "application/json", base_of(call) + "/conformance");
    write_link(json, "data", "application/json", base_of(call) + "/collections");
    json.end_array().end();
    return json_answer(json);
}

Response conformance(const Call&) {
    Json json;
    json.object().key("conformsTo").array();
    for (const char* part : {"core", "geojson"})
        json.value(fmt::format("http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/{}", part));
    json.end_array().end();
    return json_answer(json);
}

Response collections(const Call& call) {
    Parameters query(call.request);
    const auto moment = moment_of(query, call);
    if (!moment) return problem(moment.error(), call.request);
    if (auto wrong = query.checked(); !wrong) return problem(wrong.error(), call.request);
    Json json;
    json.object().key("links").array();
    write_link(json, "self", "application/json", base_of(call) + "/collections");
    json.end_array().key("collections").array();
    for (const LayerName& layer : loaded_layers(moment->areas()))
        if (permitted(call.caller, verb_for(layer))) write_collection(json, layer, *moment, call);
    json.end_array().end();
    return json_answer(json);
}

Response collection(const Call& call) {
    Parameters query(call.request);
    const auto layer = asked_layer(call);
    const auto moment = moment_of(query, call);
    if (!layer) return problem(layer.error(), call.request);
    if (!moment) return problem(moment.error(), call.request);
    if (auto wrong = query.checked(); !wrong) return problem(wrong.error(), call.request);
    Json json;
    write_collection(json, *layer, *moment, call);
    return json_answer(json);
}

Response items(const Call& call) {
    constexpr std::int64_t most = 10'000;
    Parameters query(call.request);
    const auto layer = asked_layer(call);
    const auto moment = moment_of(query, call);
    const auto asked_limit =
        query.integer("limit", 1, std::numeric_limits<std::int64_t>::max()).value_or(100);
    const auto offset = static_cast<std::size_t>(
        query.integer("offset", 0, std::numeric_limits<std::int64_t>::max()).value_or(0));
    const LayerQuery wanted{no_area, query.bbox("bbox"), nullptr};
    if (!layer) return problem(layer.error(), call.request);
    if (!moment) return problem(moment.error(), call.request);
    if (auto wrong = query.checked(); !wrong) return problem(wrong.error(), call.request);

    const LayerRows rows = LayerRows::of(*layer, wanted, *moment, call.house.scoped, call.caller);
    const auto limit = static_cast<std::size_t>(std::min(asked_limit, most));
    const std::size_t end = std::min(rows.size(), offset > rows.size() ? rows.size() : offset + limit);
    const std::size_t begin = std::min(offset, end);
    Json json;
    json.object()
        .member("type", "FeatureCollection")
        .member("numberMatched", std::uint64_t{rows.size()})
        .member("numberReturned", std::uint64_t{end - begin})
        .key("links")
        .array();
    write_link(json, "self", "application/geo+json", page_link(call, begin));
    if (end < rows.size()) write_link(json, "next", "application/geo+json", page_link(call, end));
    if (begin > 0)
        write_link(json, "prev", "application/geo+json", page_link(call, begin > limit ? begin - limit : 0));
    json.end_array().key("features").array();
    for (std::size_t i = begin; i < end; ++i) write_feature(json, rows.id(i), rows.row(i), rows.fields());
    json.end_array().end();
    return feature_answer(json);
}

Response item(const Call& call) {
    Parameters query(call.request);
    const auto layer = asked_layer(call);
    const auto moment = moment_of(query, call);
    if (!layer) return problem(layer.error(), call.request);
    if (!moment) return problem(moment.error(), call.request);
    if (auto wrong = query.checked(); !wrong) return problem(wrong.error(), call.request);
    const LayerRows rows = LayerRows::of(*layer, {}, *moment, call.house.scoped, call.caller);
    const auto found = rows.find(call.captured[1]);
    if (!found)
        return problem({ErrorCode::not_found,
                        "feature.unknown",
                        {"没有这个要素", "there is no such feature"},
                        std::string(call.captured[1])},
                       call.request);
    const auto* kind = std::get_if<PointKind>(&layer->what);
    const bool place = kind != nullptr && verb_for(*layer) == Verb::see_places;
    Json json;
    if (!place) {
        write_feature(json, rows.id(*found), rows.row(*found), rows.fields());
        return feature_answer(json);
    }
    // What is written as a feature is read whole as one, and its tag says which content a change is of.
    const Place whole = Place::known(call.house.store, *kind, rows.id(*found), moment->snapshot->revision);
    auto fields = rows.fields();
    std::ranges::move(place_fields(*kind), std::back_inserter(fields));
    ExportRow row = rows.row(*found);
    std::ranges::move(place_values(whole, moment->day), std::back_inserter(row.values));
    write_feature(json, rows.id(*found), row, fields);
    Response response = feature_answer(json);
    response.headers.emplace_back("etag", representation_tag(content_tag(whole), json.text()));
    return response;
}

}  // namespace courtyard

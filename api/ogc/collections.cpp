// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/handlers/handlers.h"
#include "api/ogc/answer.h"
#include "api/ogc/feature_pages.h"
#include "api/ogc/reference_systems.h"
#include "api/ogc/schema_text.h"
#include "api/ogc/service_tree.h"

namespace courtyard {
namespace {

constexpr std::array schema_encodings{Encoded{"json", schema_type, json_type}, Encoded{"html", html_type}};

/// What every resource of a collection reads first.
struct Asked {
    LayerName layer;
    Moment moment;
    Encoded encoding;
};

tl::expected<Asked, Response> asked_of(const Call& call, std::span<const Encoded> offered) {
    const auto refused = [&](const Error& error) { return tl::unexpected(problem(error, call.request)); };
    const auto encoding = asked_encoding(call.request, offered);
    if (!encoding) return tl::unexpected(not_encoded(encoding.error(), call.request));
    Parameters query(call.request);
    auto moment = moment_of(query, call);
    if (!moment) return refused(moment.error());
    const auto layer = asked_collection(call, moment->areas());
    if (!layer) return refused(layer.error());
    if (const auto known = query.checked(); !known) return refused(known.error());
    return Asked{*layer, std::move(*moment), *encoding};
}

Response schema_answer(const Call& call, SchemaOf what) {
    const auto asked = asked_of(call, schema_encodings);
    if (!asked) return asked.error();
    const LayerView view = LayerView::of(asked->layer, {}, asked->moment, call.house.scoped, call.caller);
    if (asked->encoding.word == "html") return schema_page(call, what, asked->layer, view, schema_encodings);
    Links links;
    links.add_self(call.request, schema_encodings, asked->encoding);
    const std::string address = service_address(call.request) + "/collections/" + asked->layer.str() +
                                (what == SchemaOf::queryables ? "/queryables" : "/schema");
    Json json;
    write_schema(json, what, asked->layer, view, address, language_of(call.request));
    return ogc_answer(call.request, schema_type, json.text(), links);
}

}  // namespace

Response collections(const Call& call) {
    const RequestHead& head = call.request;
    const auto encoding = asked_encoding(head, page_encodings);
    if (!encoding) return not_encoded(encoding.error(), head);
    Parameters query(head);
    const auto moment = moment_of(query, call);
    if (!moment) return problem(moment.error(), head);
    if (const auto known = query.checked(); !known) return problem(known.error(), head);
    std::vector<CollectionText> all;
    for (const LayerName& layer : visible_layers(moment->areas(), call.caller))
        all.push_back(CollectionText::of(layer, *moment, call));
    if (encoding->word == "html") return collections_page(call, all);
    Links links;
    links.add_self(head, page_encodings, *encoding);
    Json json;
    json.object().key("links");
    links.write(json);
    json.key("crs").array();
    for (const OgcCrs& crs : offered_crs(county_zone(call.house.map_settings, moment->areas())))
        json.value(crs.uri);
    json.end_array().key("collections").array();
    for (const CollectionText& one : all) one.write(json);
    json.end_array().end();
    return ogc_answer(head, json_type, json.text(), links);
}

Response collection(const Call& call) {
    const auto asked = asked_of(call, page_encodings);
    if (!asked) return asked.error();
    const CollectionText text = CollectionText::of(asked->layer, asked->moment, call);
    if (asked->encoding.word == "html")
        return collection_page(
            call, text, LayerView::of(asked->layer, {}, asked->moment, call.house.scoped, call.caller));
    Json json;
    text.write(json);
    return ogc_answer(call.request, json_type, json.text(), text.links);
}

Response queryables(const Call& call) { return schema_answer(call, SchemaOf::queryables); }

Response feature_schema(const Call& call) { return schema_answer(call, SchemaOf::features); }

}  // namespace courtyard

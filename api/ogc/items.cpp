// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "api/handlers/handlers.h"
#include "api/ogc/address.h"
#include "api/ogc/answer.h"
#include "api/ogc/content_tag.h"
#include "api/ogc/feature_pages.h"
#include "api/ogc/feature_text.h"
#include "api/ogc/place.h"
#include "api/ogc/service_tree.h"

namespace courtyard {
namespace {

FeatureText::Form form_of(const Encoded& encoding) {
    return encoding.word == "jsonfg" ? FeatureText::Form::jsonfg : FeatureText::Form::geojson;
}

void tell_crs(Response& response, const OgcCrs& crs) {
    response.headers.emplace_back("content-crs", fmt::format("<{}>", crs.uri));
}

Links links_of(const Call& call, const ItemsQuery& query, const ItemsPage& page) {
    const RequestHead& head = call.request;
    Links links;
    links.add_self(head, item_encodings, query.encoding);
    const auto page_at = [&](std::string_view rel, const Cursor& cursor) {
        links.add(rel, query.encoding.type,
                  address_with(head, {{"offset", std::nullopt}, {"cursor", cursor.str()}}));
    };
    if (page.next) page_at("next", *page.next);
    if (page.previous) page_at("prev", *page.previous);
    if (page.back_to)
        links.add("prev", query.encoding.type,
                  address_with(head, {{"cursor", std::nullopt}, {"offset", std::to_string(*page.back_to)}}));
    links.add("collection", json_type, service_address(head, "/collections/" + query.layer.str()));
    return links;
}

/// A base or help point whole, as it is read and written as one feature; nothing for other layers.
std::optional<Place> place_of(const LayerName& layer, const LayerView& view, RowRef row, const Call& call) {
    const auto* kind = std::get_if<PointKind>(&layer.what);
    if (kind == nullptr || verb_for(layer) != Verb::see_places) return std::nullopt;
    return Place::known(call.house.store, *kind, std::string(view.id(row)), view.moment().snapshot->revision);
}

}  // namespace

Response items(const Call& call) {
    const auto encoding = asked_encoding(call.request, item_encodings);
    if (!encoding) return not_encoded(encoding.error(), call.request);
    const auto query = ItemsQuery::read(call, *encoding);
    if (!query) return problem(query.error(), call.request);
    const LayerView view =
        LayerView::of(query->layer, query->rows, query->moment, call.house.scoped, call.caller);
    const ItemsPage page = ItemsPage::of(view, *query);
    const Links links = links_of(call, *query, page);
    if (query->encoding.word == "html") return items_page(call, *query, view, page, links);
    const FeatureText text(view, query->layer, query->crs, form_of(query->encoding));
    Response response = timed_answer(call.request, query->encoding.type,
                                     text.collection(page.rows, page.matched, links), links);
    tell_crs(response, query->crs);
    return response;
}

Response item(const Call& call) {
    const RequestHead& head = call.request;
    const auto encoding = asked_encoding(head, item_encodings);
    if (!encoding) return not_encoded(encoding.error(), head);
    Parameters query(head);
    const auto moment = moment_of(query, call);
    if (!moment) return problem(moment.error(), head);
    const auto layer = asked_collection(call, moment->areas());
    if (!layer) return problem(layer.error(), head);
    const auto crs = asked_crs(query, call, moment->areas());
    if (!crs) return problem(crs.error(), head);
    if (const auto known = query.checked(); !known) return problem(known.error(), head);
    const LayerView view = LayerView::of(*layer, {}, *moment, call.house.scoped, call.caller);
    const auto found = view.find(call.captured[1]);
    if (!found)
        return problem({ErrorCode::not_found,
                        "feature.unknown",
                        {"没有这个要素", "there is no such feature"},
                        std::string(call.captured[1])},
                       head);
    const auto place = place_of(*layer, view, *found, call);
    const MoreAttributes more =
        place ? MoreAttributes{place_fields(place->kind), place_values(*place, moment->day)}
              : MoreAttributes{};
    if (encoding->word == "html") return item_page(call, *layer, view, *found, more);
    Links links;
    links.add_self(head, item_encodings, *encoding)
        .add("collection", json_type, service_address(head, "/collections/" + layer->str()));
    const FeatureText text(view, *layer, *crs, form_of(*encoding));
    const std::string written = text.feature(*found, links, more);
    Response response = ogc_answer(head, encoding->type, written, links);
    tell_crs(response, *crs);
    // Its tag says which content a change is of.
    if (place) response.headers.emplace_back("etag", representation_tag(content_tag(*place), written));
    return response;
}

}  // namespace courtyard

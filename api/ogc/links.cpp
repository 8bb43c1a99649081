// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/ogc/links.h"

#include <fmt/format.h>

#include "api/ogc/address.h"

namespace courtyard {

std::string ogc_relation(std::string_view name) {
    return fmt::format("http://www.opengis.net/def/rel/ogc/1.0/{}", name);
}

Links& Links::add(std::string_view rel, std::string_view type, std::string address, std::string title) {
    links_.push_back({std::string(rel), std::string(type), std::move(address), std::move(title)});
    return *this;
}

Links& Links::add_template(std::string_view rel, std::string_view type, std::string address,
                           std::string title) {
    links_.push_back({std::string(rel), std::string(type), std::move(address), std::move(title), true});
    return *this;
}

Links& Links::add_self(const RequestHead& head, std::span<const Encoded> offered, const Encoded& answered) {
    add("self", answered.type, address_with(head, {{"f", std::string(answered.word)}}));
    for (const Encoded& one : offered)
        if (one.word != answered.word)
            add("alternate", one.type, address_with(head, {{"f", std::string(one.word)}}));
    return *this;
}

void Links::write(Json& json) const {
    json.array();
    for (const Link& link : links_) {
        json.object().member("rel", link.rel).member("type", link.type);
        if (!link.title.empty()) json.member("title", link.title);
        json.member("href", link.address);
        if (link.templated) json.member("templated", true);
        json.end();
    }
    json.end_array();
}

std::string Links::json() const {
    Json json;
    write(json);
    return json.text();
}

std::string Links::header() const {
    std::string lines;
    for (const Link& link : links_) {
        if (link.templated) continue;
        if (!lines.empty()) lines += ", ";
        lines += fmt::format("<{}>; rel=\"{}\"; type=\"{}\"", link.address, link.rel, link.type);
    }
    return lines;
}

std::vector<Alternate> alternates_of(const RequestHead& head, std::span<const Encoded> offered) {
    std::vector<Alternate> all;
    for (const Encoded& one : offered) {
        if (one.word == "html") continue;
        const std::string label = one.type == geojson_type  ? "GeoJSON"
                                  : one.type == jsonfg_type ? "JSON-FG"
                                                            : "JSON";
        all.push_back({label, std::string(one.type), address_with(head, {{"f", std::string(one.word)}})});
    }
    return all;
}

}  // namespace courtyard

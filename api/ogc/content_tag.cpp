// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/ogc/content_tag.h"

#include <algorithm>

#include "api/answers.h"

namespace courtyard {
namespace {

constexpr std::size_t short_hash = 16;

void write_content(Json& json, const PlaceRecord& record) {
    json.object();
    for (const auto& [field, text] : texts_of(record)) json.member(field, text);
    if (const auto& position = position_of(record))
        json.member("given", position->given)
            .member("datum", to_string(position->datum))
            .member("wgs84", position->wgs84);
    json.end();
}

}  // namespace

std::string content_tag(const Place& place) {
    Json json;
    json.array();
    std::vector<BaseRecord> levels = place.levels;
    std::ranges::sort(levels, {}, &BaseRecord::level);
    for (const BaseRecord& level : levels) write_content(json, level);
    if (place.point) write_content(json, *place.point);
    json.end_array();
    return entity_tag(json.text());
}

std::string representation_tag(std::string_view content_tag, std::string_view written) {
    std::string tag(content_tag.substr(0, content_tag.size() - 1));
    tag += '-';
    tag += entity_tag(written).substr(1, short_hash);
    tag += '"';
    return tag;
}

Named content_named_in(std::string_view list, std::string_view tag) {
    // Inside quotes, what follows a dash says only which representation it was.
    std::string contents;
    bool quoted = false;
    bool passed_over = false;
    for (const char c : list) {
        if (c == '"') {
            quoted = !quoted;
            passed_over = false;
        } else if (quoted && c == '-') {
            passed_over = true;
        }
        if (!passed_over) contents += c;
    }
    return named_in(contents, tag);
}

}  // namespace courtyard

// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/ogc/items_query.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

#include "api/asked_filter.h"
#include "api/layer_fields.h"
#include "api/ogc/bounding_box.h"
#include "api/ogc/collection_text.h"
#include "api/ogc/datetime.h"
#include "api/ogc/service_tree.h"

namespace courtyard {
namespace {

constexpr std::int64_t greatest = std::numeric_limits<std::int64_t>::max();

Result<ExportValue> wanted_value(const ExportField& field, const std::string& text) {
    if (field.type != ExportType::day) return text;
    const auto day = Day::parse(text);
    if (!day)
        return fail(ErrorCode::invalid_input, "parameter.invalid",
                    {fmt::format("{} 应为日期，不能是“{}”", field.name, text),
                     fmt::format("{} is a day, not \"{}\"", field.name, text)},
                    field.name);
    return *day;
}

/// A parameter, unless it is a field that was left empty in the form of the page.
std::optional<std::string> given(Parameters& query, std::string_view name, const ItemsQuery& asked) {
    auto text = query.text(name);
    if (text && text->empty() && asked.encoding.word == "html") text.reset();
    return text;
}

/// `property=value` of each attribute.
Result<std::vector<WantedValue>> wanted_values(Parameters& query, const ItemsQuery& asked) {
    std::vector<WantedValue> all;
    const auto fields = fields_of(asked.layer);
    for (std::size_t i = 0; i < fields.size(); ++i) {
        const auto text = given(query, fields[i].name, asked);
        if (!text) continue;
        auto value = wanted_value(fields[i], *text);
        if (!value) return tl::unexpected(value.error());
        all.push_back({i, std::move(*value)});
    }
    return all;
}

/// Where the page begins.
Result<void> read_place(Parameters& query, ItemsQuery& asked) {
    const auto geometry = std::holds_alternative<PointKind>(asked.layer.what) ? ExportGeometry::point
                                                                              : ExportGeometry::boundary;
    const auto limit = query.integer("limit", 1, greatest).value_or(ItemsQuery::usual_limit);
    asked.limit = static_cast<std::size_t>(std::min(limit, ItemsQuery::most));
    const auto offset = query.integer("offset", 0, greatest);
    asked.offset = static_cast<std::uint64_t>(offset.value_or(0));
    const auto text = query.text("cursor");
    if (!text) return {};
    auto cursor = Cursor::parse(*text, geometry);
    if (!cursor) return tl::unexpected(cursor.error());
    if (offset)
        return fail(ErrorCode::invalid_input, "parameter.invalid",
                    {"cursor 与 offset 只能用一个", "cursor and offset: only one of them"}, "cursor");
    asked.cursor = *cursor;
    return {};
}

Result<void> read_conditions(Parameters& query, const Call& call, ItemsQuery& asked) {
    const auto zone = county_zone(call.house.map_settings, asked.moment.areas());
    const auto bbox_crs = query.text("bbox-crs");
    const auto bbox = query.text("bbox");
    const auto datetime = given(query, "datetime", asked);
    OgcCrs order = default_crs();
    if (bbox_crs) {
        auto found = find_crs(*bbox_crs, zone, "bbox-crs");
        if (!found) return tl::unexpected(found.error());
        order = std::move(*found);
    }
    if (bbox) {
        auto windows = parse_bounding_box(*bbox, order);
        if (!windows) return tl::unexpected(windows.error());
        asked.rows.within = std::move(*windows);
    }
    if (datetime) {
        const auto span = parse_datetime(*datetime);
        if (!span) return tl::unexpected(span.error());
        asked.rows.during = *span;
    }
    auto filter = asked_filter(query, given(query, "filter", asked), asked.layer, zone);
    if (!filter) return tl::unexpected(filter.error());
    asked.rows.filter = std::move(*filter);
    auto equal = wanted_values(query, asked);
    if (!equal) return tl::unexpected(equal.error());
    asked.rows.equal = std::move(*equal);
    return {};
}

}  // namespace

Result<OgcCrs> asked_crs(Parameters& query, const Call& call, const AreaTree& areas) {
    const auto text = query.text("crs");
    if (!text) return default_crs();
    return find_crs(*text, county_zone(call.house.map_settings, areas), "crs");
}

Result<ItemsQuery> ItemsQuery::read(const Call& call, const Encoded& encoding) {
    ItemsQuery asked;
    asked.encoding = encoding;
    Parameters query(call.request);
    auto moment = moment_of(query, call);
    if (!moment) return tl::unexpected(moment.error());
    asked.moment = std::move(*moment);
    const auto layer = asked_collection(call, asked.moment.areas());
    if (!layer) return tl::unexpected(layer.error());
    asked.layer = *layer;
    auto crs = asked_crs(query, call, asked.moment.areas());
    if (!crs) return tl::unexpected(crs.error());
    asked.crs = std::move(*crs);
    if (const auto done = read_place(query, asked); !done) return tl::unexpected(done.error());
    if (const auto done = read_conditions(query, call, asked); !done) return tl::unexpected(done.error());
    if (const auto done = query.checked(); !done) return tl::unexpected(done.error());
    return asked;
}

ItemsPage ItemsPage::of(const LayerView& view, const ItemsQuery& query) {
    ItemsPage page;
    page.matched = view.count();
    const bool backwards = query.cursor && query.cursor->side == Cursor::Side::before;
    // One more than asked for tells whether there is another page.
    page.rows = backwards      ? view.before(query.cursor->place, query.limit + 1)
                : query.cursor ? view.after(query.cursor->place, query.limit + 1)
                               : view.from_number(query.offset, query.limit + 1);
    const bool more = page.rows.size() > query.limit;
    if (more) page.rows.erase(backwards ? page.rows.begin() : page.rows.end() - 1);
    if (page.rows.empty()) {
        if (page.matched > 0)
            page.back_to = page.matched - std::min<std::uint64_t>(page.matched, query.limit);
        return page;
    }
    const LayerPlace first = view.place(page.rows.front());
    const LayerPlace last = view.place(page.rows.back());
    if (backwards ? !view.after(last, 1).empty() : more) page.next = Cursor{Cursor::Side::after, last};
    const bool is_first = !query.cursor && query.offset == 0;
    if (backwards ? more : !is_first && !view.before(first, 1).empty())
        page.previous = Cursor{Cursor::Side::before, first};
    return page;
}

}  // namespace courtyard

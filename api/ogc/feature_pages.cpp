// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/ogc/feature_pages.h"

#include <fmt/format.h>

#include <array>
#include <set>

#include "api/http/target.h"
#include "api/layer_fields.h"
#include "api/ogc/conformance.h"
#include "api/ogc/map_drawing.h"
#include "api/ogc/service_tree.h"

namespace courtyard {
namespace {

constexpr double map_width = 420;
constexpr double map_height = 460;

/// `12,431`.
std::string grouped(std::uint64_t number) {
    std::string digits = std::to_string(number);
    for (std::size_t at = digits.size(); at > 3; at -= 3) digits.insert(at - 3, 1, ',');
    return digits;
}

std::string item_address(const RequestHead& head, const LayerName& layer, std::string_view id) {
    return page_address(
        head, fmt::format("/collections/{}/items/{}", layer.str(), percent_encoded(id, legible_in_segment)));
}

std::string shown(const LayerName& layer, const ExportField& field, const ExportValue& value,
                  Language language) {
    if (const auto* text = std::get_if<std::string>(&value))
        return in(language, name_of_value(layer, field.name, *text));
    if (const auto* whole = std::get_if<std::int64_t>(&value)) return std::to_string(*whole);
    if (const auto* real = std::get_if<double>(&value)) return fmt::format("{:.1f}", *real);
    if (const auto* day = std::get_if<Day>(&value)) return to_string(*day);
    return "—";
}

std::string_view cell_class(const ExportField& field) {
    if (field.type == ExportType::integer || field.type == ExportType::real) return "number";
    if (field.type == ExportType::day || field.name == "code" || field.name == "id" || field.name == "area" ||
        field.name == "parent")
        return "code";
    return {};
}

void write_cell(Html& body, std::string_view text, std::string_view cell) {
    if (cell.empty())
        body.element("td", text);
    else
        body.element("td", text, {{"class", cell}});
}

void write_head_row(Html& body, std::span<const std::string> titles) {
    body.open("thead").open("tr");
    for (const std::string& title : titles) body.element("th", title, {{"scope", "col"}});
    body.close("tr").close("thead");
}

/// Borders that say where one is: the top of the caller's areas and what lies right beneath.
void draw_surroundings(MapDrawing& map, const Moment& moment, const Caller& caller) {
    const AreaTree& areas = moment.areas();
    const AreaIndex top = scope_root(caller, areas);
    if (top == no_area) return;
    for (const AreaIndex child : areas.children(top)) map.around(areas[child].boundary);
    map.around(areas[top].boundary);
}

/// Borders of the villages in which a page's points lie.
void draw_villages(MapDrawing& map, const LayerView& view, std::span<const RowRef> rows) {
    const AreaTree& areas = view.moment().areas();
    const auto field = std::ranges::find(view.fields(), "area", &ExportField::name);
    if (field == view.fields().end()) return;
    const auto number = static_cast<std::size_t>(field - view.fields().begin());
    std::set<AreaIndex> drawn;
    for (const RowRef ref : rows) {
        const ExportRow row = view.row(ref);
        const auto* text = std::get_if<std::string>(&row.values[number]);
        const auto code = text != nullptr ? AreaCode::parse(*text) : Result<AreaCode>(AreaCode());
        const AreaIndex area = code ? areas.find(*code) : no_area;
        if (area != no_area && drawn.insert(area).second) map.around(areas[area].boundary);
    }
}

Bounds surroundings(const Moment& moment, const Caller& caller) {
    const AreaIndex top = scope_root(caller, moment.areas());
    return top == no_area ? Bounds{} : moment.areas()[top].bounds;
}

HtmlPage page_of(const Call& call, std::string title, const LayerName* layer, std::string_view last,
                 std::span<const Encoded> offered) {
    HtmlPage page;
    page.title = std::move(title);
    page.crumbs = way_to(call.request, layer, last);
    page.alternates = alternates_of(call.request, offered);
    return page;
}

void write_links(Html& body, const Links& links) {
    body.open("ul", {{"class", "links"}});
    for (const Links::Link& link : links.all()) {
        if (link.rel == "self" || link.rel == "alternate") continue;
        body.open("li").link(link.address, link.title.empty() ? link.rel : link.title);
        body.text(" ").element("span", link.type, {{"class", "quiet"}}).close("li");
    }
    body.close("ul");
}

}  // namespace

Response landing_page(const Call& call) {
    const Language language = language_of(call.request);
    HtmlPage page;
    page.title = in(language, {"数据服务", "Data service"});
    page.lead =
        in(language,
           {"区划、庭院、基地、帮扶点与核查点，按 OGC API 提供，QGIS、ArcGIS 与 GDAL 可直接连接。",
            "Areas, courtyards, bases, help points and inspection points as an OGC API, for QGIS, ArcGIS "
            "and GDAL to connect to."});
    page.crumbs = {{page.title, {}}};
    page.alternates = alternates_of(call.request, page_encodings);
    const RequestHead& head = call.request;
    const std::array<std::tuple<Text, Text, std::string>, 5> rows{
        {{{"图层", "Collections"},
          {"要素：查看、筛选、下载", "Features: look, filter, download"},
          page_address(head, "/collections")},
         {{"矢量瓦片", "Vector tiles"},
          {"给地图的瓦片集", "Tilesets for maps"},
          page_address(head, "/tiles")},
         {{"接口说明", "Interface"}, {"全部地址与参数", "Every address and parameter"}, "/api.html"},
         {{"符合性", "Conformance"},
          {"所遵循的标准", "The standards that are met"},
          page_address(head, "/conformance")},
         {{"进度图", "Dashboard"}, {"进度、可及与数据质量", "Progress, reach and data quality"}, "/"}}};
    page.body.open("div", {{"class", "panel"}}).open("table").open("tbody");
    for (const auto& [name, meaning, address] : rows) {
        page.body.open("tr").open("th", {{"scope", "row"}}).link(address, in(language, name)).close("th");
        page.body.element("td", in(language, meaning)).close("tr");
    }
    page.body.close("tbody").close("table").close("div");
    page.body.element("h2", in(language, {"连接地址", "Address to connect to"}));
    page.body.element("pre", service_address(head));
    page.body.element(
        "p",
        in(language, {"QGIS：图层 → 添加图层 → 添加 WFS / OGC API - 要素图层。GDAL：ogrinfo OAPIF:" +
                          service_address(head),
                      "QGIS: Layer, Add Layer, Add WFS / OGC API - Features Layer. GDAL: ogrinfo "
                      "OAPIF:" +
                          service_address(head)}),
        {{"class", "note"}});
    return html_answer(head, page);
}

Response conformance_page(const Call& call) {
    const Language language = language_of(call.request);
    HtmlPage page;
    page.title = in(language, {"符合性", "Conformance"});
    page.lead =
        in(language, {"本服务符合下列标准的要求。", "The service meets these classes of requirements."});
    page.crumbs = way_to(call.request, nullptr, page.title);
    page.crumbs.erase(page.crumbs.begin() + 1);
    page.alternates = alternates_of(call.request, page_encodings);
    page.body.open("div", {{"class", "panel padded"}}).open("ul", {{"class", "links"}});
    for (const std::string_view uri : conformance_classes()) page.body.open("li").link(uri, uri).close("li");
    page.body.close("ul").close("div");
    return html_answer(call.request, page);
}

Response collections_page(const Call& call, std::span<const CollectionText> collections) {
    const Language language = language_of(call.request);
    HtmlPage page = page_of(call, in(language, {"图层", "Collections"}), nullptr, {}, page_encodings);
    const std::array<std::string, 4> titles{
        in(language, {"图层", "Collection"}), in(language, {"内容", "What it holds"}),
        in(language, {"要素数", "Features"}), in(language, {"起始日", "Since"})};
    page.body.open("div", {{"class", "panel"}}).open("table");
    write_head_row(page.body, titles);
    page.body.open("tbody");
    for (const CollectionText& one : collections) {
        const std::string path = "/collections/" + one.layer.str();
        page.body.open("tr").open("th", {{"scope", "row"}});
        page.body.link(page_address(call.request, path), one.title).close("th");
        page.body.element("td", one.description).open("td", {{"class", "number"}});
        page.body.link(page_address(call.request, path + "/items"), grouped(one.rows));
        page.body.close("td");
        page.body.element("td", one.since ? to_string(*one.since) : "—", {{"class", "code"}}).close("tr");
    }
    page.body.close("tbody").close("table").close("div");
    return html_answer(call.request, page);
}

Response collection_page(const Call& call, const CollectionText& collection, const LayerView& view) {
    constexpr std::size_t most_drawn = 600;
    const Language language = language_of(call.request);
    HtmlPage page = page_of(call, collection.title, &collection.layer, {}, page_encodings);
    page.lead = collection.description;
    const std::string items = page_address(call.request, "/collections/" + collection.layer.str() + "/items");
    page.body.open("p").link(
        items, fmt::format(fmt::runtime(in(language, {"查看 {} 个要素", "Look at {} features"})),
                           grouped(collection.rows)));
    page.body.close("p").open("div", {{"class", "beside"}}).open("div");

    page.body.open("div", {{"class", "panel"}}).open("table");
    const std::array<std::string, 3> titles{in(language, {"属性", "Attribute"}),
                                            in(language, {"名称", "Title"}),
                                            in(language, {"含义", "Meaning"})};
    write_head_row(page.body, titles);
    page.body.open("tbody");
    for (const ExportField& field : view.fields()) {
        page.body.open("tr").open("th", {{"scope", "row"}}).element("code", field.name).close("th");
        page.body.element("td", in(language, field.title)).open("td").text(in(language, field.meaning));
        for (const std::string& value : view.known_values(field.name))
            page.body.empty("br")
                .element("code", value)
                .text(" " + in(language, name_of_value(collection.layer, field.name, value)));
        page.body.close("td").close("tr");
    }
    page.body.close("tbody").close("table").close("div");
    page.body.element("h2", in(language, {"链接", "Links"}));
    write_links(page.body, collection.links);
    page.body.element("h2", in(language, {"坐标参考系", "Reference systems"}))
        .open("ul", {{"class", "links"}});
    for (const std::string& uri : collection.crs) page.body.open("li").element("code", uri).close("li");
    page.body.close("ul").close("div");

    Bounds bounds = surroundings(view.moment(), call.caller);
    bounds.add(collection.bounds);
    MapDrawing map(bounds, map_width, map_height);
    draw_surroundings(map, view.moment(), call.caller);
    if (view.geometry() == ExportGeometry::boundary)
        for (const RowRef ref : view.from_number(0, most_drawn)) {
            const ExportRow row = view.row(ref);
            map.feature(row.geometry, item_address(call.request, collection.layer, view.id(ref)),
                        std::get<std::string>(row.values[1]));
        }
    page.body.open("div", {{"class", "panel"}}).html(map.drawn(collection.title)).close("div");
    page.body.close("div");
    return html_answer(call.request, page);
}

namespace {

/// What of the values a reader may choose from the page itself.
void write_choices(Html& body, const Call& call, const LayerName& layer, const LayerView& view,
                   Language language) {
    const RequestHead& head = call.request;
    const auto given = [&](std::string_view name) {
        return std::string(head.parameter(name).value_or(std::string_view()));
    };
    body.open("form", {{"class", "filter"}, {"method", "get"}});
    for (const auto& [name, value] : head.query) {
        constexpr std::array<std::string_view, 6> own{"cursor", "offset", "limit", "datetime", "status", "f"};
        if (std::ranges::find(own, name) == own.end())
            body.empty("input", {{"type", "hidden"}, {"name", name}, {"value", value}});
    }
    body.empty("input", {{"type", "hidden"}, {"name", "f"}, {"value", "html"}});
    const auto values = view.known_values("status");
    if (!values.empty()) {
        body.open("label").text(in(language, {"状态 ", "Status "})).open("select", {{"name", "status"}});
        body.element("option", in(language, {"全部", "All"}), {{"value", ""}});
        for (const std::string& value : values) {
            const std::string name = in(language, name_of_value(layer, "status", value));
            if (value == given("status"))
                body.element("option", name, {{"value", value}, {"selected", "selected"}});
            else
                body.element("option", name, {{"value", value}});
        }
        body.close("select").close("label");
    }
    if (view.geometry() == ExportGeometry::point)
        body.open("label")
            .text(in(language, {"日期 ", "Days "}))
            .empty("input", {{"name", "datetime"},
                             {"value", given("datetime")},
                             {"placeholder", "2023-01-01/2023-12-31"},
                             {"size", "24"}})
            .close("label");
    body.open("label").text(in(language, {"每页 ", "Per page "}));
    body.empty("input", {{"name", "limit"},
                         {"type", "number"},
                         {"min", "1"},
                         {"max", "10000"},
                         {"value", given("limit").empty() ? "100" : given("limit")}});
    body.close("label").element("button", in(language, {"筛选", "Filter"})).close("form");
}

void write_rows(Html& body, const Call& call, const LayerName& layer, const LayerView& view,
                std::span<const RowRef> rows, Language language) {
    std::vector<std::string> titles;
    for (const ExportField& field : view.fields()) titles.push_back(in(language, field.title));
    body.open("div", {{"class", "panel"}}).open("table");
    write_head_row(body, titles);
    body.open("tbody");
    for (const RowRef ref : rows) {
        const ExportRow row = view.row(ref);
        body.open("tr").open("th", {{"scope", "row"}});
        body.link(item_address(call.request, layer, view.id(ref)),
                  shown(layer, view.fields()[0], row.values[0], language));
        body.close("th");
        for (std::size_t i = 1; i < row.values.size(); ++i)
            write_cell(body, shown(layer, view.fields()[i], row.values[i], language),
                       cell_class(view.fields()[i]));
        body.close("tr");
    }
    body.close("tbody").close("table").close("div");
}

void write_paging(Html& body, const Links& links, Language language) {
    body.open("nav", {{"class", "pages"}, {"aria-label", in(language, {"翻页", "Pages"})}});
    for (const Links::Link& link : links.all()) {
        if (link.rel == "prev") body.link(link.address, in(language, {"← 上一页", "← Previous"}));
        if (link.rel == "next") body.link(link.address, in(language, {"下一页 →", "Next →"}));
    }
    body.close("nav");
}

}  // namespace

Response items_page(const Call& call, const ItemsQuery& query, const LayerView& view, const ItemsPage& found,
                    const Links& links) {
    const Language language = language_of(call.request);
    const std::string name = in(language, {"要素", "Items"});
    HtmlPage page = page_of(call, in(language, title_of(query.layer)), &query.layer, name, item_encodings);
    page.crumbs.erase(page.crumbs.end() - 2);
    if (found.rows.empty()) {
        page.lead = fmt::format(
            fmt::runtime(in(language, {"共 {} 个要素，这一页没有。", "{} features, none on this page."})),
            grouped(found.matched));
    } else {
        const std::uint64_t first = view.count_before(view.place(found.rows.front())) + 1;
        page.lead = fmt::format(
            fmt::runtime(
                in(language, {"共 {} 个要素，本页第 {}–{} 个。", "{} features; this page shows {}–{}."})),
            grouped(found.matched), grouped(first), grouped(first + found.rows.size() - 1));
    }
    write_choices(page.body, call, query.layer, view, language);
    page.body.open("div", {{"class", "beside"}}).open("div");
    write_rows(page.body, call, query.layer, view, found.rows, language);
    write_paging(page.body, links, language);
    page.body.close("div");

    constexpr std::size_t most_drawn = 2'000;
    Bounds bounds;
    const bool areas = view.geometry() == ExportGeometry::boundary;
    for (const RowRef ref : found.rows) {
        if (areas)
            bounds.add(query.moment.areas()[ref.at].bounds);
        else
            bounds.add(view.label(ref));
    }
    if (bounds.empty()) bounds = surroundings(query.moment, call.caller);
    MapDrawing map(bounds, map_width, map_height);
    draw_surroundings(map, query.moment, call.caller);
    const std::span<const RowRef> shown_rows =
        std::span(found.rows).first(std::min(found.rows.size(), most_drawn));
    draw_villages(map, view, shown_rows);
    for (const RowRef ref : shown_rows) {
        const ExportRow row = view.row(ref);
        map.feature(row.geometry, item_address(call.request, query.layer, view.id(ref)),
                    shown(query.layer, view.fields()[areas ? 1 : 0], row.values[areas ? 1 : 0], language));
    }
    page.body.open("div", {{"class", "panel"}}).html(map.drawn(page.title)).close("div").close("div");
    return html_answer(call.request, page);
}

Response item_page(const Call& call, const LayerName& layer, const LayerView& view, RowRef ref,
                   const MoreAttributes& more) {
    const Language language = language_of(call.request);
    const ExportRow row = view.row(ref);
    std::string name(view.id(ref));
    for (std::size_t i = 0; i < view.fields().size(); ++i)
        if (view.fields()[i].name == "name" && !std::get<std::string>(row.values[i]).empty())
            name = std::get<std::string>(row.values[i]);
    HtmlPage page = page_of(call, name, &layer, name, item_encodings);
    page.lead = in(language, title_of(layer));
    page.body.open("div", {{"class", "beside"}})
        .open("div", {{"class", "panel"}})
        .open("table")
        .open("tbody");
    const auto write_attribute = [&](const ExportField& field, const ExportValue& value) {
        page.body.open("tr").element("th", in(language, field.title), {{"scope", "row"}});
        page.body.element("td", shown(layer, field, value, language)).close("tr");
    };
    for (std::size_t i = 0; i < view.fields().size(); ++i) write_attribute(view.fields()[i], row.values[i]);
    for (std::size_t i = 0; i < more.fields.size(); ++i) write_attribute(more.fields[i], more.values[i]);
    const LonLat label = view.label(ref);
    page.body.open("tr").element("th", in(language, {"位置", "Position"}), {{"scope", "row"}});
    page.body.element("td", fmt::format("{:.6f}, {:.6f}", label.lon, label.lat)).close("tr");
    page.body.close("tbody").close("table").close("div");

    const AreaTree& areas = view.moment().areas();
    const bool is_area = view.geometry() == ExportGeometry::boundary;
    AreaIndex around = no_area;
    if (is_area) {
        around = areas.parent(ref.at);
    } else {
        const auto field = std::ranges::find(view.fields(), "area", &ExportField::name);
        const auto code = AreaCode::parse(
            std::get<std::string>(row.values[static_cast<std::size_t>(field - view.fields().begin())]));
        if (code) around = areas.find(*code);
    }
    if (around != no_area && !in_scope(call.caller, areas, around)) around = no_area;
    Bounds bounds = is_area ? areas[ref.at].bounds : Bounds{};
    if (!is_area) bounds.add(label);
    if (!is_area && around != no_area) bounds.add(areas[around].bounds);
    MapDrawing map(bounds, map_width, map_height);
    if (around != no_area) map.around(areas[around].boundary);
    map.feature(row.geometry, item_address(call.request, layer, view.id(ref)), name);
    page.body.open("div", {{"class", "panel"}}).html(map.drawn(name)).close("div").close("div");
    return html_answer(call.request, page);
}

}  // namespace courtyard

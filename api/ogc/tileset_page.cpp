// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/ogc/tileset_page.h"

#include <fmt/format.h>

#include "api/ogc/links.h"
#include "api/ogc/service_tree.h"
#include "api/ogc/tileset_json.h"

namespace courtyard {
namespace {

const Text tiles_title{"矢量瓦片", "Vector tiles"};
const Text schemes_title{"瓦片方案", "Tiling schemes"};

/// The way to the tiles of a collection leads by the collection.
std::vector<Crumb> way_to(const Tileset& tileset, const Call& call) {
    std::vector<Crumb> way{service_crumb(call.request)};
    if (tileset.collection() != nullptr)
        way.push_back({in(language_of(call.request), tileset.title()),
                       page_address(call.request, tileset.owner_path())});
    return way;
}

void head_row(Html& body, std::initializer_list<std::string_view> names) {
    body.open("thead").open("tr");
    for (const std::string_view name : names) body.element("th", name, {{"scope", "col"}});
    body.close("tr").close("thead").open("tbody");
}

void fact(Html& body, std::string_view name, std::string_view value) {
    body.open("tr").element("th", name, {{"scope", "row"}}).open("td").element("code", value);
    body.close("td").close("tr");
}

void write_facts(Html& body, const Tileset& tileset, const Call& call, Language language) {
    const std::string tile_json = tile_json_address(tileset, call);
    body.open("div", {{"class", "panel"}}).open("table").open("tbody");
    fact(body, in(language, {"瓦片地址", "Tiles"}), tile_template(tileset, call));
    body.open("tr").element("th", "TileJSON", {{"scope", "row"}}).open("td");
    body.link(tile_json, tile_json).close("td").close("tr");
    body.open("tr").element("th", in(language, schemes_title), {{"scope", "row"}}).open("td");
    body.link(page_address(call.request, fmt::format("/tileMatrixSets/{}", tile_matrix_set_id)),
              tile_matrix_set_id);
    body.close("td").close("tr");
    if (const Bounds& b = tileset.bounds(); !b.empty())
        fact(body, in(language, {"范围（西南东北）", "Extent (west, south, east, north)"}),
             fmt::format("{:.6f}, {:.6f}, {:.6f}, {:.6f}", b.west, b.south, b.east, b.north));
    body.close("tbody").close("table").close("div");
}

void write_layers(Html& body, const Tileset& tileset, const Call& call, Language language) {
    body.element("h2", in(language, {"图层", "Layers"}));
    body.open("div", {{"class", "panel"}}).open("table");
    head_row(body, {in(language, {"图层", "Layer"}), in(language, {"级别", "Zooms"}),
                    in(language, {"属性", "Attributes"})});
    for (const VectorLayer& layer :
         vector_layers(tileset.layers(), tileset.moment(), call.house.scoped, call.caller)) {
        std::string fields;
        for (const auto& [name, type] : layer.fields)
            fields += fmt::format("{}{}", fields.empty() ? "" : ", ", name);
        body.open("tr").open("td", {{"class", "code"}}).element("code", layer.id).close("td");
        body.element("td", fmt::format("{}–{}", layer.minzoom, layer.maxzoom), {{"class", "code"}});
        body.element("td", fields).close("tr");
    }
    body.close("tbody").close("table").close("div");
}

void write_limits(Html& body, const Tileset& tileset, Language language) {
    body.element("h2", in(language, {"各级范围", "Limits by zoom"}));
    body.open("div", {{"class", "panel"}}).open("table");
    head_row(body, {"tileMatrix", "minTileRow", "maxTileRow", "minTileCol", "maxTileCol"});
    for (const TileLimits& limits : tileset.limits()) {
        body.open("tr");
        for (const std::uint32_t number :
             {limits.z, limits.min_row, limits.max_row, limits.min_col, limits.max_col})
            body.element("td", std::to_string(number));
        body.close("tr");
    }
    body.close("tbody").close("table").close("div");
}

}  // namespace

Response tilesets_page(const Tileset& tileset, const Call& call) {
    const Language language = language_of(call.request);
    HtmlPage page;
    page.title = fmt::format("{} · {}", in(language, tileset.title()), in(language, tiles_title));
    page.lead = fmt::format(
        fmt::runtime(in(language, {"一种瓦片方案，0 至 {} 级。", "One tiling scheme, zooms 0 to {}."})),
        served_zooms);
    page.crumbs = way_to(tileset, call);
    page.crumbs.push_back({in(language, tiles_title), {}});
    page.alternates = alternates_of(call.request, page_encodings);
    page.body.open("ul", {{"class", "links"}}).open("li");
    page.body.link(tileset_page_address(tileset, call), tile_matrix_set_id);
    page.body.close("li").close("ul");
    return html_answer(call.request, page);
}

Response tileset_page(const Tileset& tileset, const Call& call) {
    const Language language = language_of(call.request);
    HtmlPage page;
    page.title = fmt::format("{} · {}", in(language, tileset.title()), tile_matrix_set_id);
    page.lead = in(language, {"矢量瓦片（MVT 2.1）。QGIS 等软件用下面的地址，顺序是级别、行、列。",
                              "Vector tiles (MVT 2.1). The address is for QGIS and other programs; the order "
                              "is zoom, row, column."});
    page.crumbs = way_to(tileset, call);
    page.crumbs.push_back(
        {in(language, tiles_title), page_address(call.request, tileset.owner_path() + "/tiles")});
    page.crumbs.push_back({std::string(tile_matrix_set_id), {}});
    page.alternates = alternates_of(call.request, page_encodings);
    write_facts(page.body, tileset, call, language);
    write_layers(page.body, tileset, call, language);
    write_limits(page.body, tileset, language);
    return html_answer(call.request, page);
}

Response tile_matrix_sets_page(const Call& call) {
    const Language language = language_of(call.request);
    HtmlPage page;
    page.title = in(language, schemes_title);
    page.crumbs = {service_crumb(call.request), {page.title, {}}};
    page.alternates = alternates_of(call.request, page_encodings);
    page.body.open("ul", {{"class", "links"}}).open("li");
    page.body.link(page_address(call.request, fmt::format("/tileMatrixSets/{}", tile_matrix_set_id)),
                   tile_matrix_set_id);
    page.body.close("li").close("ul");
    return html_answer(call.request, page);
}

Response tile_matrix_set_page(const Call& call) {
    const Language language = language_of(call.request);
    HtmlPage page;
    page.title = std::string(tile_matrix_set_id);
    page.lead = std::string(tile_matrix_set_uri);
    page.crumbs = {service_crumb(call.request),
                   {in(language, schemes_title), page_address(call.request, "/tileMatrixSets")},
                   {page.title, {}}};
    page.alternates = alternates_of(call.request, page_encodings);
    Html& body = page.body;
    body.open("div", {{"class", "panel"}}).open("table");
    head_row(body,
             {"tileMatrix", in(language, {"比例尺分母", "Scale denominator"}),
              in(language, {"像素（米）", "Cell size (m)"}), in(language, {"行列数", "Rows and columns"})});
    for (unsigned z = 0; z <= last_tile_matrix; ++z) {
        body.open("tr").element("td", std::to_string(z));
        body.element("td", fmt::format("{:.4f}", scale_denominator(z)));
        body.element("td", fmt::format("{:.6f}", cell_size_m(z)));
        body.element("td", std::to_string(std::uint64_t{1} << z)).close("tr");
    }
    body.close("tbody").close("table").close("div");
    return html_answer(call.request, page);
}

}  // namespace courtyard

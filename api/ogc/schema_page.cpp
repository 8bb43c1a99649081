// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/layer_fields.h"
#include "api/ogc/feature_pages.h"
#include "api/ogc/service_tree.h"

namespace courtyard {
namespace {

std::string_view type_in(ExportType type, Language language) {
    const bool zh = language == Language::zh;
    switch (type) {
        case ExportType::text:
            return zh ? "文字" : "text";
        case ExportType::integer:
            return zh ? "整数" : "whole number";
        case ExportType::real:
            return zh ? "数" : "number";
        case ExportType::day:
            return zh ? "日期" : "day";
    }
    return {};
}

}  // namespace

Response schema_page(const Call& call, SchemaOf what, const LayerName& layer, const LayerView& view,
                     std::span<const Encoded> offered) {
    const Language language = language_of(call.request);
    HtmlPage page;
    page.title = what == SchemaOf::queryables ? in(language, {"可查询的属性", "Queryables"})
                                              : in(language, {"属性", "Schema"});
    page.lead = what == SchemaOf::queryables
                    ? in(language, {"筛选条件里可以用的名称", "The names that a filter may use"})
                    : in(language, {"一个要素所含的属性", "What a feature holds"});
    page.crumbs = way_to(call.request, &layer, page.title);
    page.crumbs.erase(page.crumbs.end() - 2);
    page.alternates = alternates_of(call.request, offered);
    page.body.open("div", {{"class", "panel"}}).open("table").open("thead").open("tr");
    for (const Text& head : {Text{"名称", "Name"}, Text{"标题", "Title"}, Text{"类型", "Type"},
                             Text{"含义", "Meaning"}, Text{"取值", "Values"}})
        page.body.element("th", in(language, head), {{"scope", "col"}});
    page.body.close("tr").close("thead").open("tbody");
    for (const ExportField& field : schema_fields(what, layer, view)) {
        page.body.open("tr").open("th", {{"scope", "row"}}).element("code", field.name).close("th");
        page.body.element("td", in(language, field.title)).element("td", type_in(field.type, language));
        page.body.element("td", in(language, field.meaning)).open("td");
        std::string_view between;
        for (const std::string& value : view.known_values(field.name)) {
            page.body.text(between)
                .element("code", value)
                .text(" ")
                .text(in(language, name_of_value(layer, field.name, value)));
            between = language == Language::zh ? "、" : ", ";
        }
        page.body.close("td").close("tr");
    }
    page.body.close("tbody").close("table").close("div");
    return html_answer(call.request, page);
}

}  // namespace courtyard

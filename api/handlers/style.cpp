// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "api/answers.h"
#include "api/handlers/handlers.h"
#include "api/layer_fields.h"
#include "api/moment.h"
#include "api/ogc/address.h"
#include "api/ogc/html_page.h"
#include "api/ogc/links.h"
#include "api/problem.h"
#include "api/style/gis_style.h"
#include "api/style/map_style.h"

namespace courtyard {
namespace {

constexpr std::string_view map_style_type = "application/vnd.mapbox.style+json";
constexpr std::string_view qml_type = "text/xml";
constexpr std::string_view sld_type = "application/vnd.ogc.sld+xml;version=1.1";

/// A style by its public name: a layer's, that of all areas, or that of everything.
struct NamedStyle {
    std::string id;
    Text title;
    std::vector<AreaLevel> levels;
    std::vector<PointKind> points;
    std::optional<LayerName> layer;  ///< when it is one layer's
};

/// The styles of what the caller may see, the whole first.
std::vector<NamedStyle> visible_styles(const Moment& moment, const Caller& caller) {
    NamedStyle all{"all", {"全部图层", "All layers"}, {}, {}, {}};
    NamedStyle areas{"areas", {"区划", "Areas"}, {}, {}, {}};
    std::vector<NamedStyle> single;
    for (const LayerName& layer : visible_layers(moment.areas(), caller)) {
        NamedStyle one{layer.str(), title_of(layer), {}, {}, layer};
        if (const auto* kind = std::get_if<PointKind>(&layer.what)) {
            one.points = {*kind};
            all.points.push_back(*kind);
        } else {
            one.levels = {std::get<AreaLevel>(layer.what)};
            areas.levels.push_back(one.levels.front());
        }
        single.push_back(std::move(one));
    }
    all.levels = areas.levels;
    std::vector<NamedStyle> styles{std::move(all), std::move(areas)};
    std::ranges::move(single, std::back_inserter(styles));
    return styles;
}

Error unknown_style(std::string_view id) {
    return {ErrorCode::not_found,
            "style.unknown",
            {fmt::format("没有样式“{}”", id), fmt::format("there is no style \"{}\"", id)},
            "id"};
}

/// The address with the day and the revision that the request asks for.
std::string at_moment(std::string address, const Call& call) {
    return with_asked(std::move(address), call.request, {"as_of", "revision"});
}

std::string address_of(const NamedStyle& style, std::string_view ending, const Call& call) {
    return at_moment(fmt::format("{}/styles/{}.{}", origin_of(call.request), style.id, ending), call);
}

struct Sheet {
    std::string_view ending;
    std::string_view type;
    std::string_view label;
};
constexpr std::array<Sheet, 3> sheets{Sheet{"json", map_style_type, "MapLibre"},
                                      Sheet{"qml", qml_type, "QML"}, Sheet{"sld", sld_type, "SLD"}};

/// Where the sheets of a style are; desktop styles are of single layers.
std::span<const Sheet> sheets_of(const NamedStyle& style) {
    return style.layer ? std::span(sheets) : std::span(sheets).first(1);
}

Response styles_page(const std::vector<NamedStyle>& styles, const Call& call) {
    const Language language = language_of(call.request);
    HtmlPage page;
    page.title = in(language, {"地图样式", "Map styles"});
    page.lead = in(language, {"与看板同色的样式：MapLibre 用于网页地图，QML 用于 QGIS，SLD 用于其他软件。",
                              "In the colours of the dashboard: MapLibre for web maps, QML for QGIS, SLD for "
                              "other programs."});
    page.crumbs = {{in(language, {"数据服务", "Data service"}), origin_of(call.request) + "/ogc?f=html"},
                   {page.title, {}}};
    page.alternates = alternates_of(call.request, page_encodings);
    page.body.open("div", {{"class", "panel"}}).open("table").open("tbody");
    for (const NamedStyle& style : styles) {
        page.body.open("tr").element("th", in(language, style.title), {{"scope", "row"}});
        page.body.open("td").element("code", style.id).close("td").open("td");
        for (const Sheet& sheet : sheets_of(style)) {
            page.body.link(address_of(style, sheet.ending, call), sheet.label);
            page.body.text(" ");
        }
        page.body.close("td").close("tr");
    }
    page.body.close("tbody").close("table").close("div");
    return html_answer(call.request, page);
}

/// One style as the request asks for it by name, with what every style is asked by.
struct AskedStyle {
    NamedStyle style;
    Moment moment;
};

Result<AskedStyle> asked_style(const Call& call) {
    Parameters query(call.request);
    auto moment = moment_of(query, call);
    if (!moment) return tl::unexpected(moment.error());
    if (auto wrong = query.checked(); !wrong) return tl::unexpected(wrong.error());
    auto styles = visible_styles(*moment, call.caller);
    const auto found = std::ranges::find(styles, call.captured.front(), &NamedStyle::id);
    if (found == styles.end()) return tl::unexpected(unknown_style(call.captured.front()));
    return AskedStyle{std::move(*found), std::move(*moment)};
}

using DesktopStyle = std::string (*)(const LayerName&, std::span<const ExportField>, FieldNames, Language);

/// A layer's style as a text for desktop GIS. `progress` is an export and no map layer, and has one too.
Response desktop_style(const Call& call, DesktopStyle text_of, std::string_view type) {
    const auto in_words = [&](const LayerName& layer) {
        const std::string text =
            text_of(layer, fields_of(layer), FieldNames::full, language_of(call.request));
        return answer(200, type, text, Caching::revalidate);
    };
    if (call.captured.front() == "progress") {
        Parameters query(call.request);
        const auto moment = moment_of(query, call);
        if (!moment) return problem(moment.error(), call.request);
        if (auto wrong = query.checked(); !wrong) return problem(wrong.error(), call.request);
        return in_words({AreaLevel::village, true});
    }
    const auto asked = asked_style(call);
    if (!asked) return problem(asked.error(), call.request);
    if (!asked->style.layer) return problem(unknown_style(call.captured.front()), call.request);
    return in_words(*asked->style.layer);
}

}  // namespace

Response styles(const Call& call) {
    Parameters query(call.request);
    const auto moment = moment_of(query, call);
    if (!moment) return problem(moment.error(), call.request);
    if (auto wrong = query.checked(); !wrong) return problem(wrong.error(), call.request);
    const auto encoding = asked_encoding(call.request, page_encodings);
    if (!encoding) return not_encoded(encoding.error(), call.request);
    const auto all = visible_styles(*moment, call.caller);
    if (encoding->word == "html") return styles_page(all, call);
    Json json;
    json.object().member("default", all.front().id).key("styles").array();
    for (const NamedStyle& style : all) {
        json.object()
            .member("id", style.id)
            .member("title", in(language_of(call.request), style.title))
            .key("links");
        Links links;
        for (const Sheet& sheet : sheets_of(style))
            links.add("stylesheet", sheet.type, address_of(style, sheet.ending, call),
                      std::string(sheet.label));
        links.write(json);
        json.end();
    }
    json.end_array().end();
    return json_answer(json);
}

Response map_style_sheet(const Call& call) {
    const auto asked = asked_style(call);
    if (!asked) return problem(asked.error(), call.request);
    const auto& [style, moment] = *asked;
    const Language language = language_of(call.request);
    const std::string text =
        map_style({fmt::format("Courtyard · {}", in(language, style.title)), style.levels, style.points,
                   origin_of(call.request), at_moment("", call), moment.day});
    return answer(200, map_style_type, text, Caching::revalidate);
}

Response qml_style_sheet(const Call& call) { return desktop_style(call, qml_style, qml_type); }
Response sld_style_sheet(const Call& call) { return desktop_style(call, sld_style, sld_type); }

}  // namespace courtyard

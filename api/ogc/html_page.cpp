// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/ogc/html_page.h"

#include <fmt/format.h>

#include "api/answers.h"
#include "api/ogc/address.h"
#include "data/export/export_text.h"

namespace courtyard {
namespace {

void write_head(Html& html, const RequestHead& head, const HtmlPage& page) {
    html.open("head").empty("meta", {{"charset", "utf-8"}});
    html.empty("meta", {{"name", "viewport"}, {"content", "width=device-width, initial-scale=1"}});
    html.empty("meta", {{"name", "color-scheme"}, {"content", "light dark"}});
    html.element("title", page.title + " · Courtyard");
    html.empty("link", {{"rel", "icon"}, {"href", "/mark.svg"}, {"type", "image/svg+xml"}});
    html.empty("link", {{"rel", "stylesheet"}, {"href", "/ogc.css"}});
    for (const Alternate& other : page.alternates)
        html.empty("link", {{"rel", "alternate"}, {"type", other.type}, {"href", other.address}});
    for (const auto& [lang, tag] : {std::pair("zh", "zh-CN"), std::pair("en", "en")})
        html.empty("link", {{"rel", "alternate"},
                            {"hreflang", tag},
                            {"href", address_with(head, {{"lang", lang}, {"f", "html"}})}});
    html.close("head");
}

void write_way(Html& html, const HtmlPage& page, Language language) {
    html.open("nav", {{"class", "way"}, {"aria-label", in(language, {"位置", "You are here"})}}).open("ol");
    for (const Crumb& crumb : page.crumbs) {
        html.open("li");
        if (crumb.address.empty())
            html.element("span", crumb.title, {{"aria-current", "page"}});
        else
            html.link(crumb.address, crumb.title);
        html.close("li");
    }
    html.close("ol").close("nav");
}

void write_bar(Html& html, const RequestHead& head, const HtmlPage& page, Language language) {
    html.open("header", {{"class", "bar"}});
    html.link("/", "Courtyard", "home");
    write_way(html, page, language);
    html.open("div", {{"class", "tools"}});
    for (const Alternate& other : page.alternates) html.link(other.address, other.label, "encoding");
    const bool zh = language == Language::zh;
    html.open("a", {{"class", "language"},
                    {"href", address_with(head, {{"lang", zh ? "en" : "zh"}, {"f", "html"}})},
                    {"lang", zh ? "en" : "zh-CN"}});
    html.text(zh ? "English" : "中文").close("a").close("div").close("header");
}

}  // namespace

void Html::tag_with(std::string_view tag, Attributes attributes) {
    text_ += '<';
    text_ += tag;
    for (const auto& [name, value] : attributes) {
        text_ += ' ';
        text_ += name;
        text_ += "=\"";
        append_xml(text_, value);
        text_ += '"';
    }
    text_ += '>';
}

Html& Html::open(std::string_view tag, Attributes attributes) {
    tag_with(tag, attributes);
    return *this;
}

Html& Html::close(std::string_view tag) {
    text_ += "</";
    text_ += tag;
    text_ += '>';
    return *this;
}

Html& Html::empty(std::string_view tag, Attributes attributes) {
    tag_with(tag, attributes);
    text_.insert(text_.size() - 1, "/");
    return *this;
}

Html& Html::text(std::string_view text) {
    append_xml(text_, text);
    return *this;
}

Html& Html::element(std::string_view tag, std::string_view content, Attributes attributes) {
    return open(tag, attributes).text(content).close(tag);
}

Html& Html::link(std::string_view address, std::string_view content, std::string_view link_class) {
    if (link_class.empty()) return element("a", content, {{"href", address}});
    return element("a", content, {{"href", address}, {"class", link_class}});
}

Html& Html::html(const Html& built) {
    text_ += built.text_;
    return *this;
}

Response html_answer(const RequestHead& head, const HtmlPage& page) {
    const Language language = language_of(head);
    const std::string_view tag = language == Language::zh ? "zh-CN" : "en";
    Html html;
    html.open("html", {{"lang", tag}});
    write_head(html, head, page);
    html.open("body");
    write_bar(html, head, page, language);
    html.open("main").element("h1", page.title);
    if (!page.lead.empty()) html.element("p", page.lead, {{"class", "lead"}});
    html.html(page.body).close("main").close("body").close("html");
    Response response =
        answer(200, "text/html; charset=utf-8", "<!doctype html>" + html.str() + "\n", Caching::revalidate);
    response.headers.emplace_back("content-language", tag);
    return response;
}

}  // namespace courtyard

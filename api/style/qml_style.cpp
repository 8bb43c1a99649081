// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <vector>

#include "api/ogc/html_page.h"
#include "api/style/class_rules.h"
#include "api/style/gis_style.h"

namespace courtyard {
namespace {

constexpr double mm_per_px = 25.4 / 96;

std::string mm(double px) { return fmt::format("{:.2f}", px * mm_per_px); }

/// The properties of a piece of a symbol, as QGIS reads them.
class SymbolLayer {
  public:
    explicit SymbolLayer(std::string_view kind) : kind_(kind) {}

    SymbolLayer& with(std::string_view name, std::string value) {
        properties_.emplace_back(name, std::move(value));
        return *this;
    }
    void write(Html& xml) const {
        xml.open("layer", {{"class", kind_}, {"enabled", "1"}, {"locked", "0"}, {"pass", "0"}});
        xml.open("Option", {{"type", "Map"}});
        for (const auto& [name, value] : properties_)
            xml.empty("Option", {{"name", name}, {"value", value}, {"type", "QString"}});
        xml.close("Option");
        // What QGIS before 3.20 reads.
        for (const auto& [name, value] : properties_) xml.empty("prop", {{"k", name}, {"v", value}});
        xml.close("layer");
    }

  private:
    std::string_view kind_;
    std::vector<std::pair<std::string_view, std::string>> properties_;
};

std::string_view marker_name(MarkShape shape) {
    switch (shape) {
        case MarkShape::circle:
            return "circle";
        case MarkShape::square:
            return "square";
        case MarkShape::plus:
            return "cross";
    }
    return {};
}

void write_part(Html& xml, const MarkPart& part) {
    SymbolLayer("SimpleMarker")
        .with("name", std::string(marker_name(part.shape)))
        .with("color", part.fill ? part.fill->qgis() : "0,0,0,0")
        .with("outline_color", part.stroke.qgis())
        .with("outline_style", part.stroke_px > 0 ? "solid" : "no")
        .with("outline_width", mm(part.stroke_px))
        .with("outline_width_unit", "MM")
        .with("angle", fmt::format("{}", part.turned_deg))
        .with("size", mm(part.width_px))
        .with("size_unit", "MM")
        .with("offset", fmt::format("0,{}", mm(part.down_px)))
        .with("offset_unit", "MM")
        .with("joinstyle", "miter")
        .write(xml);
}

void write_symbol(Html& xml, const ClassRule& rule, std::string_view name) {
    const bool is_marker = rule.mark != nullptr;
    xml.open("symbol", {{"name", name},
                        {"type", is_marker ? "marker" : "fill"},
                        {"alpha", "1"},
                        {"clip_to_extent", "1"},
                        {"force_rhr", "0"}});
    if (is_marker) {
        for (const MarkPart& part : rule.mark->parts) write_part(xml, part);
    } else {
        SymbolLayer("SimpleFill")
            .with("color", rule.fill.qgis())
            .with("style", "solid")
            .with("outline_color", rule.border.qgis())
            .with("outline_style", "solid")
            .with("outline_width", mm(rule.border_px))
            .with("outline_width_unit", "MM")
            .with("joinstyle", "round")
            .write(xml);
    }
    xml.close("symbol");
}

std::string attribute_of(std::string_view name) { return fmt::format("\"{}\"", name); }

std::string number(double value) { return fmt::format("{}", value); }

/// An expression of QGIS; shares are judged as printed, with one decimal.
std::string expression_of(const ClassRule& rule) {
    const std::string attribute = attribute_of(rule.attribute);
    switch (rule.when) {
        case ClassRule::When::present_without:
            return fmt::format("{} IS NOT NULL AND {} IS NULL", attribute, attribute_of(rule.without));
        case ClassRule::When::one_of: {
            std::string list;
            for (const std::string_view value : rule.values)
                list += fmt::format("{}'{}'", list.empty() ? "" : ",", value);
            return fmt::format("{} IN ({})", attribute, list);
        }
        case ClassRule::When::absent:
            return fmt::format("{} IS NULL", attribute);
        case ClassRule::When::between: {
            std::string text;
            if (rule.least) text = fmt::format("round({},1) >= {}", attribute, number(*rule.least));
            if (rule.below)
                text += fmt::format("{}round({},1) < {}", text.empty() ? "" : " AND ", attribute,
                                    number(*rule.below));
            return text;
        }
        case ClassRule::When::rest:
            return "ELSE";
        case ClassRule::When::everything:
            return {};
    }
    return {};
}

void write_renderer(Html& xml, std::span<const ClassRule> rules) {
    xml.open("renderer-v2",
             {{"type", "RuleRenderer"}, {"forceraster", "0"}, {"symbollevels", "0"}, {"enableorderby", "0"}});
    xml.open("rules", {{"key", "{courtyard}"}});
    for (std::size_t i = 0; i < rules.size(); ++i) {
        const std::string number = std::to_string(i);
        const std::string key = fmt::format("{{courtyard-{}}}", i);
        const std::string expression = expression_of(rules[i]);
        if (expression.empty())
            xml.empty("rule", {{"key", key}, {"symbol", number}, {"label", rules[i].label}});
        else
            xml.empty("rule",
                      {{"key", key}, {"symbol", number}, {"label", rules[i].label}, {"filter", expression}});
    }
    xml.close("rules").open("symbols");
    for (std::size_t i = 0; i < rules.size(); ++i) write_symbol(xml, rules[i], std::to_string(i));
    xml.close("symbols").close("renderer-v2");
}

void write_labels(Html& xml, const LabelRule& label) {
    xml.open("labeling", {{"type", "simple"}}).open("settings", {{"calloutType", "simple"}});
    xml.open("text-style", {{"fieldName", label.attribute},
                            {"isExpression", "0"},
                            {"fontFamily", "Noto Sans CJK SC"},
                            {"fontSize", fmt::format("{}", label.size_pt)},
                            {"fontSizeUnit", "Point"},
                            {"textColor", palette::ink.qgis()},
                            {"textOpacity", "1"}});
    xml.empty("text-buffer", {{"bufferDraw", "1"},
                              {"bufferSize", "0.8"},
                              {"bufferSizeUnits", "MM"},
                              {"bufferColor", palette::halo.qgis()},
                              {"bufferOpacity", "0.92"}});
    xml.close("text-style");
    // Around a point; over an area's middle.
    xml.empty("placement", {{"placement", label.over_middle ? "1" : "6"},
                            {"dist", label.over_middle ? "0" : "1.5"},
                            {"distUnits", "MM"},
                            {"priority", "5"}});
    xml.empty("rendering", {{"obstacle", "1"}, {"displayAll", "0"}, {"scaleVisibility", "0"}});
    xml.close("settings").close("labeling");
}

}  // namespace

std::string qml_style(const LayerName& layer, std::span<const ExportField> fields, FieldNames names,
                      Language language) {
    const ClassRules rules = class_rules(layer, fields, names, language);
    Html xml;
    xml.open("qgis", {{"version", "3.22.16-Białowieża"},
                      {"styleCategories", "Symbology|Labeling|Fields"},
                      {"labelsEnabled", rules.label ? "1" : "0"}});
    write_renderer(xml, rules.classes);
    if (rules.label) write_labels(xml, *rules.label);
    xml.open("aliases");
    for (const ExportField& field : fields)
        xml.empty("alias", {{"field", field_name(field, names)}, {"name", in(language, field.title)}});
    xml.close("aliases").close("qgis");
    return "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n" + xml.str() + "\n";
}

}  // namespace courtyard

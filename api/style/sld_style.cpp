// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "api/ogc/html_page.h"
#include "api/style/class_rules.h"
#include "api/style/gis_style.h"

namespace courtyard {
namespace {

void parameter(Html& xml, std::string_view name, std::string_view value) {
    xml.element("se:SvgParameter", value, {{"name", name}});
}

std::string number(double value) { return fmt::format("{}", value); }

void write_fill(Html& xml, Colour colour) {
    xml.open("se:Fill");
    parameter(xml, "fill", colour.hex());
    if (colour.percent != 100) parameter(xml, "fill-opacity", number(colour.percent / 100.0));
    xml.close("se:Fill");
}

void write_stroke(Html& xml, Colour colour, double width_px) {
    xml.open("se:Stroke");
    parameter(xml, "stroke", colour.hex());
    if (colour.percent != 100) parameter(xml, "stroke-opacity", number(colour.percent / 100.0));
    parameter(xml, "stroke-width", number(width_px));
    parameter(xml, "stroke-linejoin", "round");
    xml.close("se:Stroke");
}

std::string_view well_known(MarkShape shape) {
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
    xml.open("se:PointSymbolizer").open("se:Graphic").open("se:Mark");
    xml.element("se:WellKnownName", well_known(part.shape));
    if (part.fill) write_fill(xml, *part.fill);
    if (part.stroke_px > 0) write_stroke(xml, part.stroke, part.stroke_px);
    xml.close("se:Mark").element("se:Size", number(part.width_px));
    if (part.turned_deg != 0) xml.element("se:Rotation", number(part.turned_deg));
    if (part.down_px != 0) {
        xml.open("se:Displacement").element("se:DisplacementX", "0");
        xml.element("se:DisplacementY", number(part.down_px)).close("se:Displacement");
    }
    xml.close("se:Graphic").close("se:PointSymbolizer");
}

void compare(Html& xml, std::string_view operation, std::string_view attribute, std::string_view value) {
    xml.open(operation).element("ogc:PropertyName", attribute).element("ogc:Literal", value);
    xml.close(operation);
}

void is_null(Html& xml, std::string_view attribute) {
    xml.open("ogc:PropertyIsNull").element("ogc:PropertyName", attribute).close("ogc:PropertyIsNull");
}

void write_condition(Html& xml, const ClassRule& rule) {
    switch (rule.when) {
        case ClassRule::When::present_without:
            xml.open("ogc:And").open("ogc:Not");
            is_null(xml, rule.attribute);
            xml.close("ogc:Not");
            is_null(xml, rule.without);
            xml.close("ogc:And");
            break;
        case ClassRule::When::one_of:
            if (rule.values.size() > 1) xml.open("ogc:Or");
            for (const std::string_view value : rule.values)
                compare(xml, "ogc:PropertyIsEqualTo", rule.attribute, value);
            if (rule.values.size() > 1) xml.close("ogc:Or");
            break;
        case ClassRule::When::absent:
            is_null(xml, rule.attribute);
            break;
        case ClassRule::When::between: {
            // A share is judged as it is printed, with one decimal.
            constexpr double half = 0.05;
            const bool both = rule.least && rule.below;
            if (both) xml.open("ogc:And");
            if (rule.least)
                compare(xml, "ogc:PropertyIsGreaterThanOrEqualTo", rule.attribute,
                        number(*rule.least - half));
            if (rule.below)
                compare(xml, "ogc:PropertyIsLessThan", rule.attribute, number(*rule.below - half));
            if (both) xml.close("ogc:And");
            break;
        }
        case ClassRule::When::rest:
        case ClassRule::When::everything:
            break;
    }
}

/// What none of the others takes, spelt out: QGIS 3.22 reads a rule with `ElseFilter` as one for everything.
void write_rest(Html& xml, std::span<const ClassRule> others) {
    xml.open("ogc:Filter").open("ogc:Not");
    if (others.size() > 1) xml.open("ogc:Or");
    for (const ClassRule& other : others) write_condition(xml, other);
    if (others.size() > 1) xml.close("ogc:Or");
    xml.close("ogc:Not").close("ogc:Filter");
}

void write_label(Html& xml, const LabelRule& label) {
    xml.open("se:TextSymbolizer").open("se:Label").element("ogc:PropertyName", label.attribute);
    xml.close("se:Label").open("se:Font");
    parameter(xml, "font-family", "Noto Sans CJK SC");
    parameter(xml, "font-size", number(label.size_pt * 96 / 72));
    xml.close("se:Font").open("se:LabelPlacement").open("se:PointPlacement").open("se:AnchorPoint");
    xml.element("se:AnchorPointX", "0.5");
    xml.element("se:AnchorPointY", label.over_middle ? "0.5" : "1.6");
    xml.close("se:AnchorPoint").close("se:PointPlacement").close("se:LabelPlacement");
    xml.open("se:Halo").element("se:Radius", "2");
    write_fill(xml, palette::halo);
    xml.close("se:Halo");
    write_fill(xml, palette::ink);
    xml.close("se:TextSymbolizer");
}

/// @param others   the rules before it
void write_rule(Html& xml, const ClassRule& rule, std::span<const ClassRule> others,
                const std::optional<LabelRule>& label) {
    xml.open("se:Rule").element("se:Name", rule.label);
    xml.open("se:Description").element("se:Title", rule.label).close("se:Description");
    if (rule.when == ClassRule::When::rest) {
        write_rest(xml, others);
    } else if (rule.when != ClassRule::When::everything) {
        xml.open("ogc:Filter");
        write_condition(xml, rule);
        xml.close("ogc:Filter");
    }
    if (rule.mark != nullptr) {
        for (const MarkPart& part : rule.mark->parts) write_part(xml, part);
    } else {
        xml.open("se:PolygonSymbolizer");
        write_fill(xml, rule.fill);
        write_stroke(xml, rule.border, rule.border_px);
        xml.close("se:PolygonSymbolizer");
    }
    if (label) write_label(xml, *label);
    xml.close("se:Rule");
}

}  // namespace

std::string sld_style(const LayerName& layer, std::span<const ExportField> fields, FieldNames names,
                      Language language) {
    const ClassRules rules = class_rules(layer, fields, names, language);
    const std::string name = layer.str();
    Html xml;
    xml.open("StyledLayerDescriptor", {{"xmlns", "http://www.opengis.net/sld"},
                                       {"xmlns:se", "http://www.opengis.net/se"},
                                       {"xmlns:ogc", "http://www.opengis.net/ogc"},
                                       {"version", "1.1.0"}});
    xml.open("NamedLayer").element("se:Name", name).open("UserStyle").element("se:Name", name);
    xml.open("se:Description").element("se:Title", in(language, title_of(layer))).close("se:Description");
    xml.open("se:FeatureTypeStyle");
    for (std::size_t i = 0; i < rules.classes.size(); ++i)
        write_rule(xml, rules.classes[i], std::span(rules.classes).first(i), rules.label);
    xml.close("se:FeatureTypeStyle").close("UserStyle").close("NamedLayer").close("StyledLayerDescriptor");
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + xml.str() + "\n";
}

}  // namespace courtyard

// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/report_json.h"

#include <fmt/format.h>

#include <cmath>

#include "data/export/export_text.h"

namespace courtyard {
namespace {

/// Four decimals: more would be noise.
double rounded(double number) { return std::round(number * 1e4) / 1e4; }
std::optional<double> rounded(std::optional<double> number) {
    return number ? std::optional(rounded(*number)) : std::nullopt;
}

std::string_view kind_name(ReportValue::Kind kind) {
    switch (kind) {
        case ReportValue::Kind::number:
            return "number";
        case ReportValue::Kind::nothing_to_divide:
            return "nothing_to_divide";
        case ReportValue::Kind::no_data:
            return "no_data";
        case ReportValue::Kind::withheld:
            return "withheld";
    }
    return "number";
}

std::string unit_of(const ReportFigure& figure, ReportLanguage language) {
    const bool zh = language == ReportLanguage::zh;
    if (is_share(figure.measure, *figure.indicator)) return "%";
    if (figure.measure == ReportMeasure::persons) return zh ? "人次" : "persons";
    if (figure.measure == ReportMeasure::each) return zh ? "元/人" : "yuan for each";
    const Text& unit = figure.indicator->unit;
    return zh ? unit.zh : unit.en;
}

}  // namespace

std::optional<double> told_number(const ReportValue& value) {
    if (value.kind != ReportValue::Kind::number) return std::nullopt;
    return rounded(value.number);
}

void write_report_parts(Json& json, const Report& report, const ReportAsked& asked) {
    const bool zh = asked.language == ReportLanguage::zh;
    json.array();
    for (const auto& [figure, value] : report.parts) {
        const Text label = label_of(figure);
        const Text definition = definition_of(figure, asked.question);
        json.object()
            .member("id", figure.id())
            .member("label", zh ? label.zh : label.en)
            .member("value", told_number(value))
            .member("kind", kind_name(value.kind))
            .member("unit", unit_of(figure, asked.language))
            .member("written", written(figure, value, asked.language))
            .member("definition", zh ? definition.zh : definition.en)
            .member("numerator", rounded(value.numerator))
            .member("denominator", rounded(value.denominator))
            .member("link", fmt::format("/api/progress?campaign={}&indicator={}&area={}&as_of={}&revision={}",
                                        figure.campaign->id, figure.indicator->id, asked.area.view(),
                                        to_string(asked.question.to), asked.revision))
            .end();
    }
    json.end_array();
}

std::string report_html(const Report& report, ReportLanguage language) {
    std::string html = fmt::format(
        "<!doctype html>\n<html lang=\"{}\">\n<head>\n<meta "
        "charset=\"utf-8\">\n<title>{}</title>\n</head>\n<body>\n<h1>{}</h1>\n",
        language == ReportLanguage::zh ? "zh-CN" : "en", xml_escaped(report.title),
        xml_escaped(report.title));
    for (const Report::Section& section : report.sections) {
        html += fmt::format("<h2>{}</h2>\n", xml_escaped(section.heading));
        for (const std::string& sentence : section.sentences)
            html += fmt::format("<p>{}</p>\n", xml_escaped(sentence));
    }
    return html + "</body>\n</html>\n";
}

}  // namespace courtyard

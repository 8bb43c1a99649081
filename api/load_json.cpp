// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/load_json.h"

#include "api/json.h"

namespace courtyard {
namespace {

constexpr std::size_t most_rows_told = 1'000;

void write_rows(Json& json, std::string_view name, const std::vector<Rejection>& rows, Language language) {
    json.key(name).array();
    for (std::size_t i = 0; i < std::min(rows.size(), most_rows_told); ++i)
        json.object()
            .member("row", std::uint64_t{rows[i].row})
            .member("column", rows[i].column)
            .member("code", rows[i].code)
            .member("detail", in(language, rows[i].detail))
            .end();
    json.end_array();
}

void write_datum(Json& json, const LoadReport& report) {
    json.key("datum").object().member("declared", to_string(report.datum)).key("detected");
    if (report.evidence.verdict)
        json.value(to_string(*report.evidence.verdict));
    else
        json.null();
    json.key("evidence")
        .object()
        .member("tested", std::uint64_t{report.evidence.tested})
        .key("inside_declared_village")
        .object();
    for (const DatumHypothesis& hypothesis : report.evidence.hypotheses)
        json.member(to_string(hypothesis.datum), std::uint64_t{hypothesis.inside});
    json.end().end().end();
}

void write_columns(Json& json, const LoadReport& report) {
    json.key("columns").object().key("used").object();
    for (const auto& [field, column] : report.columns.column_of)
        json.member(field, column < report.header.size() ? report.header[column] : std::string());
    json.end().key("fixed").object();
    for (const auto& [field, value] : report.columns.fixed) json.member(field, value);
    json.end().key("ignored").array();
    for (const std::string& column : report.columns.ignored) json.value(column);
    json.end_array().end();
}

}  // namespace

std::string load_report_json(const std::string& id, const LoadReport& report, Language language) {
    Json json;
    json.object()
        .member("id", id)
        .member("stored", report.stored)
        .member("rows", std::uint64_t{report.rows})
        .member("accepted", std::uint64_t{report.accepted})
        .member("unchanged", std::uint64_t{report.unchanged})
        .member("rejected", std::uint64_t{report.rejections.size()})
        .member("warnings", std::uint64_t{report.warnings.size()})
        .member("revision", report.revision)
        .member("format", report.format)
        .member("encoding", report.encoding);
    write_datum(json, report);
    write_columns(json, report);
    json.key("notes").array();
    for (const Text& note : report.notes) json.value(in(language, note));
    json.end_array();
    write_rows(json, "rejections", report.rejections, language);
    write_rows(json, "doubts", report.warnings, language);
    json.end();
    return json.text();
}

}  // namespace courtyard

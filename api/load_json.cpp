// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/load_json.h"

#include "api/change_json.h"
#include "api/import_report_json.h"
#include "api/json.h"

namespace courtyard {
namespace {

/// The members of an object that is begun.
void write_row(Json& json, const LoadReport& report, const Rejection& row, Language language) {
    json.member("row", std::uint64_t{row.row})
        .member("column", row.column)
        .member("code", row.code)
        .member("detail", in(language, row.detail));
    write_file(json, report, row.row);
}

void write_rows(Json& json, std::string_view name, const LoadReport& report, const ToldRows& rows,
                Language language) {
    json.key(name).array();
    std::size_t told = 0;
    for (const Rejection& one : rows.told()) {
        if (++told > ToldRows::most_told) break;
        json.object();
        write_row(json, report, one, language);
        json.end();
    }
    json.end_array();
}

/// Why rows were refused, most frequent first.
void write_reasons(Json& json, const LoadReport& report, Language language) {
    json.key("reasons").array();
    for (const auto& [code, reason] : report.rejections.most_frequent()) {
        json.object().member("code", code).member("rows", std::uint64_t{reason->rows}).key("first").object();
        write_row(json, report, reason->first, language);
        json.end().end();
    }
    json.end_array();
}

void write_reading(Json& json, const ReadingEvidence& one) {
    json.object()
        .member("datum", to_string(one.reading.datum))
        .member("axes", one.reading.axes == Axes::swapped ? "swapped" : "as_given")
        .member("readable", std::uint64_t{one.readable})
        .member("inside", std::uint64_t{one.inside})
        .member("measured", std::uint64_t{one.measured})
        .member("residual_east_m", one.residual_east_m)
        .member("residual_north_m", one.residual_north_m)
        .member("inside_only_under_best", std::uint64_t{one.against})
        .member("inside_only_under_this", std::uint64_t{one.in_favour})
        .member("p_value", one.p_value)
        .end();
}

void write_mixture(Json& json, const DatumEvidence& evidence) {
    json.key("mixture");
    if (!evidence.mixture) {
        json.null();
        return;
    }
    json.object()
        .member("most", to_string(evidence.readings[*evidence.best].reading))
        .member("other", to_string(evidence.mixture->other))
        .member("share", evidence.mixture->share)
        .member("p_value", evidence.mixture->p_value)
        .key("rows")
        .array();
    for (const std::size_t row : evidence.mixture->rows) json.value(std::uint64_t{row});
    json.end_array().end();
}

void write_evidence(Json& json, const DatumEvidence& evidence, Language language) {
    json.key("evidence")
        .object()
        .member("finding", to_string(evidence.finding))
        .member("detail", in(language, describe(evidence)))
        .member("confidence", evidence.verdict ? evidence.confidence() : 0.0)
        .member("p_value", evidence.verdict ? evidence.p_value : 1.0)
        .member("rows_looked_at", std::uint64_t{evidence.looked_at})
        .member("tested", std::uint64_t{evidence.claims})
        .member("witnesses", std::uint64_t{evidence.witnesses})
        .member("areas", std::uint64_t{evidence.areas})
        .key("inside_declared_village")
        .object();
    for (const ReadingEvidence& one : evidence.readings)
        json.member(to_string(one.reading), std::uint64_t{one.inside});
    json.end().key("readings").array();
    for (const ReadingEvidence& one : evidence.readings) write_reading(json, one);
    json.end_array();
    write_mixture(json, evidence);
    json.end();
}

void write_datum(Json& json, const LoadReport& report, Language language) {
    json.key("datum")
        .object()
        .member("declared", report.declared ? to_string(*report.declared) : "auto")
        .member("used", to_string(report.datum))
        .key("detected");
    if (report.evidence.verdict)
        json.value(to_string(*report.evidence.verdict));
    else
        json.null();
    write_evidence(json, report.evidence, language);
    json.end();
}

}  // namespace

std::string load_report_json(const std::string& id, const LoadReport& report, Language language) {
    Json json;
    json.object()
        .member("id", id)
        .member("kind", to_string(report.kind))
        .member("content_hash", report.content_hash)
        .member("stored", report.stored)
        .member("rows", std::uint64_t{report.rows})
        .member("accepted", std::uint64_t{report.accepted})
        .member("unchanged", std::uint64_t{report.unchanged})
        .member("rejected", std::uint64_t{report.rejections.count()})
        .member("warnings", std::uint64_t{report.warnings.count()})
        .member("revision", report.revision)
        .member("format", report.format)
        .member("encoding", report.encoding);
    write_datum(json, report, language);
    write_columns(json, report.columns, report.header);
    json.key("notes").array();
    for (const Text& note : report.notes) json.value(in(language, note));
    json.end_array();
    write_rows(json, "rejections", report, report.rejections, language);
    write_reasons(json, report, language);
    write_rows(json, "doubts", report, report.warnings, language);
    write_table(json, report);
    write_doubtful(json, report.table);
    write_changes(json, report);
    json.end();
    return json.text();
}

}  // namespace courtyard

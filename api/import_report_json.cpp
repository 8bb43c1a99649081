// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/import_report_json.h"

#include <array>

namespace courtyard {
namespace {

void write_map(Json& json, const ColumnMap& columns, const std::vector<std::string>& header) {
    json.key("recognised").object();
    for (const auto& [field, column] : columns.column_of)
        if (!columns.fixed.contains(field))
            json.key(field)
                .object()
                .member("column", column < header.size() ? header[column] : std::string())
                .member("by", columns.by_map.contains(field) ? "map" : "header")
                .end();
    for (const auto& [field, value] : columns.fixed)
        json.key(field).object().member("value", value).member("by", "set").end();
    json.end().key("ignored").array();
    for (const std::string& column : columns.ignored) json.value(column);
    json.end_array();
}

void write_place(Json& json, const RowFate& fate) {
    json.key("area");
    if (fate.place.area.empty())
        json.null();
    else
        json.value(fate.place.area);
    json.key("flags").array();
    for (const Flag flag : fate.place.flags.list()) json.value(to_string(flag));
    json.end_array();
}

}  // namespace

void write_columns(Json& json, const ColumnMap& columns, const std::vector<std::string>& header) {
    json.key("columns").object();
    write_map(json, columns, header);
    json.end();
}

void write_column_question(Json& json, const ColumnQuestion& question) {
    json.key("columns").object();
    write_map(json, question.advice.map, question.header);
    json.key("missing").array();
    for (const MissingField& missing : question.advice.missing) {
        json.object().member("field", missing.name).key("headers").array();
        for (const std::string& header : missing.headers) json.value(header);
        json.end_array().end();
    }
    json.end_array().key("candidates").array();
    for (const SampledColumn& column : question.open) {
        json.object().member("column", column.name).key("samples").array();
        for (const std::string& sample : column.samples) json.value(sample);
        json.end_array().end();
    }
    json.end_array().end();
}

void write_file(Json& json, const LoadReport& report, std::size_t row) {
    if (row >= 1 && row <= report.photo_rows.size()) json.member("file", report.photo_rows[row - 1].file);
}

void write_table(Json& json, const LoadReport& report) {
    const RowTable& table = report.table;
    constexpr std::array all{RowClass::matched,     RowClass::fresh,   RowClass::unchanged,
                             RowClass::conflicting, RowClass::outside, RowClass::refused};
    json.key("table").object().key("counts").object();
    for (const RowClass one : all) json.member(to_string(one), std::uint64_t{table.count(one)});
    json.end().key("rows").array();
    for (const RowFate& fate : table.rows()) {
        json.object()
            .member("row", std::uint64_t{fate.row})
            .member("class", to_string(fate.row_class))
            .key("id");
        if (fate.meeting.id.empty())
            json.null();
        else
            json.value(fate.meeting.id);
        write_place(json, fate);
        if (fate.position) json.member("lon", fate.position->lon).member("lat", fate.position->lat);
        write_file(json, report, fate.row);
        if (fate.row <= report.photo_rows.size() && !report.photo_rows[fate.row - 1].placed_by.empty())
            json.member("placed_by", report.photo_rows[fate.row - 1].placed_by);
        json.key("differences").array();
        for (const Difference& one : fate.meeting.differences)
            json.object()
                .member("field", one.field)
                .member("stored", one.held)
                .member("given", one.given)
                .end();
        json.end_array().end();
    }
    json.end_array().end();
}

void write_doubtful(Json& json, const RowTable& table) {
    json.key("doubtful")
        .object()
        .member("type", "FeatureCollection")
        .member("numberMatched", std::uint64_t{table.doubtful_count()})
        .key("features")
        .array();
    for (const RowFate& fate : table.doubtful()) {
        json.object().member("type", "Feature").key("geometry").object().member("type", "Point");
        json.member("coordinates", *fate.position).end().key("properties").object();
        json.member("row", std::uint64_t{fate.row})
            .member("id", fate.meeting.id)
            .member("class", to_string(fate.row_class));
        write_place(json, fate);
        json.end().end();
    }
    json.end_array().end();
}

}  // namespace courtyard

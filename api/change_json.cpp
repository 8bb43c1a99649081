// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/change_json.h"

#include <fmt/format.h>

#include <array>
#include <cmath>
#include <utility>

#include "api/geojson.h"

namespace courtyard {
namespace {

constexpr std::size_t most_outlines_bytes = std::size_t{64} << 20;

double rounded(double number, double steps) { return std::round(number * steps) / steps; }

void write_place_change(Json& json, const RowChange& change) {
    if (change.before) json.member("before", *change.before);
    if (change.after) json.member("after", *change.after);
    if (change.moved) json.member("moved_m", rounded(change.moved->value, 1'000));
}

void write_outline_change(Json& json, const RowChange& change) {
    if (!change.outline) return;
    Bounds bounds = bounds_of(change.outline->before);
    bounds.add(bounds_of(change.outline->after));
    if (!bounds.empty()) json.member("bounds", bounds);
    if (change.kind == ChangeKind::missing) return;
    Bounds changed = bounds_of(change.outline->between.gained);
    changed.add(bounds_of(change.outline->between.lost));
    if (!changed.empty()) json.member("changed_bounds", changed);
    json.member("area_gained_m2", rounded(change.outline->between.gained_m2, 10));
    json.member("area_lost_m2", rounded(change.outline->between.lost_m2, 10));
}

void write_change(Json& json, const RowChange& change, RecordKind kind) {
    json.object()
        .member(kind == RecordKind::areas ? "code" : "id", change.id)
        .member("name", change.name)
        .member("kind", to_string(change.kind))
        .key("row");
    if (change.row == 0)
        json.null();
    else
        json.value(std::uint64_t{change.row});
    json.key("fields").array();
    for (const Difference& one : change.fields)
        json.object().member("name", one.field).member("before", one.held).member("after", one.given).end();
    json.end_array();
    write_place_change(json, change);
    write_outline_change(json, change);
    json.end();
}

/// How a line of the outlines begins.
std::string beginning(std::string_view code) {
    return fmt::format(R"({{"type":"FeatureCollection","code":"{}",)", code);
}

}  // namespace

void write_changes(Json& json, const LoadReport& report) {
    json.key("changes");
    if (!report.changes) {
        json.null();
        return;
    }
    const ChangeTable& changes = *report.changes;
    json.object().member("mark", changes.mark());
    for (const ChangeKind kind :
         {ChangeKind::fresh, ChangeKind::changed, ChangeKind::unchanged, ChangeKind::missing})
        json.member(to_string(kind), std::uint64_t{changes.count(kind)});
    json.member("missing_stay", report.missing_stay).key("rows").array();
    for (const RowChange& change : changes.rows()) write_change(json, change, report.kind);
    json.end_array().end();
}

std::string outlines_text(const LoadReport& report) {
    std::string text;
    if (!report.changes) return text;
    const std::vector<ExportField> fields{{"part", "PART", ExportType::text, {}, {}}};
    for (const RowChange& change : report.changes->rows()) {
        if (!change.outline) continue;
        const ChangedOutline& outline = *change.outline;
        const std::array<std::pair<const char*, const Boundary*>, 4> parts{
            {{"before", &outline.before},
             {"after", &outline.after},
             {"gained", &outline.between.gained},
             {"lost", &outline.between.lost}}};
        std::string line;
        for (const auto& [part, boundary] : parts) {
            if (boundary->empty()) continue;
            Json feature;
            ExportRow row;
            row.geometry = boundary;
            row.values.emplace_back(std::string(part));
            write_feature(feature, part, row, fields);
            line += (line.empty() ? "" : ",") + feature.text();
        }
        if (text.size() + line.size() > most_outlines_bytes) break;
        text += beginning(change.id) + R"("features":[)" + line + "]}\n";
    }
    return text;
}

std::optional<std::string> outline_in(std::istream& outlines, std::string_view code) {
    const std::string sought = beginning(code);
    for (std::string line; std::getline(outlines, line);)
        if (line.starts_with(sought)) return line;
    return std::nullopt;
}

}  // namespace courtyard

// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/ogc/feature_text.h"

#include <fmt/format.h>

#include "api/ogc/conformance.h"
#include "data/export/geojson_text.h"

namespace courtyard {
namespace {

/// What a feature's time is: its first day.
void write_time(GeoJsonText& text, const ExportRow& row, std::span<const ExportField> fields) {
    for (std::size_t i = 0; i < fields.size(); ++i) {
        const auto* day = std::get_if<Day>(&row.values[i]);
        if (fields[i].type != ExportType::day || day == nullptr) continue;
        text.raw(fmt::format(R"({{"date":"{}"}})", to_string(*day)));
        return;
    }
    text.raw("null");
}

}  // namespace

/// The text, and what writes geometries of another reference system.
struct FeatureText::Writers {
    GeoJsonText text;
    GeoJsonText place;
};

std::string FeatureText::head() const {
    return fmt::format(R"("conformsTo":["{}"],"featureType":"{}","geometryDimension":{},"coordRefSys":"{}",)",
                       jsonfg_core, layer_.str(), view_.geometry() == ExportGeometry::point ? 0 : 2,
                       crs_.uri);
}

void FeatureText::write(Writers& writers, RowRef ref, const Links* links, const MoreAttributes& more) const {
    GeoJsonText& text = writers.text;
    ExportRow row = view_.row(ref);
    text.raw(R"({"type":"Feature","id":)");
    text.string(view_.id(ref));
    if (form_ == Form::jsonfg) {
        text.raw(",");
        if (links != nullptr) text.raw(head());
        text.raw(R"("time":)");
        write_time(text, row, view_.fields());
        text.raw(R"(,"place":)");
        if (crs_.is_default()) {
            text.raw("null");
        } else {
            writers.place.clear();
            writers.place.geometry(row.geometry);
            text.raw(writers.place.text());
        }
    }
    text.raw(R"(,"geometry":)");
    text.geometry(row.geometry);
    text.raw(R"(,"properties":)");
    if (more.fields.empty()) {
        text.properties(row, view_.fields());
    } else {
        auto fields = view_.fields();
        fields.insert(fields.end(), more.fields.begin(), more.fields.end());
        row.values.insert(row.values.end(), more.values.begin(), more.values.end());
        text.properties(row, fields);
    }
    if (links != nullptr) {
        text.raw(R"(,"links":)");
        text.raw(links->json());
    }
    text.raw("}");
}

std::string FeatureText::collection(std::span<const RowRef> rows, std::uint64_t matched,
                                    const Links& links) const {
    const GeoJsonPlace asked{crs_.projection, crs_.order};
    Writers writers{GeoJsonText(form_ == Form::jsonfg ? GeoJsonPlace{} : asked), GeoJsonText(asked)};
    writers.text.raw(R"({"type":"FeatureCollection",)");
    if (form_ == Form::jsonfg) writers.text.raw(head());
    writers.text.raw(fmt::format(R"("numberMatched":{},"numberReturned":{},"links":)", matched, rows.size()));
    writers.text.raw(links.json());
    writers.text.raw(R"(,"features":[)");
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (i > 0) writers.text.raw(",");
        write(writers, rows[i], nullptr, {});
    }
    writers.text.raw("]}");
    return writers.text.take();
}

std::string FeatureText::feature(RowRef row, const Links& links, const MoreAttributes& more) const {
    const GeoJsonPlace asked{crs_.projection, crs_.order};
    Writers writers{GeoJsonText(form_ == Form::jsonfg ? GeoJsonPlace{} : asked), GeoJsonText(asked)};
    write(writers, row, &links, more);
    return writers.text.take();
}

}  // namespace courtyard

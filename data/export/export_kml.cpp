// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <iterator>

#include "data/export/export_sink.h"
#include "data/export/export_text.h"

namespace courtyard {

namespace {

std::string_view schema_type(ExportType type) {
    switch (type) {
        case ExportType::integer:  // KML's own integers have 32 bits
        case ExportType::real:
            return "double";
        case ExportType::text:
        case ExportType::day:
            return "string";
    }
    return "string";
}

/// Colours are told as opacity, blue, green, red.
void append_style(std::string& out, std::size_t number, const ExportClass& look) {
    const std::uint32_t bgr = (look.rgb & 0xFFU) << 16U | (look.rgb & 0xFF00U) | look.rgb >> 16U;
    fmt::format_to(std::back_inserter(out),
                   "<Style id=\"class{}\"><IconStyle><color>ff{:06x}</color><scale>0.7</scale></IconStyle>"
                   "<LabelStyle><scale>0.7</scale></LabelStyle><LineStyle><color>ff{:06x}</color>"
                   "<width>1.5</width></LineStyle><PolyStyle><color>59{:06x}</color></PolyStyle></Style>\n",
                   number, bgr, bgr, bgr);
}

void append_ring(std::string& out, const Ring& ring) {
    out += "<LinearRing><coordinates>";
    for (const LonLat& at : ring) fmt::format_to(std::back_inserter(out), "{},{} ", at.lon, at.lat);
    out += "</coordinates></LinearRing>";
}

void append_shape(std::string& out, const Boundary& boundary) {
    out += "<MultiGeometry>";
    for (const Polygon& polygon : boundary.polygons) {
        out += "<Polygon>";
        for (std::size_t i = 0; i < polygon.rings.size(); ++i) {
            out += i == 0 ? "<outerBoundaryIs>" : "<innerBoundaryIs>";
            append_ring(out, polygon.rings[i]);
            out += i == 0 ? "</outerBoundaryIs>" : "</innerBoundaryIs>";
        }
        out += "</Polygon>";
    }
    out += "</MultiGeometry>";
}

/// Written as a stream: GDAL's driver keeps the whole document in memory and takes minutes over a county.
class KmlSink : public ExportSink {
  public:
    KmlSink(const ExportJob& job, const std::filesystem::path& file) : job_(job), label_(label_of(job)) {
        stream_.exceptions(std::ios::badbit | std::ios::failbit);
        stream_.open(file, std::ios::binary | std::ios::trunc);
        text_ =
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
            "<kml xmlns=\"http://www.opengis.net/kml/2.2\"><Document>\n<Schema id=\"fields\" name=\"";
        append_xml(text_, job.layer);
        text_ += "\">";
        for (const ExportField& field : job.fields) {
            fmt::format_to(std::back_inserter(text_), "<SimpleField type=\"{}\" name=\"",
                           schema_type(field.type));
            append_xml(text_, field.name);
            text_ += "\"><displayName>";
            append_xml(text_, field.title.zh);
            text_ += "</displayName></SimpleField>";
        }
        text_ += "</Schema>\n";
        if (job.classes.empty()) append_style(text_, 0, ExportClass{});
        for (std::size_t i = 0; i < job.classes.size(); ++i) append_style(text_, i, job.classes[i]);
        text_ += "<Folder><name>";
        append_xml(text_, job.origin.title.zh.empty() ? job.layer : job.origin.title.zh);
        text_ += "</name>\n";
        write();
    }

    void add(const ExportRow& row) override {
        text_ = "<Placemark><name>";
        append_xml(text_, text_of(row.values[label_]));
        fmt::format_to(std::back_inserter(text_), "</name><styleUrl>#class{}</styleUrl>",
                       job_.classes.empty() ? 0 : job_.class_of(row));
        text_ += "<ExtendedData><SchemaData schemaUrl=\"#fields\">";
        for (std::size_t i = 0; i < row.values.size(); ++i) {
            const std::string value = text_of(row.values[i]);
            if (value.empty()) continue;
            text_ += "<SimpleData name=\"";
            append_xml(text_, job_.fields[i].name);
            text_ += "\">";
            append_xml(text_, value);
            text_ += "</SimpleData>";
        }
        text_ += "</SchemaData></ExtendedData>";
        if (const auto* at = std::get_if<LonLat>(&row.geometry)) {
            fmt::format_to(std::back_inserter(text_), "<Point><coordinates>{},{}</coordinates></Point>",
                           at->lon, at->lat);
        } else if (const auto* boundary = std::get_if<const Boundary*>(&row.geometry);
                   boundary != nullptr && *boundary != nullptr && !(*boundary)->empty()) {
            append_shape(text_, **boundary);
        }
        text_ += "</Placemark>\n";
        write();
    }

    void close() override {
        text_ = "</Folder></Document></kml>\n";
        write();
        stream_.close();
    }

  private:
    void write() { stream_.write(text_.data(), static_cast<std::streamsize>(text_.size())); }

    /// What a row is called: its name where it has one, else its number.
    static std::size_t label_of(const ExportJob& job) {
        const auto named = std::ranges::find(job.fields, "name", &ExportField::name);
        return named == job.fields.end() ? 0 : static_cast<std::size_t>(named - job.fields.begin());
    }

    const ExportJob& job_;
    std::size_t label_;
    std::ofstream stream_;
    std::string text_;
};

}  // namespace

std::unique_ptr<ExportSink> kml_sink(const ExportJob& job, const std::filesystem::path& file) {
    return std::make_unique<KmlSink>(job, file);
}

}  // namespace courtyard

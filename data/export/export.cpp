// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "data/export/export.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>

#include "data/export/export_sink.h"
#include "data/export/export_text.h"
#include "data/gdal_library.h"
#include "data/scratch_folder.h"
#include "geo/lower_case.h"

namespace courtyard {

namespace {

struct FormatName {
    ExportFormat format;
    std::string_view word;
    std::string_view ending;
    std::string_view content_type;
};
constexpr std::array<FormatName, 7> formats{
    {{ExportFormat::shapefile_zip, "shp", "shp.zip", "application/zip"},
     {ExportFormat::geopackage, "gpkg", "gpkg", "application/geopackage+sqlite3"},
     {ExportFormat::geojson, "geojson", "geojson", "application/geo+json"},
     {ExportFormat::flatgeobuf, "fgb", "fgb", "application/flatgeobuf"},
     {ExportFormat::csv, "csv", "csv", "text/csv; charset=utf-8"},
     {ExportFormat::xlsx, "xlsx", "xlsx",
      "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"},
     {ExportFormat::kml, "kml", "kml", "application/vnd.google-earth.kml+xml"}}};

const FormatName& named(ExportFormat format) { return formats[static_cast<std::size_t>(format)]; }

bool degrees_only(ExportFormat format) {
    return format == ExportFormat::geojson || format == ExportFormat::kml;
}

std::unique_ptr<ExportSink> sink_of(const ExportJob& job, ExportPlace place,
                                    const std::filesystem::path& file) {
    if (job.format == ExportFormat::csv) return csv_sink(job, std::move(place), file);
    if (job.format == ExportFormat::kml) return kml_sink(job, file);
    if (job.format == ExportFormat::xlsx) return xlsx_sink(job, std::move(place), file);
    if (job.format == ExportFormat::shapefile_zip) return shapefile_sink(job, std::move(place), file);
    if (job.format == ExportFormat::geojson) return geojson_sink(job, file);
    return gdal_sink(job, std::move(place), file);
}

Result<ExportSummary> pour(const ExportJob& job, ExportSink& sink) {
    ExportSummary summary;
    ExportRow row;
    const auto stopped = [&] {
        return fail(ErrorCode::unavailable, "export.stopped", {"导出已停止", "the export was stopped"},
                    job.layer);
    };
    while (job.next(row)) {
        assert(row.values.size() == job.fields.size());
        if (job.stop.stop_requested()) return stopped();
        sink.add(row);
        ++summary.rows;
    }
    if (job.stop.stop_requested()) return stopped();
    sink.close();
    summary.lost = sink.losses().count();
    summary.losses = std::move(sink.losses().first());
    return summary;
}

Result<void> suits(const ExportJob& job, const ExportPlace& place) {
    constexpr std::size_t most_columns = 255;
    if (job.format == ExportFormat::shapefile_zip && job.fields.size() > most_columns)
        return fail(ErrorCode::unsupported, "export.columns",
                    {fmt::format("Shapefile 最多 {} 列，这里有 {} 列", most_columns, job.fields.size()),
                     fmt::format("a shapefile has at most {} columns, these are {}", most_columns,
                                 job.fields.size())},
                    job.layer);
    if (!degrees_only(job.format) || !place.projected()) return {};
    const std::string_view format = named(job.format).word;
    return fail(ErrorCode::unsupported, "export.crs",
                {fmt::format("{} 只有经纬度坐标，不能用 EPSG:{}", format, job.crs.epsg),
                 fmt::format("{} holds degrees only, not EPSG:{}", format, job.crs.epsg)},
                "crs");
}

}  // namespace

Result<ExportFormat> parse_export_format(std::string_view text) {
    for (const FormatName& format : formats) {
        if (text == format.word || text == format.ending) return format.format;
    }
    return fail(
        ErrorCode::unsupported, "export.format",
        {fmt::format("没有导出格式“{}”；有 shp、gpkg、geojson、fgb、csv、xlsx、kml", text),
         fmt::format("no export format '{}'; there are shp, gpkg, geojson, fgb, csv, xlsx, kml", text)},
        "format");
}

std::string_view file_ending(ExportFormat format) { return named(format).ending; }

std::string_view content_type(ExportFormat format, Encoding encoding) {
    if (format == ExportFormat::csv && encoding == Encoding::gbk) return "text/csv; charset=gbk";
    return named(format).content_type;
}

Result<Encoding> parse_encoding(std::string_view text) {
    std::string word;
    for (const char c : text) {
        if (c != '-') word += lower_case(c);
    }
    if (word == "utf8") return Encoding::utf8;
    if (word == "gbk" || word == "cp936") return Encoding::gbk;
    return fail(ErrorCode::unsupported, "export.encoding",
                {fmt::format("没有编码“{}”；有 utf-8、gbk", text),
                 fmt::format("no encoding '{}'; there are utf-8 and gbk", text)},
                "encoding");
}

void ExportLosses::report_to(const std::filesystem::path& file) {
    report_.exceptions(std::ios::badbit | std::ios::failbit);
    report_.open(file, std::ios::binary | std::ios::trunc);
    report_ << "\xEF\xBB\xBF"
               "field,record,what,character,value\r\n";
}

void ExportLosses::add(ExportLoss loss) {
    constexpr std::size_t told = 1'000;
    ++count_;
    if (report_.is_open()) {
        std::string line;
        for (const std::string* cell :
             {&loss.field, &loss.record, &loss.what, &loss.character, &loss.value}) {
            if (cell != &loss.field) line += ',';
            append_csv_cell(line, defused(*cell));
        }
        report_ << line << "\r\n";
    }
    if (first_.size() < told) first_.push_back(std::move(loss));
}

void ExportLosses::close() { report_.close(); }

void ExportSink::lose(const ExportRow& row, std::string_view field, std::string_view what,
                      std::string_view value) {
    losses_.add({std::string(field),
                 row.values.empty() ? std::string() : text_of(row.values.front()),
                 std::string(what),
                 {},
                 std::string(value)});
}

void ExportSink::lose(const ExportRow& row, std::string_view field, const FittedText& fitted,
                      std::string_view value) {
    const auto record = [&] { return row.values.empty() ? std::string() : text_of(row.values.front()); };
    for (const std::string& character : fitted.missing)
        losses_.add({std::string(field), record(), "character", character, std::string(value)});
    if (fitted.cut) lose(row, field, "cut", value);
}

std::string text_of(const ExportValue& value) {
    struct ToText {
        std::string operator()(std::monostate) const { return {}; }
        std::string operator()(const std::string& text) const { return text; }
        std::string operator()(std::int64_t whole) const { return fmt::format("{}", whole); }
        std::string operator()(double real) const {
            return std::isfinite(real) ? fmt::format("{}", real) : "";
        }
        std::string operator()(Day day) const { return to_string(day); }
    };
    return std::visit(ToText{}, value);
}

std::optional<PositionColumns> position_columns(const ExportJob& job, const ExportPlace& place) {
    if (job.geometry != ExportGeometry::point) return std::nullopt;
    PositionColumns columns{{"lon", "lon", ExportType::real, {"经度", "Longitude"}, {}},
                            {"lat", "lat", ExportType::real, {"纬度", "Latitude"}, {}}};
    if (place.projected()) {
        columns = {{"x", "x", ExportType::real, {"东坐标", "Easting"}, {}},
                   {"y", "y", ExportType::real, {"北坐标", "Northing"}, {}}};
    }
    const bool taken = std::any_of(job.fields.begin(), job.fields.end(),
                                   [&](const ExportField& field) { return field.name == columns.x.name; });
    if (taken) return std::nullopt;
    return columns;
}

Result<ExportSummary> write_export(const ExportJob& job, const std::filesystem::path& file) {
    prepare_gdal();
    auto place = ExportPlace::in(job.crs);
    if (!place) return tl::unexpected(place.error());
    if (auto suited = suits(job, *place); !suited) return tl::unexpected(suited.error());
    // Drivers judge a file by its name's ending, and a caller's file appears whole or not at all.
    const ScratchFolder scratch = job.scratch.empty() ? ScratchFolder() : ScratchFolder(job.scratch);
    const auto written = scratch.path() / (job.layer + "." + std::string(file_ending(job.format)));
    const std::string system = place->name();
    auto sink = sink_of(job, std::move(*place), written);
    auto summary = pour(job, *sink);
    if (!summary) return summary;
    if (job.format == ExportFormat::geopackage) describe_geopackage(job, system, written);
    move_file(written, file);
    return summary;
}

}  // namespace courtyard

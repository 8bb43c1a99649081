// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "data/export/export.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>

#include "data/export/export_sink.h"
#include "data/gdal_library.h"
#include "data/scratch_folder.h"

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
    if (job.format == ExportFormat::geojson) return geojson_sink(job, file);
    return gdal_sink(job, std::move(place), file);
}

ExportSummary pour(const ExportJob& job, ExportSink& sink) {
    ExportSummary summary;
    ExportRow row;
    while (job.next(row)) {
        assert(row.values.size() == job.fields.size());
        sink.add(row);
        ++summary.rows;
    }
    sink.close();
    summary.losses = std::move(sink.losses());
    return summary;
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

std::string_view content_type(ExportFormat format) { return named(format).content_type; }

Result<Encoding> parse_encoding(std::string_view text) {
    std::string word;
    for (const char c : text) {
        if (c != '-') word += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    }
    if (word == "utf8") return Encoding::utf8;
    if (word == "gbk" || word == "cp936") return Encoding::gbk;
    return fail(ErrorCode::unsupported, "export.encoding",
                {fmt::format("没有编码“{}”；有 utf-8、gbk", text),
                 fmt::format("no encoding '{}'; there are utf-8 and gbk", text)},
                "encoding");
}

void ExportSink::lose(const ExportRow& row, std::string_view field, std::string_view what,
                      std::string_view value) {
    losses_.push_back({std::string(field), row.values.empty() ? std::string() : text_of(row.values.front()),
                       std::string(what), std::string(value)});
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
    if (degrees_only(job.format) && place->projected()) {
        const std::string_view format = named(job.format).word;
        return fail(ErrorCode::unsupported, "export.crs",
                    {fmt::format("{} 只有经纬度坐标，不能用 EPSG:{}", format, job.crs.epsg),
                     fmt::format("{} holds degrees only, not EPSG:{}", format, job.crs.epsg)},
                    "crs");
    }
    // Drivers judge a file by its name's ending, and a caller's file appears whole or not at all.
    const ScratchFolder scratch;
    const std::string ending =
        job.format == ExportFormat::shapefile_zip ? "shp" : std::string(file_ending(job.format));
    const std::filesystem::path written = scratch.path() / (job.layer + "." + ending);
    const auto sink = sink_of(job, std::move(*place), written);
    ExportSummary summary = pour(job, *sink);
    if (job.format != ExportFormat::shapefile_zip) {
        move_file(written, file);
        return summary;
    }
    const std::filesystem::path packed = scratch.path() / "packed.zip";
    pack_shapefile(job, summary.losses, scratch.path(), packed);
    move_file(packed, file);
    return summary;
}

}  // namespace courtyard

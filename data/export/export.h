// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "geo/boundary.h"
#include "geo/crs.h"
#include "geo/day.h"

namespace courtyard {

enum class ExportFormat : std::uint8_t { shapefile_zip, geopackage, geojson, flatgeobuf, csv, xlsx, kml };

/// Reads `shp`, `shp.zip`, `gpkg`, `geojson`, `fgb`, `csv`, `xlsx`, `kml`.
Result<ExportFormat> parse_export_format(std::string_view text);
std::string_view file_ending(ExportFormat format);  ///< `shp.zip`

enum class Encoding : std::uint8_t { utf8, gbk };

/// Of text it tells the encoding, which CSV may choose.
std::string_view content_type(ExportFormat format, Encoding encoding);
Result<Encoding> parse_encoding(std::string_view text);

enum class ExportType : std::uint8_t { text, integer, real, day };
enum class ExportGeometry : std::uint8_t { point, boundary };

/// One attribute of an export: `name` everywhere, `short_name` (ASCII, at most 10 bytes) in a shapefile.
struct ExportField {
    std::string name;
    std::string short_name;
    ExportType type = ExportType::text;
    Text title;
    Text meaning;  ///< for the field dictionary
};

using ExportValue = std::variant<std::monostate, std::string, std::int64_t, double, Day>;

struct ExportRow {
    std::variant<std::monostate, LonLat, const Boundary*>
        geometry;  ///< WGS 84; the boundary outlives the call
    std::vector<ExportValue> values;
};

/// Where the rows come from, for the files that tell: metadata of a GeoPackage, properties of a workbook,
/// dates in a zip. Nothing in a file says when it was made: the same rows of the same revision are the same
/// bytes (but for FlatGeobuf, which GDAL writes).
struct ExportOrigin {
    Text title;                     ///< of the layer
    Text source;                    ///< whose figures these are
    Day day = Day::of(2000, 1, 1);  ///< as of
    std::int64_t revision = 0;
};

/// How some rows of an export are drawn where a format has symbols of its own (KML).
struct ExportClass {
    Text label;
    std::uint32_t rgb = 0x2E5A88;
};

/// The largest .shp or .dbf that every reader takes.
constexpr std::uint64_t shapefile_limit = 2'147'483'647;

/// What to write.
struct ExportJob {
    std::string layer;  ///< names files and tables: `courtyards`
    ExportGeometry geometry = ExportGeometry::point;
    std::vector<ExportField> fields;
    /// Fills the row and says true, or false at the end. Called from the thread that writes.
    std::function<bool(ExportRow&)> next;
    ExportFormat format = ExportFormat::shapefile_zip;
    Crs crs;
    Encoding encoding = Encoding::utf8;
    ExportOrigin origin;
    std::string style_qml;  ///< of QGIS, for GeoPackage and shapefile; empty: none
    std::string style_sld;
    std::vector<ExportClass> classes;                       ///< none: all rows look the same
    std::function<std::size_t(const ExportRow&)> class_of;  ///< set with `classes`: the number of a row's own
    /// A shapefile whose .shp or .dbf would be larger comes in parts: `courtyards_1.shp`, `courtyards_2.shp`.
    std::uint64_t part_limit = shapefile_limit;
    /// Where it is made before it is moved into place; empty: the system's temporary folder.
    std::filesystem::path scratch;
    std::stop_token stop;
    /// Borders in GeoJSON as they are to the last digit, for files that are mended; else nine decimals.
    bool every_digit = false;
};

/// What a format could not carry.
struct ExportLoss {
    std::string field;
    std::string record;     ///< first value of the row
    std::string what;       ///< `character`, `cut`, `geometry`
    std::string character;  ///< the one that is not in GBK: a loss for each
    std::string value;      ///< the whole cell
};

struct ExportSummary {
    std::size_t rows = 0;
    std::size_t lost = 0;            ///< how many losses there are
    std::vector<ExportLoss> losses;  ///< the first of them
};

/// Writes a layer to a file, with flat memory.
///
/// A shapefile zip holds .shp .shx .dbf .prj .cpg (of each part), styles where they are given, 字段说明.csv
/// (field dictionary) and loss_report.csv (every loss). A GeoPackage holds the styles, the titles of its
/// columns in both languages and where its rows come from. A workbook has numbers as numbers, days as dates,
/// a second sheet with the field dictionary, and a further sheet for each million rows. CSV starts with a
/// byte order mark and defuses cells that a spreadsheet would run as formulas. CSV and XLSX have columns for
/// the position of a point (`lon`, `lat`, or `x`, `y` in metres) and none for a boundary, which is a loss
/// told once. A FlatGeobuf leaves out rows without geometry: a loss each. GBK is for shapefiles and CSV; what
/// it lacks becomes `〓`.
///
/// Errors   unsupported: export.format, export.crs, export.columns (a shapefile has at most 255);
///          unavailable: export.stopped; throws when the disk fails
Result<ExportSummary> write_export(const ExportJob& job, const std::filesystem::path& file);

}  // namespace courtyard

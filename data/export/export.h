// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
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
std::string_view content_type(ExportFormat format);

enum class Encoding : std::uint8_t { utf8, gbk };

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
};

/// What a format could not carry.
struct ExportLoss {
    std::string field;
    std::string record;  ///< first value of the row
    std::string what;    ///< `character`, `cut`, `geometry`
    std::string value;
};

struct ExportSummary {
    std::size_t rows = 0;
    std::vector<ExportLoss> losses;
};

/// Writes a layer to a file, with flat memory.
///
/// A shapefile zip holds .shp .shx .dbf .prj .cpg, 字段说明.csv (field dictionary) and loss_report.csv.
/// CSV starts with a byte order mark and defuses cells that a spreadsheet would run as formulas. CSV and XLSX
/// have columns for the position of a point (`lon`, `lat`, or `x`, `y` in metres) and none for a boundary,
/// which is a loss told once. A FlatGeobuf leaves out rows without geometry: a loss each. GBK is for
/// shapefiles and CSV; what it lacks becomes `〓`. Errors   unsupported: export.format, export.crs; throws
/// when the disk fails
Result<ExportSummary> write_export(const ExportJob& job, const std::filesystem::path& file);

}  // namespace courtyard

// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <fstream>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "data/export/export_place.h"

namespace courtyard {

struct FittedText;

/// What one export could not carry: counted, the first told, and all of it written down where a report is
/// kept.
class ExportLosses {
  public:
    /// From here on every loss is a line of this CSV file.
    void report_to(const std::filesystem::path& file);
    void add(ExportLoss loss);
    /// The report is on disk afterwards.
    void close();

    std::size_t count() const { return count_; }
    std::vector<ExportLoss>& first() { return first_; }

  private:
    std::size_t count_ = 0;
    std::vector<ExportLoss> first_;
    std::ofstream report_;
};

/// Takes the rows of one export and remembers what its format could not carry.
class ExportSink {
  public:
    virtual ~ExportSink() = default;

    /// Throws when the disk fails.
    virtual void add(const ExportRow& row) = 0;
    /// Everything is on disk afterwards.
    virtual void close() = 0;

    ExportLosses& losses() { return losses_; }

  protected:
    void lose(const ExportRow& row, std::string_view field, std::string_view what, std::string_view value);
    /// What fitting a text cost.
    void lose(const ExportRow& row, std::string_view field, const FittedText& fitted, std::string_view value);

  private:
    ExportLosses losses_;
};

/// A value as text: days as 2023-06-30, nothing as nothing.
std::string text_of(const ExportValue& value);

/// CSV, written without GDAL: its header is English, its positions are two more columns.
std::unique_ptr<ExportSink> csv_sink(const ExportJob& job, ExportPlace place,
                                     const std::filesystem::path& file);
/// KML, written without GDAL. Precondition: the export is in degrees.
std::unique_ptr<ExportSink> kml_sink(const ExportJob& job, const std::filesystem::path& file);
/// .shp, .shx and .dbf, written without GDAL, and packed into one zip with what belongs to them.
std::unique_ptr<ExportSink> shapefile_sink(const ExportJob& job, ExportPlace place,
                                           const std::filesystem::path& file);
/// Workbooks, by libxlsxwriter.
std::unique_ptr<ExportSink> xlsx_sink(const ExportJob& job, ExportPlace place,
                                      const std::filesystem::path& file);
/// GeoJSON, written without GDAL. Precondition: the export is in degrees.
std::unique_ptr<ExportSink> geojson_sink(const ExportJob& job, const std::filesystem::path& file);
/// Everything else, by GDAL.
std::unique_ptr<ExportSink> gdal_sink(const ExportJob& job, ExportPlace place,
                                      const std::filesystem::path& file);

/// Whether a table without geometry gets columns for the position, and what they are called.
struct PositionColumns {
    ExportField x;
    ExportField y;
};
std::optional<PositionColumns> position_columns(const ExportJob& job, const ExportPlace& place);

/// Packs the parts of a shapefile that stand in `folder` under these names, with its styles, the field
/// dictionary and the loss report.
void pack_shapefile(const ExportJob& job, const std::vector<std::string>& parts,
                    const std::filesystem::path& folder, const std::filesystem::path& file);

/// Gives a GeoPackage that holds the layer already: its styles, the titles of its columns, and where its rows
/// come from.
void describe_geopackage(const ExportJob& job, std::string_view system, const std::filesystem::path& file);

}  // namespace courtyard

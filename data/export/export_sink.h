// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <memory>

#include "data/export/export_place.h"

namespace courtyard {

/// Takes the rows of one export and remembers what its format could not carry.
class ExportSink {
  public:
    virtual ~ExportSink() = default;

    /// Throws when the disk fails.
    virtual void add(const ExportRow& row) = 0;
    /// Everything is on disk afterwards.
    virtual void close() = 0;

    std::vector<ExportLoss>& losses() { return losses_; }

  protected:
    void lose(const ExportRow& row, std::string_view field, std::string_view what, std::string_view value);

  private:
    std::vector<ExportLoss> losses_;
};

/// A value as text: days as 2023-06-30, nothing as nothing.
std::string text_of(const ExportValue& value);

/// CSV, written without GDAL: its header is English, its positions are two more columns.
std::unique_ptr<ExportSink> csv_sink(const ExportJob& job, ExportPlace place,
                                     const std::filesystem::path& file);
/// KML, written without GDAL. Precondition: the export is in degrees.
std::unique_ptr<ExportSink> kml_sink(const ExportJob& job, const std::filesystem::path& file);
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

/// Packs what a shapefile sink wrote to `folder`, the field dictionary and the loss report.
void pack_shapefile(const ExportJob& job, const std::vector<ExportLoss>& losses,
                    const std::filesystem::path& folder, const std::filesystem::path& file);

}  // namespace courtyard

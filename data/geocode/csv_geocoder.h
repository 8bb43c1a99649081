// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "data/geocode/geocode_file.h"
#include "data/read/csv_record.h"

namespace courtyard {

/// Where a file has what rows are placed by.
struct GeocodeColumns {
    static constexpr std::size_t none = static_cast<std::size_t>(-1);

    std::size_t lon = none;
    std::size_t lat = none;
    std::size_t code = none;
    std::size_t address = none;

    explicit GeocodeColumns(const ColumnMap& map);
};

/// A row as its text has it.
struct GivenPlace {
    std::string_view lon;
    std::string_view lat;
    std::string_view code;
    std::string_view address;
};

/// A row's claim, or the stable name of what is wrong with it.
struct ReadPlace {
    PlaceClaim claim;
    std::string problem;
};
ReadPlace read_place(const GivenPlace& given, const GeocodeJob& job);

/// The columns added to a row.
struct AddedColumns {
    AreaCode area;
    std::string method;
    std::string flags;
    AreaCode nearest_area;
    std::optional<double> distance_m;
    std::optional<double> confidence;
    std::string candidates;

    /// Counts the row in the summary.
    static AddedColumns of(const Placement& placement, const std::string& problem, const AreaTree& areas,
                           GeocodeSummary& summary);
};

/// Geocodes blocks of CSV rows; each thread has one.
class CsvGeocoder {
  public:
    CsvGeocoder(const GeocodeJob& job, char delimiter, std::size_t columns, const GeocodeColumns& where)
        : job_(job), scanner_(delimiter), column_count_(columns), where_(where) {}

    /// Appends the rows of the block with their new columns to `out`. Rows in the summary's `broken` are
    /// counted from 1 within the block.
    void run(std::string_view block, std::string& out, GeocodeSummary& summary);

  private:
    struct Row {
        std::string_view content;
        std::string problem;
        bool broken = false;
    };

    bool has_addresses() const { return where_.address != GeocodeColumns::none; }
    void read(std::string_view block, GeocodeSummary& summary);
    std::size_t read_row(std::string_view rest, GeocodeSummary& summary);
    void append(const Row& row, const Placement& placement, std::string& out, GeocodeSummary& summary) const;
    void append_broken(std::string_view content, std::string& out) const;

    const GeocodeJob& job_;
    CsvScanner scanner_;
    std::size_t column_count_;
    GeocodeColumns where_;
    std::vector<Row> rows_;
    std::vector<PlaceClaim> claims_;
};

}  // namespace courtyard

// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <functional>
#include <map>

#include "data/read/rows.h"
#include "geo/geocode.h"

namespace courtyard {

/// A file whose rows are to be given their villages.
struct GeocodeJob {
    std::filesystem::path file;
    std::filesystem::path out;
    const Places* places = nullptr;
    AreaCode within;  ///< where addresses are known to lie; empty when they are not
    TableOptions table;
    std::map<std::string, std::string> renamed;  ///< `--map column=field`
    Datum datum = Datum::wgs84;
    unsigned threads = 1;
    std::function<void(std::size_t done, std::size_t total)> progress;  ///< never from two threads at once
};

/// What became of it.
struct GeocodeSummary {
    std::size_t rows = 0;
    std::map<std::string, std::size_t, std::less<>> methods;  ///< rows by method
    std::map<std::string, std::size_t, std::less<>> flags;    ///< rows by flag
    std::vector<Rejection> broken;                            ///< the first rows that could not be read
    ColumnMap columns;
    std::vector<std::string> added;  ///< names of the columns added
    std::string format;
    std::string encoding;
};

/// Gives every row of a file its village: rows and their columns stay as they are and in order, five columns
/// are added at the end, seven when the file has addresses.
///
/// `area` is the village's code, empty outside every village; `method` says how it was found (`position`,
/// `code`, `address:county_village` ...); `flags` are separated by `|` and hold doubts and what was wrong
/// with a row; `nearest_area` and `distance_m` say which village is nearest to a position outside, within 5
/// km; `confidence` and `candidates` are those of an address. A column that is there already under such a
/// name keeps it, ours is then called `geocoded_area` and so on. A row that cannot be read is kept too, with
/// the flag `csv.quote` or `csv.values`.
///
/// CSV to CSV is cut into blocks of whole rows that all threads work on; memory is a few megabytes per
/// thread, whatever the size of the file. Every other pair of formats goes row by row, its columns as text.
/// The file appears under its name when it is whole.
///
/// Errors   those of `open_table` and `map_columns`; invalid_input: geocode.no_columns (neither position, nor
///          code, nor address); conflict: geocode.same_file; unsupported: export.format; throws when the disk
///          fails
/// Cost     CSV: under 0.5 us per row and core, see docs/PERFORMANCE.md
Result<GeocodeSummary> geocode_file(const GeocodeJob& job);

}  // namespace courtyard

// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "data/read/text_encoding.h"
#include "geo/boundary.h"

namespace courtyard {

/// One row of a file: text by column, and a geometry where the format has one.
struct TableRow {
    std::size_t number = 0;           ///< as a person counts: the header of a CSV is 1, features count from 1
    std::vector<std::string> values;  ///< UTF-8, parallel to `Table::columns`; empty = absent
    std::variant<std::monostate, LonLat, Boundary> geometry;
    std::optional<Error> broken;  ///< the row could not be read (unbalanced quote, wrong number of values, a
                                  ///< geometry of another kind); the rest of it is unset
};

struct TableOptions {
    std::optional<std::string> layer;  ///< default: the layer with most features
    /// The name the sender gave (`filename=`), when the path is a spool file; its ending must fit the
    /// content.
    std::string given_name;
    std::optional<TextEncoding> encoding;  ///< of a CSV, when the sender settles it; else by its bytes
    std::size_t max_rows = 5'000'000;
    std::size_t max_unpacked_bytes = std::size_t{2} << 30;
};

/// A file of records in any format of the house, read row by row with flat memory.
///
/// What the bytes say decides the format, from an allow-list: CSV, XLSX, GeoJSON, GPX, KML/KMZ, ESRI
/// Shapefile (also zipped), GeoPackage, TopoJSON, FlatGeobuf. Geometries come out in WGS 84 degrees when the
/// file declares another reference system, and exactly as read when it declares WGS 84, CGCS2000 or none.
///
/// Threads   one reader, one thread
class Table {
  public:
    virtual ~Table() = default;

    virtual const std::vector<std::string>& columns() const = 0;
    /// Fills `row` and says true, or false at the end.
    /// Errors   invalid_input (the file ends broken), too_large (over a limit)
    virtual Result<bool> next(TableRow& row) = 0;
    /// `CSV`, `GPX`, ... as the report names it.
    virtual std::string_view format() const = 0;
    /// `UTF-8`, `GB18030`; empty where the format fixes it.
    virtual std::string_view encoding() const { return {}; }
    /// Rows in all, where the format knows; for progress bars.
    virtual std::optional<std::size_t> row_count() const { return std::nullopt; }
};

/// Opens a file.
///
/// Errors   not_found: file.missing; unsupported: file.format (not one of ours), file.format_mismatch (the
///          name says another format than the bytes), file.photos (a zip of photos: `PhotoTable`);
///          invalid_input: file.encoding (neither UTF-8 nor GB18030), file.broken, file.layer (no such layer)
Result<std::unique_ptr<Table>> open_table(const std::filesystem::path& path, const TableOptions& options);

/// `file.photos`
Error photos_only(const std::string& name);

/// Who opens a file: this process (`open_table`), or a parsing worker (`ParsingPool`).
using TableOpener =
    std::function<Result<std::unique_ptr<Table>>(const std::filesystem::path&, const TableOptions&)>;

}  // namespace courtyard

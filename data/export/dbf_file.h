// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "data/export/export.h"

namespace courtyard {

/// The widest text of a dBase table, in bytes of its encoding.
constexpr std::size_t widest_dbf_text = 254;

/// A number or day as a cell of a dBase table, without padding; nothing for what is no number and no day.
std::string dbf_cell(const ExportValue& value);

/// The columns of a dBase table, as wide as their cells need: which is known after the last row.
class DbfColumns {
  public:
    explicit DbfColumns(std::span<const ExportField> fields);

    /// Counts a cell into the width of its column.
    void measure(std::size_t column, std::string_view cell);

    std::size_t size() const { return columns_.size(); }
    std::size_t head_bytes() const { return 32 + 32 * columns_.size() + 1; }
    std::size_t record_bytes() const;
    /// The head of a table of so many records. Its day stands where others say when it was last changed.
    std::string head(std::uint32_t records, Encoding encoding, Day day) const;
    /// Adds a cell to a record, padded to its column's width.
    void append(std::string& record, std::size_t column, std::string_view cell) const;

  private:
    struct Column {
        std::string name;
        ExportType type;
        std::size_t longest = 1;
        std::size_t whole = 1;     ///< digits before the point, sign included
        std::size_t decimals = 0;  ///< digits behind it
    };
    static std::size_t width(const Column& column);

    std::vector<Column> columns_;
};

/// Keeps the cells of all rows on disk until the widths of their columns are known.
///
/// Errors   throws when the disk fails
class DbfCells {
  public:
    explicit DbfCells(const std::filesystem::path& file);

    /// The next cell of the row, at most 254 bytes.
    void add(std::string_view cell);
    void rewind();
    /// The next cell, in the order of adding; valid until the next call. Precondition: there is one.
    std::string_view next();

  private:
    std::fstream file_;
    std::string buffer_;
    std::size_t at_ = 0;
};

/// Writes one table, record by record.
class DbfWriter {
  public:
    DbfWriter(const std::filesystem::path& file, const DbfColumns& columns, Encoding encoding, Day day);

    /// Takes as many cells as there are columns.
    void add_record(DbfCells& cells);
    void close();

  private:
    const DbfColumns& columns_;
    Encoding encoding_;
    Day day_;
    std::ofstream file_;
    std::string buffer_;
    std::uint32_t records_ = 0;
};

}  // namespace courtyard

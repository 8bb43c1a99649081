// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>

#include "data/read/csv_record.h"
#include "data/read/table.h"
#include "data/read/text_encoding.h"

namespace courtyard {

/// A CSV file by RFC 4180, read strictly: comma, semicolon or tab as its header line says, quoted line
/// breaks, any line ending, UTF-8 or GB18030.
///
/// A row with a stray or unbalanced quote (`csv.quote`) or the wrong number of values (`csv.values`) is
/// broken and reading goes on with the next line. Rows without any value are passed over, and counted.
class CsvTable : public Table {
  public:
    static Result<std::unique_ptr<Table>> open(const std::filesystem::path& path,
                                               const TableOptions& options);

    const std::vector<std::string>& columns() const override { return columns_; }
    Result<bool> next(TableRow& row) override;
    std::string_view format() const override { return "CSV"; }
    std::string_view encoding() const override { return to_string(encoding_); }

  private:
    enum class Scan { record, end, quote, too_long };

    CsvTable(const std::filesystem::path& path, TextEncoding encoding, std::size_t max_rows);

    Result<void> read_header();
    Scan scan_record();
    std::string_view text() const { return {buffer_.data() + begin_, end_ - begin_}; }
    bool refill();
    void skip_line();
    void fill(TableRow& row) const;

    TextFile file_;
    TextEncoding encoding_;
    std::size_t max_rows_;
    CsvScanner scanner_{','};
    std::vector<std::string> columns_;
    std::vector<char> buffer_;
    std::size_t begin_ = 0;
    std::size_t end_ = 0;
    bool at_end_ = false;
    std::size_t number_ = 0;
    std::size_t rows_ = 0;
};

}  // namespace courtyard

// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "data/read/csv_table.h"

#include <fmt/format.h>

#include <algorithm>

namespace courtyard {
namespace {

/// No honest row is longer; an unbalanced quote would swallow the rest of the file.
constexpr std::size_t max_record_bytes = std::size_t{1} << 20;
constexpr std::size_t max_columns = 2000;
constexpr std::size_t piece = std::size_t{1} << 18;

std::string trimmed(std::string_view text) {
    const auto first = text.find_first_not_of(" \t\r\n");
    if (first == std::string_view::npos) return {};
    return std::string(text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1));
}

Error broken_quote() {
    return {ErrorCode::invalid_input,
            "csv.quote",
            {"引号不成对，或引号出现在值的中间", "a quote without its partner, or inside a value"},
            {}};
}

Error wrong_count(std::size_t found, std::size_t expected) {
    return {ErrorCode::invalid_input,
            "csv.values",
            {fmt::format("这一行有 {} 个值，表头有 {} 列", found, expected),
             fmt::format("{} values where the header has {} columns", found, expected)},
            {}};
}

}  // namespace

Result<std::unique_ptr<Table>> CsvTable::open(const std::filesystem::path& path,
                                              const TableOptions& options) {
    const auto encoding =
        options.encoding ? checked_encoding(path, *options.encoding) : detect_encoding(path);
    if (!encoding) return tl::unexpected(encoding.error());
    std::unique_ptr<CsvTable> table(new CsvTable(path, *encoding, options.max_rows));
    if (const auto header = table->read_header(); !header) return tl::unexpected(header.error());
    return table;
}

CsvTable::CsvTable(const std::filesystem::path& path, TextEncoding encoding, std::size_t max_rows)
    : file_(path, encoding), encoding_(encoding), max_rows_(max_rows) {}

Result<void> CsvTable::read_header() {
    refill();
    scanner_ = CsvScanner(csv_delimiter_of(text()));
    const Scan scan = scan_record();
    number_ = 1;
    if (scan == Scan::too_long)
        return fail(ErrorCode::too_large, "csv.row_too_long", {"表头超过 1 MiB", "the header is over 1 MiB"},
                    "1");
    if (scan != Scan::record || scanner_.blank()) {
        return fail(ErrorCode::invalid_input, "file.broken",
                    {"第一行不是表头：它为空，或引号不成对",
                     "the first line is not a header: it is empty or its quotes are unbalanced"},
                    "1");
    }
    const auto& values = scanner_.values();
    if (values.size() > max_columns) {
        return fail(ErrorCode::too_large, "csv.columns",
                    {fmt::format("表头有 {} 列，上限为 {} 列", values.size(), max_columns),
                     fmt::format("{} columns; the limit is {}", values.size(), max_columns)});
    }
    std::string name;
    for (const CsvValue& value : values) {
        value.copy_to(name);
        columns_.push_back(trimmed(name));
    }
    begin_ += scanner_.length();
    return {};
}

Result<bool> CsvTable::next(TableRow& row) {
    while (true) {
        const Scan scan = scan_record();
        if (scan == Scan::end) return false;
        ++number_;
        if (scan == Scan::too_long) {
            return fail(
                ErrorCode::too_large, "csv.row_too_long",
                {fmt::format("第 {} 行超过 1 MiB", number_), fmt::format("row {} is over 1 MiB", number_)},
                std::to_string(number_));
        }
        if (scan == Scan::record && scanner_.blank()) {
            begin_ += scanner_.length();
            continue;
        }
        if (++rows_ > max_rows_) {
            return fail(
                ErrorCode::too_large, "file.too_many_rows",
                {fmt::format("文件超过 {} 行", max_rows_), fmt::format("more than {} rows", max_rows_)});
        }
        row.number = number_;
        row.geometry = std::monostate{};
        row.broken.reset();
        if (scan == Scan::quote) {
            row.broken = broken_quote();
            skip_line();
            return true;
        }
        fill(row);
        begin_ += scanner_.length();
        return true;
    }
}

void CsvTable::fill(TableRow& row) const {
    const auto& values = scanner_.values();
    if (values.size() != columns_.size()) {
        row.broken = wrong_count(values.size(), columns_.size());
        return;
    }
    row.values.resize(values.size());
    for (std::size_t i = 0; i < values.size(); ++i) values[i].copy_to(row.values[i]);
}

CsvTable::Scan CsvTable::scan_record() {
    while (true) {
        if (begin_ == end_ && !refill()) return Scan::end;
        const auto tail = at_end_ ? CsvScanner::Tail::last : CsvScanner::Tail::more;
        switch (scanner_.scan(text(), tail)) {
            case CsvScanner::Scan::record:
                return scanner_.length() > max_record_bytes ? Scan::too_long : Scan::record;
            case CsvScanner::Scan::quote:
                return Scan::quote;
            case CsvScanner::Scan::open_quote:
                if (end_ - begin_ > max_record_bytes) return Scan::quote;
                break;
            case CsvScanner::Scan::incomplete:
                if (end_ - begin_ > max_record_bytes) return Scan::too_long;
                break;
        }
        refill();
    }
}

bool CsvTable::refill() {
    if (at_end_) return false;
    if (begin_ > 0) {
        std::copy(buffer_.begin() + static_cast<std::ptrdiff_t>(begin_),
                  buffer_.begin() + static_cast<std::ptrdiff_t>(end_), buffer_.begin());
        end_ -= begin_;
        begin_ = 0;
    }
    if (buffer_.size() - end_ < piece) buffer_.resize(end_ + piece);
    const std::size_t got = file_.read(std::span(buffer_).subspan(end_));
    end_ += got;
    at_end_ = got == 0;
    return got > 0;
}

void CsvTable::skip_line() {
    auto stop = text().find_first_of("\r\n");
    while (stop == std::string_view::npos) {
        begin_ = end_;
        if (!refill()) return;
        stop = text().find_first_of("\r\n");
    }
    begin_ += stop;
    if (begin_ + 1 == end_) refill();
    begin_ += text().starts_with("\r\n") ? 2U : 1U;
}

}  // namespace courtyard

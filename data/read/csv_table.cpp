// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "data/read/csv_table.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>

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
    const auto encoding = detect_encoding(path);
    if (!encoding) return tl::unexpected(encoding.error());
    std::unique_ptr<CsvTable> table(new CsvTable(path, *encoding, options.max_rows));
    if (const auto header = table->read_header(); !header) return tl::unexpected(header.error());
    return table;
}

CsvTable::CsvTable(const std::filesystem::path& path, TextEncoding encoding, std::size_t max_rows)
    : file_(path, encoding), encoding_(encoding), max_rows_(max_rows) {}

Result<void> CsvTable::read_header() {
    refill();
    choose_delimiter();
    for (const char stop : {delimiter_, '\n', '\r', '"'}) stops_[static_cast<unsigned char>(stop)] = true;
    const Scan scan = scan_record();
    number_ = 1;
    if (scan != Scan::record || blank()) {
        return fail(ErrorCode::invalid_input, "file.broken",
                    {"第一行不是表头：它为空，或引号不成对",
                     "the first line is not a header: it is empty or its quotes are unbalanced"},
                    "1");
    }
    if (values_.size() > max_columns) {
        return fail(ErrorCode::too_large, "csv.columns",
                    {fmt::format("表头有 {} 列，上限为 {} 列", values_.size(), max_columns),
                     fmt::format("{} columns; the limit is {}", values_.size(), max_columns)});
    }
    std::string text;
    for (const Value& value : values_) {
        copy_value(value, text);
        columns_.push_back(trimmed(text));
    }
    begin_ += record_bytes_;
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
        if (scan == Scan::record && blank()) {
            begin_ += record_bytes_;
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
        begin_ += record_bytes_;
        return true;
    }
}

void CsvTable::fill(TableRow& row) const {
    const std::size_t found = values_.size();
    if (found != columns_.size()) {
        row.broken = wrong_count(found, columns_.size());
        return;
    }
    row.values.resize(found);
    for (std::size_t i = 0; i < found; ++i) copy_value(values_[i], row.values[i]);
}

void CsvTable::choose_delimiter() {
    std::array<std::size_t, 3> counts{};
    constexpr std::string_view candidates = ",;\t";
    bool quoted = false;
    for (std::size_t i = begin_; i < end_; ++i) {
        const char c = buffer_[i];
        if (c == '"') quoted = !quoted;
        if (quoted) continue;
        if (c == '\n' || c == '\r') break;
        if (const auto which = candidates.find(c); which != std::string_view::npos) ++counts[which];
    }
    const auto most = std::max_element(counts.begin(), counts.end());
    if (*most > 0) delimiter_ = candidates[static_cast<std::size_t>(most - counts.begin())];
}

CsvTable::Scan CsvTable::scan_record() {
    values_.clear();
    if (!have(0)) return Scan::end;
    std::size_t at = 0;
    while (true) {
        if (have(at) && byte(at) == '"') {
            if (!scan_quoted(at)) return Scan::quote;
        } else {
            scan_plain(at);
            if (have(at) && byte(at) == '"') return Scan::quote;
        }
        if (at > max_record_bytes) return Scan::too_long;
        if (have(at) && byte(at) == delimiter_) {
            ++at;
            continue;
        }
        if (!end_of_line(at)) return Scan::quote;
        record_bytes_ = at;
        return Scan::record;
    }
}

bool CsvTable::scan_quoted(std::size_t& at) {
    Value value{at + 1, 0, false};
    ++at;
    while (have(at)) {
        const void* quote = std::memchr(buffer_.data() + begin_ + at, '"', end_ - begin_ - at);
        if (quote == nullptr) {
            at = end_ - begin_;
            if (at > max_record_bytes) return false;
            continue;
        }
        at = static_cast<std::size_t>(static_cast<const char*>(quote) - buffer_.data()) - begin_;
        if (have(at + 1) && byte(at + 1) == '"') {
            value.doubled_quotes = true;
            at += 2;
            continue;
        }
        value.length = at - value.begin;
        values_.push_back(value);
        ++at;
        return true;
    }
    return false;
}

void CsvTable::scan_plain(std::size_t& at) {
    const std::size_t start = at;
    while (have(at) && at <= max_record_bytes) {
        const std::size_t limit = end_ - begin_;
        while (at < limit && !stops_[static_cast<unsigned char>(byte(at))]) ++at;
        if (at < limit) break;
    }
    values_.push_back({start, at - start, false});
}

bool CsvTable::end_of_line(std::size_t& at) {
    if (!have(at)) return true;
    if (byte(at) == '\n') {
        ++at;
        return true;
    }
    if (byte(at) != '\r') return false;
    ++at;
    if (have(at) && byte(at) == '\n') ++at;
    return true;
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
    std::size_t at = 0;
    while (have(at) && byte(at) != '\n' && byte(at) != '\r') {
        if (++at < piece) continue;
        begin_ += at;
        at = 0;
    }
    end_of_line(at);
    begin_ += at;
}

bool CsvTable::blank() const {
    return std::all_of(values_.begin(), values_.end(), [](const Value& v) { return v.length == 0; });
}

void CsvTable::copy_value(const Value& value, std::string& to) const {
    const char* from = buffer_.data() + begin_ + value.begin;
    if (!value.doubled_quotes) {
        to.assign(from, value.length);
        return;
    }
    to.clear();
    for (std::size_t i = 0; i < value.length; ++i) {
        to.push_back(from[i]);
        if (from[i] == '"') ++i;
    }
}

}  // namespace courtyard

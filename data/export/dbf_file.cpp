// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "data/export/dbf_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cassert>
#include <charconv>
#include <cmath>
#include <stdexcept>

namespace courtyard {

namespace {

constexpr std::size_t flush_at = std::size_t{1} << 20;
constexpr std::size_t most_decimals = 15;
/// A number with more digits than this is written with an exponent.
constexpr std::size_t longest_number = 32;

void append_little(std::string& out, std::uint32_t number, std::size_t bytes) {
    for (std::size_t i = 0; i < bytes; ++i) out += static_cast<char>((number >> (8 * i)) & 0xFFU);
}

/// The shortest text that reads back as the same number.
std::string real_cell(double real) {
    if (!std::isfinite(real)) return {};
    std::array<char, 400> text{};
    auto end = std::to_chars(text.data(), text.data() + text.size(), real, std::chars_format::fixed).ptr;
    if (static_cast<std::size_t>(end - text.data()) > longest_number)
        end = std::to_chars(text.data(), text.data() + text.size(), real, std::chars_format::scientific).ptr;
    return {text.data(), end};
}

bool has_exponent(std::string_view cell) { return cell.find('e') != std::string_view::npos; }

std::size_t decimals_of(std::string_view cell) {
    const auto point = cell.find('.');
    return point == std::string_view::npos ? 0 : cell.size() - point - 1;
}

char letter(ExportType type) {
    switch (type) {
        case ExportType::text:
            return 'C';
        case ExportType::day:
            return 'D';
        case ExportType::integer:
        case ExportType::real:
            break;
    }
    return 'N';
}

}  // namespace

std::string dbf_cell(const ExportValue& value) {
    struct ToCell {
        std::string operator()(std::monostate) const { return {}; }
        std::string operator()(const std::string&) const { return {}; }
        std::string operator()(std::int64_t whole) const { return std::to_string(whole); }
        std::string operator()(double real) const { return real_cell(real); }
        std::string operator()(Day day) const {
            return fmt::format("{:04}{:02}{:02}", day.year(), static_cast<unsigned>(day.month()),
                               static_cast<unsigned>(day.day_of_month()));
        }
    };
    return std::visit(ToCell{}, value);
}

DbfColumns::DbfColumns(std::span<const ExportField> fields) {
    for (const ExportField& field : fields) {
        assert(field.short_name.size() <= 10);
        columns_.push_back({field.short_name, field.type});
        // A whole number of nine digits is what every reader takes for a whole number.
        if (field.type == ExportType::integer) columns_.back().longest = 9;
        if (field.type == ExportType::real) columns_.back().decimals = 1;
    }
}

void DbfColumns::measure(std::size_t column, std::string_view cell) {
    Column& one = columns_[column];
    one.longest = std::max(one.longest, cell.size());
    if (one.type != ExportType::real || has_exponent(cell)) return;
    const std::size_t decimals = decimals_of(cell);
    one.whole = std::max(one.whole, cell.size() - decimals - (decimals > 0 ? 1 : 0));
    one.decimals = std::max(one.decimals, std::min(decimals, most_decimals));
}

std::size_t DbfColumns::width(const Column& column) {
    if (column.type == ExportType::day) return 8;
    if (column.type != ExportType::real) return column.longest;
    return std::max(column.longest, column.whole + 1 + column.decimals);
}

std::size_t DbfColumns::record_bytes() const {
    std::size_t bytes = 1;
    for (const Column& column : columns_) bytes += width(column);
    return bytes;
}

std::string DbfColumns::head(std::uint32_t records, Encoding encoding, Day day) const {
    constexpr char dbase_3 = 0x03;
    constexpr char code_page_936 = 0x4D;
    std::string head(1, dbase_3);
    head += static_cast<char>(std::clamp(day.year() - 1900, 0, 255));
    head += static_cast<char>(day.month());
    head += static_cast<char>(day.day_of_month());
    append_little(head, records, 4);
    append_little(head, static_cast<std::uint32_t>(head_bytes()), 2);
    append_little(head, static_cast<std::uint32_t>(record_bytes()), 2);
    head.resize(32, '\0');
    // What the oldest software understands; the .cpg says the same to the others.
    if (encoding == Encoding::gbk) head[29] = code_page_936;
    for (const Column& column : columns_) {
        std::string field = column.name;
        field.resize(11, '\0');
        field += letter(column.type);
        field.resize(16, '\0');
        field += static_cast<char>(width(column));
        field += static_cast<char>(column.decimals);
        field.resize(32, '\0');
        head += field;
    }
    return head + '\x0D';
}

void DbfColumns::append(std::string& record, std::size_t column, std::string_view cell) const {
    const Column& one = columns_[column];
    const std::size_t wide = width(one);
    if (one.type == ExportType::text || one.type == ExportType::day) {
        record.append(cell).append(wide - cell.size(), ' ');
        return;
    }
    const std::size_t own = decimals_of(cell);
    const bool pad =
        one.type == ExportType::real && !cell.empty() && !has_exponent(cell) && own < one.decimals;
    const std::size_t zeros = pad ? one.decimals - own : 0;
    const std::size_t point = pad && own == 0 ? 1 : 0;
    record.append(wide - cell.size() - point - zeros, ' ').append(cell).append(point, '.').append(zeros, '0');
}

DbfCells::DbfCells(const std::filesystem::path& file) {
    file_.exceptions(std::ios::badbit | std::ios::failbit);
    file_.open(file, std::ios::binary | std::ios::in | std::ios::out | std::ios::trunc);
}

void DbfCells::add(std::string_view cell) {
    assert(cell.size() <= widest_dbf_text);
    buffer_ += static_cast<char>(cell.size());
    buffer_ += cell;
    if (buffer_.size() < flush_at) return;
    file_ << buffer_;
    buffer_.clear();
}

void DbfCells::rewind() {
    file_ << buffer_;
    file_.flush();
    file_.seekg(0);
    buffer_.clear();
    at_ = 0;
}

std::string_view DbfCells::next() {
    const auto have = [&](std::size_t count) {
        if (buffer_.size() - at_ >= count) return;
        buffer_.erase(0, at_);
        at_ = 0;
        const std::size_t before = buffer_.size();
        buffer_.resize(flush_at);
        // The last piece is a short one, which the stream would take for a failure.
        const auto read =
            file_.rdbuf()->sgetn(buffer_.data() + before, static_cast<std::streamsize>(flush_at - before));
        buffer_.resize(before + static_cast<std::size_t>(read));
        if (buffer_.size() < count) throw std::runtime_error("cannot read the cells of the table again");
    };
    have(1);
    const std::size_t length = static_cast<unsigned char>(buffer_[at_]);
    have(1 + length);
    const std::string_view cell = std::string_view(buffer_).substr(at_ + 1, length);
    at_ += 1 + length;
    return cell;
}

DbfWriter::DbfWriter(const std::filesystem::path& file, const DbfColumns& columns, Encoding encoding, Day day)
    : columns_(columns), encoding_(encoding), day_(day) {
    file_.exceptions(std::ios::badbit | std::ios::failbit);
    file_.open(file, std::ios::binary | std::ios::trunc);
    buffer_ = columns_.head(0, encoding_, day_);
}

void DbfWriter::add_record(DbfCells& cells) {
    buffer_ += ' ';
    for (std::size_t i = 0; i < columns_.size(); ++i) columns_.append(buffer_, i, cells.next());
    ++records_;
    if (buffer_.size() < flush_at) return;
    file_ << buffer_;
    buffer_.clear();
}

void DbfWriter::close() {
    file_ << buffer_ << '\x1A';
    file_.seekp(0);
    file_ << columns_.head(records_, encoding_, day_);
    file_.close();
}

}  // namespace courtyard

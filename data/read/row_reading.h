// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <string>
#include <unordered_map>
#include <utility>

#include "data/read/row_view.h"

namespace courtyard {

/// Which geometry the rows of a format bring for a kind of record.
Geometry geometry_of(RecordKind kind, std::string_view format);

/// A refused row as the report shows it, the field under the name that the file gives its column.
Rejection rejection_of(const Error& error, std::size_t row, const ColumnMap& columns,
                       const std::vector<std::string>& names);

/// The refusal of a row that says again what an earlier one said.
Error repeated(std::string_view field, std::string_view key, std::size_t first_row);

/// Says of a file what a reader should know before trusting it.
template <class Record>
void warn_of_encoding(const Table& table, Rows<Record>& rows) {
    if (table.encoding() != "GB18030") return;
    rows.notes.push_back({"文件不是 UTF-8，已按 GB18030（GBK）读取，请核对几行文字",
                          "the file is not in UTF-8 and was read as GB18030 (GBK): check a few rows"});
}

/// Says how many rows wrote area codes with full-width digits, which were read as digits.
template <class Record>
void tell_full_width_codes(std::size_t count, Rows<Record>& rows) {
    if (count == 0) return;
    rows.notes.push_back({std::to_string(count) + " 行的区划代码是全角数字，已按半角读取",
                          "the area codes of " + std::to_string(count) +
                              " rows have full-width digits and were read as plain ones"});
}

/// Reads a whole file: columns, then row by row.
///
/// @param read   RowView& → Record
/// @param key    Record → what may not be there twice in one file, and the field that says it
template <class Record, class Read, class Key>
Result<Rows<Record>> read_rows(RecordKind kind, Table& table, const RowOptions& options, Read read, Key key) {
    const Geometry geometry = geometry_of(kind, table.format());
    const bool changes = options.wanted == Wanted::changes;
    const auto fields = changes ? fields_to_change(kind) : fields_of(kind);
    auto columns = map_columns(fields, table.columns(), options.renamed, options.fixed, geometry);
    if (!columns) return tl::unexpected(columns.error());
    Rows<Record> rows;
    rows.columns = std::move(*columns);
    rows.rejections = ToldRows(options.refused_told);
    warn_of_encoding(table, rows);
    std::unordered_map<std::string, std::size_t> first_row;
    const auto refuse = [&](const Error& error, std::size_t row) {
        rows.rejections.add(rejection_of(error, row, rows.columns, table.columns()));
    };
    TableRow row;
    std::size_t full_width_codes = 0;
    while (true) {
        const auto more = table.next(row);
        if (!more) return tl::unexpected(more.error());
        if (!*more) {
            tell_full_width_codes(full_width_codes, rows);
            return rows;
        }
        const bool blank = std::ranges::all_of(row.values, [](const std::string& v) { return v.empty(); });
        if (blank && geometry == Geometry::none && !row.broken) continue;
        ++rows.rows;
        if (row.broken) {
            refuse(*row.broken, row.number);
            continue;
        }
        RowView view(row, rows.columns, options);
        Record record = read(view);
        if (view.full_width_code()) ++full_width_codes;
        if (view.refusal()) {
            refuse(*view.refusal(), row.number);
            if (const auto id = without_blanks(view.raw(fields.front().name));
                changes && id.size() <= max_id_bytes)
                rows.refused_ids.emplace(id);
            if (view.given() && view.refusal()->name.starts_with("coordinate."))
                rows.misplaced.push_back(
                    {*view.given(), AreaCode::parse(view.raw("area")).value_or(AreaCode{}), {}, row.number});
            continue;
        }
        auto [text, field] = key(record);
        const auto [first, fresh] = first_row.emplace(std::move(text), row.number);
        if (!fresh) {
            refuse(repeated(field, first->first, first->second), row.number);
            continue;
        }
        if (changes) rows.sayings.emplace(row.number, view.saying(fields));
        rows.accepted.push_back(std::move(record));
        rows.numbers.push_back(row.number);
    }
}

}  // namespace courtyard

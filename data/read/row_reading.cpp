// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "data/read/row_reading.h"

#include <fmt/format.h>

namespace courtyard {

Geometry geometry_of(RecordKind kind, std::string_view format) {
    if (format == "CSV" || format == "XLSX") return Geometry::none;
    return kind == RecordKind::areas ? Geometry::boundary : Geometry::point;
}

Rejection rejection_of(const Error& error, std::size_t row, const ColumnMap& columns,
                       const std::vector<std::string>& names) {
    const auto column = columns.column_of.find(error.subject);
    const bool named = column != columns.column_of.end() && column->second < names.size();
    return {row, named ? names[column->second] : error.subject, error.name, error.detail};
}

Error repeated(std::string_view field, std::string_view key, std::size_t first_row) {
    std::string said(key);
    std::ranges::replace(said, '\x1F', ' ');
    return {ErrorCode::invalid_input,
            "id.duplicate",
            {fmt::format("“{}”与第 {} 行重复", said, first_row),
             fmt::format("\"{}\" is in row {} already", said, first_row)},
            std::string(field)};
}

}  // namespace courtyard

// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "geo/result.h"

namespace courtyard {

/// What a file of records holds.
enum class RecordKind : std::uint8_t {
    areas,
    households,
    bases,
    help_points,
    children,
    targets,
    decisions,
    inspections,
    figures,
    cases,   ///< of disputes
    relief,  ///< batches
};

std::string_view to_string(RecordKind kind);  ///< `help-points`
Result<RecordKind> parse_record_kind(std::string_view text);

/// One field of a record kind, with the headers it is known by (Chinese and English, lower case, no blanks).
struct FieldSpec {
    std::string_view name;
    bool required = false;
    std::vector<std::string_view> headers;
};

std::span<const FieldSpec> fields_of(RecordKind kind);
/// The same of a file that changes what is held: only what names a record is required, and of bases and help
/// points the columns that our exports have beside (`status`, `since`) are known.
std::span<const FieldSpec> fields_to_change(RecordKind kind);

/// Which column feeds which field.
struct ColumnMap {
    std::map<std::string, std::size_t, std::less<>> column_of;  ///< field → column number
    std::map<std::string, std::string, std::less<>> fixed;  ///< field → value given for every row (`--set`)
    std::set<std::string, std::less<>> by_map;  ///< fields whose column was said (`--map`), not recognised
    std::vector<std::string> ignored;           ///< columns that feed nothing

    /// The text of a field in a row, trimmed; empty when there is none.
    std::string_view value(std::string_view field, std::span<const std::string> values) const;
    /// Whether a column, or a value given for every row, feeds the field.
    bool has(std::string_view field) const { return column_of.contains(field) || fixed.contains(field); }
};

/// Whether the rows bring a geometry of their own (then `lon` and `lat` are not required columns).
enum class Geometry : std::uint8_t { none, point, boundary };

/// A required field that no column feeds, and the headers that would do.
struct MissingField {
    std::string name;
    std::vector<std::string> headers;
};

/// What can be told of the columns of a file that does not fit: as much of the map as there is.
struct ColumnAdvice {
    ColumnMap map;
    std::vector<MissingField> missing;
    std::vector<std::string> contested;  ///< columns that claim a field another column has
};

/// Recognises what it can and refuses nothing; a wrong name in `renamed` or `fixed` is passed over.
ColumnAdvice advise_columns(RecordKind kind, std::span<const std::string> columns,
                            const std::map<std::string, std::string>& renamed,
                            const std::map<std::string, std::string>& fixed, Geometry geometry);

/// Recognises the columns of a file.
///
/// @param renamed   `column=field` pairs of `--map`; they win over the headers
/// @param fixed     `field=value` pairs of `--set`
/// Errors   invalid_input: column.missing (names the headers that would do), column.doubly_claimed (two
/// columns
///          for one field), column.unknown (`--map` names a column or field that is not there)
Result<ColumnMap> map_columns(RecordKind kind, std::span<const std::string> columns,
                              const std::map<std::string, std::string>& renamed,
                              const std::map<std::string, std::string>& fixed, Geometry geometry);
/// The same for fields of a caller's own.
Result<ColumnMap> map_columns(std::span<const FieldSpec> fields, std::span<const std::string> columns,
                              const std::map<std::string, std::string>& renamed,
                              const std::map<std::string, std::string>& fixed, Geometry geometry);
/// What a file to be geocoded may bring: lon, lat, area, address.
std::span<const FieldSpec> geocode_fields();

}  // namespace courtyard

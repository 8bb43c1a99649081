// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "data/read/gdal_geometry.h"
#include "data/read/plain_text.h"
#include "data/read/rows.h"

namespace courtyard {

/// A longer one names nothing that is held.
constexpr std::size_t max_id_bytes = 64;

/// What a field must be when the row leaves it empty.
enum class Need : std::uint8_t { optional, required };

/// One row read field by field; what is wrong with it is kept, reading goes on harmlessly.
///
/// Every reader gives a default when its field is empty or refused: look at `refusal` before using the
/// record.
class RowView {
  public:
    RowView(const TableRow& row, const ColumnMap& columns, const RowOptions& options)
        : row_(row), columns_(columns), options_(options) {}

    const RowOptions& options() const { return options_; }
    std::size_t number() const { return row_.number; }
    const TableGeometry& geometry() const { return row_.geometry; }
    bool has(std::string_view field) const { return !raw(field).empty(); }
    /// Required, unless what is held may stand for a column that the file does not have.
    Need required_if_there(std::string_view field) const {
        return options_.wanted == Wanted::changes && !columns_.has(field) ? Need::optional : Need::required;
    }
    /// Required, unless what is held may stand for a value that the row does not have.
    Need required_if_new() const {
        return options_.wanted == Wanted::changes ? Need::optional : Need::required;
    }
    RowSaying saying(std::span<const FieldSpec> fields) const;
    std::string_view raw(std::string_view field) const { return columns_.value(field, row_.values); }

    /// At most 1,000 characters, none of them a control character.
    std::string text(std::string_view field, Need need, Lines lines = Lines::one);
    /// At most 64 bytes, printable.
    std::string id(std::string_view field, Need need);
    std::int64_t count(std::string_view field, Need need);
    std::optional<double> number(std::string_view field);
    /// A calendar day from 1949 to ten years ahead; of an instant, its day at UTC+08:00.
    std::optional<Day> day(std::string_view field, Need need);
    /// Also `2023/6/30 9:05`; a day alone is its first moment.
    Instant instant(std::string_view field);
    AreaCode area(std::string_view field, Need need);
    /// The geometry of the row, else `lon` and `lat` in any writing that `parse_coordinate` knows; checked,
    /// and turned to WGS 84 from the file's datum.
    std::optional<SourcePosition> position(Need need);

    /// Keeps what `result` refuses, and gives its value or a default.
    template <class T>
    T take(Result<T> result, std::string_view field) {
        if (result) return std::move(*result);
        refuse(field, std::move(result.error()));
        return T{};
    }
    void refuse(std::string_view field, Error error);
    void refuse(std::string_view field, std::string name, Text detail) {
        refuse(field, Error{ErrorCode::invalid_input, std::move(name), std::move(detail), {}});
    }

    /// Whether an area code was written with full-width digits.
    bool full_width_code() const { return full_width_code_; }
    /// The two numbers of `position`, refused or not.
    const std::optional<LonLat>& given() const { return given_; }
    /// The first thing that is wrong; `subject` is the field.
    const std::optional<Error>& refusal() const { return refusal_; }
    /// Everything that is wrong, once for each field. What follows from something wrong may be among it.
    const std::vector<Error>& refusals() const { return refusals_; }

  private:
    bool missing(std::string_view field, Need need);
    std::optional<Day> checked_day(std::string_view field, Day day);
    std::optional<LonLat> given_position(Need need);

    const TableRow& row_;
    const ColumnMap& columns_;
    const RowOptions& options_;
    std::optional<LonLat> given_;
    bool full_width_code_ = false;
    std::optional<Error> refusal_;
    std::vector<Error> refusals_;
};

}  // namespace courtyard

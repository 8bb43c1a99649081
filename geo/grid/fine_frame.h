// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "geo/position.h"

namespace courtyard {

/// A cell of the finest ruling of a `FineFrame`.
struct FineCell {
    std::uint32_t column = 0;
    std::uint32_t row = 0;
};

/// A rectangle in degrees ruled into columns and rows of coarse cells, each of which halves up to `bits`
/// times: the leading bits of a fine column name the coarse cell, the next ones its halves.
///
/// `column` and `row` never decrease as the coordinate grows, and a coordinate whose column is below `i` is
/// not greater than `line_of_column(i)`. That is all that an exact grid needs: rounding may file a position
/// on the other side of a line, but never farther from the line than the line is kept off.
class FineFrame {
  public:
    FineFrame() = default;
    /// @param columns, rows   coarse cells, at least 1; fewer when they would be smaller than 1e-6 degrees
    FineFrame(const Bounds& bounds, double columns, double rows);

    const Bounds& bounds() const { return bounds_; }
    std::uint32_t columns() const { return columns_; }  ///< coarse
    std::uint32_t rows() const { return rows_; }        ///< coarse
    unsigned bits() const { return bits_; }
    double column_deg() const { return column_deg_; }  ///< width of a fine column
    double row_deg() const { return row_deg_; }

    /// Outside the bounds: the fine cell at the rim. Precondition: not NaN.
    FineCell cell(LonLat p) const { return {column(p.lon), row(p.lat)}; }
    std::uint32_t column(double lon) const {
        return place((lon - bounds_.west) * columns_per_degree_, last_column_);
    }
    std::uint32_t row(double lat) const { return place((lat - bounds_.south) * rows_per_degree_, last_row_); }

    /// The east side of the column before `i`.
    double line_of_column(std::uint32_t i) const { return bounds_.west + i * column_deg_ + kept_off_deg; }
    double line_of_row(std::uint32_t i) const { return bounds_.south + i * row_deg_ + kept_off_deg; }

  private:
    /// More than all rounding of `column` and `line_of_column` together: below 2e-13 degrees.
    static constexpr double kept_off_deg = 1e-12;

    static std::uint32_t place(double at, double last) {
        return static_cast<std::uint32_t>(static_cast<std::int32_t>(std::min(std::max(at, 0.0), last)));
    }

    Bounds bounds_{0, 0, 0, 0};
    std::uint32_t columns_ = 1;
    std::uint32_t rows_ = 1;
    unsigned bits_ = 0;
    double column_deg_ = 0;
    double row_deg_ = 0;
    double columns_per_degree_ = 0;
    double rows_per_degree_ = 0;
    double last_column_ = 0;
    double last_row_ = 0;
};

}  // namespace courtyard

// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "geo/edge_strips.h"

namespace courtyard {

/// A block of cells, last ones included.
struct CellWindow {
    std::int64_t west = 0;
    std::int64_t south = 0;
    std::int64_t east = -1;
    std::int64_t north = -1;

    std::int64_t width() const { return east - west + 1; }
    std::int64_t height() const { return north - south + 1; }
};

/// A rectangle in degrees cut into columns and rows of equal cells, about square on the ground.
///
/// `column` and `row` never decrease as the coordinate grows. That is what makes the grid exact although they
/// round: an edge reaches no cell outside the columns and rows of its two ends.
class CellFrame {
  public:
    CellFrame() = default;
    /// About `cells` cells, none smaller than 1e-6 degrees.
    CellFrame(const Bounds& bounds, double cells);

    const Bounds& bounds() const { return bounds_; }
    std::int64_t columns() const { return columns_; }
    std::int64_t rows() const { return rows_; }

    /// Outside the bounds, the cell at the rim.
    std::int64_t column(double lon) const { return cell(lon - bounds_.west, columns_per_degree_, columns_); }
    std::int64_t row(double lat) const { return cell(lat - bounds_.south, rows_per_degree_, rows_); }
    CellWindow window(const Bounds& bounds) const {
        return {column(bounds.west), row(bounds.south), column(bounds.east), row(bounds.north)};
    }
    LonLat middle_of(std::int64_t column, std::int64_t row) const;
    /// The ground between the two nearest sides of a cell, anywhere in the frame, at least this.
    Metres narrowest() const { return narrowest_; }

  private:
    static std::int64_t cell(double offset, double per_degree, std::int64_t count) {
        const auto at = static_cast<std::int64_t>(offset * per_degree);
        return at < 0 ? 0 : at < count ? at : count - 1;
    }

    Bounds bounds_;
    std::int64_t columns_ = 1;
    std::int64_t rows_ = 1;
    double columns_per_degree_ = 0;
    double rows_per_degree_ = 0;
    Metres narrowest_;
};

/// For each cell of one boundary's window, whether it may hold a piece of the border.
///
/// Generous but never short: an unmarked cell lies wholly on one side, and so do unmarked neighbours in a
/// row.
class MarkedCells {
  public:
    MarkedCells(const CellFrame& frame, const Bounds& bounds);

    const CellWindow& window() const { return window_; }
    bool marked(std::int64_t column, std::int64_t row) const { return marks_[at(column, row)] != 0; }
    void mark(const Edge& edge);

  private:
    std::size_t at(std::int64_t column, std::int64_t row) const {
        return static_cast<std::size_t>((row - window_.south) * window_.width() + (column - window_.west));
    }
    void mark_block(const CellWindow& block);
    void mark_by_columns(const Edge& edge, const CellWindow& box);

    const CellFrame& frame_;
    CellWindow window_;
    std::vector<std::uint8_t> marks_;
};

}  // namespace courtyard

// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "geo/grid/fine_frame.h"

#include <cmath>

namespace courtyard {
namespace {

constexpr double smallest_cell_deg = 1e-6;
constexpr double most_aside = 1 << 18;
constexpr unsigned most_bits = 12;

std::uint32_t cell_count(double wanted, double extent_deg) {
    const double most = std::clamp(extent_deg / smallest_cell_deg, 1.0, most_aside);
    return static_cast<std::uint32_t>(std::clamp(std::floor(wanted), 1.0, most));
}

/// How often both sides of a coarse cell halve before one falls below the smallest.
unsigned halvings(double width_deg, double height_deg) {
    const double room = std::min(width_deg, height_deg) / smallest_cell_deg;
    return room < 2 ? 0 : std::min(most_bits, static_cast<unsigned>(std::log2(room)));
}

double per_degree(double count, double extent_deg) { return extent_deg > 0 ? count / extent_deg : 0; }

}  // namespace

FineFrame::FineFrame(const Bounds& bounds, double columns, double rows) : bounds_(bounds) {
    const double width = bounds.east - bounds.west;
    const double height = bounds.north - bounds.south;
    columns_ = cell_count(columns, width);
    rows_ = cell_count(rows, height);
    bits_ = halvings(width / columns_, height / rows_);
    const double fine_columns = std::ldexp(columns_, static_cast<int>(bits_));
    const double fine_rows = std::ldexp(rows_, static_cast<int>(bits_));
    column_deg_ = width / fine_columns;
    row_deg_ = height / fine_rows;
    columns_per_degree_ = per_degree(fine_columns, width);
    rows_per_degree_ = per_degree(fine_rows, height);
    last_column_ = fine_columns - 1;
    last_row_ = fine_rows - 1;
}

}  // namespace courtyard

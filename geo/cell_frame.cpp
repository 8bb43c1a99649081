// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "geo/cell_frame.h"

#include <cmath>
#include <numbers>

#include "geo/border_distance.h"

namespace courtyard {
namespace {

constexpr double smallest_cell_deg = 1e-6;
constexpr double most_cells_aside = 16384;
/// How far beyond a column, and above and below what it crosses there, an edge is taken to reach, in cells.
/// Interpolating along an edge errs by less than 1e-13 degrees x (rows crossed / cell width): with cells of
/// at least 1e-6 degrees and at most 16384 rows that is below 0.002 cells.
constexpr double margin_cells = 0.01;

std::int64_t cell_count(double wanted, double extent_deg) {
    return static_cast<std::int64_t>(std::clamp(
        std::floor(wanted), 1.0, std::clamp(extent_deg / smallest_cell_deg, 1.0, most_cells_aside)));
}

double per_degree(std::int64_t count, double extent_deg) {
    return extent_deg > 0 ? static_cast<double>(count) / extent_deg : 0;
}

}  // namespace

CellFrame::CellFrame(const Bounds& bounds, double cells) : bounds_(bounds) {
    const double width = bounds.east - bounds.west;
    const double height = bounds.north - bounds.south;
    const double middle = std::cos((bounds.south + bounds.north) / 2 * std::numbers::pi / 180);
    const double aspect = std::clamp(width * middle / std::max(height, 1e-12), 1e-6, 1e6);
    columns_ = cell_count(std::sqrt(cells * aspect), width);
    rows_ = cell_count(std::sqrt(cells / aspect), height);
    columns_per_degree_ = per_degree(columns_, width);
    rows_per_degree_ = per_degree(rows_, height);
    const auto at_pole_side = degree_length(std::max(std::abs(bounds.south), std::abs(bounds.north)));
    const auto at_equator_side = degree_length(0);
    narrowest_ = {std::min(width / static_cast<double>(columns_) * at_pole_side.east_m,
                           height / static_cast<double>(rows_) * at_equator_side.north_m)};
}

LonLat CellFrame::middle_of(std::int64_t column, std::int64_t row) const {
    const double lon_step = (bounds_.east - bounds_.west) / static_cast<double>(columns_);
    const double lat_step = (bounds_.north - bounds_.south) / static_cast<double>(rows_);
    return {bounds_.west + (static_cast<double>(column) + 0.5) * lon_step,
            bounds_.south + (static_cast<double>(row) + 0.5) * lat_step};
}

MarkedCells::MarkedCells(const CellFrame& frame, const Bounds& bounds)
    : frame_(frame),
      window_(frame.window(bounds)),
      marks_(static_cast<std::size_t>(window_.width() * window_.height())) {}

void MarkedCells::mark(const Edge& edge) {
    Bounds bounds;
    bounds.add(edge.a);
    bounds.add(edge.b);
    const auto box = frame_.window(bounds);
    // Within two columns or two rows the whole box is marked: exact, because columns and rows never decrease.
    if (box.width() <= 2 || box.height() <= 2) {
        mark_block(box);
    } else {
        mark_by_columns(edge, box);
    }
}

void MarkedCells::mark_block(const CellWindow& block) {
    for (auto row = block.south; row <= block.north; ++row) {
        const auto first = marks_.begin() + static_cast<std::ptrdiff_t>(at(block.west, row));
        std::fill_n(first, block.width(), std::uint8_t{1});
    }
}

void MarkedCells::mark_by_columns(const Edge& edge, const CellWindow& box) {
    const auto& frame = frame_.bounds();
    const double lon_step = (frame.east - frame.west) / static_cast<double>(frame_.columns());
    const double lat_margin = (frame.north - frame.south) / static_cast<double>(frame_.rows()) * margin_cells;
    const auto lat_at = [&](double lon) {
        const double along = std::clamp((lon - edge.a.lon) / (edge.b.lon - edge.a.lon), 0.0, 1.0);
        return edge.a.lat + along * (edge.b.lat - edge.a.lat);
    };
    for (auto column = box.west; column <= box.east; ++column) {
        const double west = frame.west + (static_cast<double>(column) - margin_cells) * lon_step;
        const auto [south, north] =
            std::minmax({lat_at(west), lat_at(west + (1 + 2 * margin_cells) * lon_step)});
        mark_block({column, std::max(box.south, frame_.row(south - lat_margin)), column,
                    std::min(box.north, frame_.row(north + lat_margin))});
    }
}

}  // namespace courtyard

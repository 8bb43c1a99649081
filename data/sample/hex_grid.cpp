// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "data/sample/hex_grid.h"

#include <algorithm>
#include <cmath>

namespace courtyard {

namespace {

constexpr double middle_lon = 113.2;
constexpr double middle_lat = 34.3;
constexpr double metres_per_lat = 110930.0;
constexpr double metres_per_lon = 92080.0;
constexpr double root_of_3 = 1.7320508075688772;
constexpr std::uint32_t frame = 3;

double rounded(double degrees) { return std::round(degrees * 1e7) / 1e7; }

}  // namespace

LonLat on_earth(GroundPoint point) {
    return {rounded(middle_lon + point.x / metres_per_lon), rounded(middle_lat + point.y / metres_per_lat)};
}

HexGrid::HexGrid(double width, double height, double side)
    : columns_(static_cast<std::uint32_t>(width / (side * root_of_3)) + 2 * frame),
      rows_(static_cast<std::uint32_t>(height / (side * 1.5)) + 2 * frame),
      side_(side),
      pitch_(side * root_of_3) {}

GroundPoint HexGrid::centre(Cell cell) const {
    const std::uint32_t row = cell / columns_;
    const double column = cell % columns_ + ((row & 1U) != 0 ? 0.5 : 0.0);
    return {(column - 0.5 * columns_) * pitch_, (row - 0.5 * rows_) * side_ * 1.5};
}

HexGrid::Cell HexGrid::cell_at(GroundPoint point) const {
    const auto near_row = static_cast<std::int64_t>(std::floor(point.y / (side_ * 1.5) + 0.5 * rows_ + 0.5));
    Cell best = 0;
    double best_distance = 1e300;
    for (std::int64_t row = near_row - 1; row <= near_row + 1; ++row) {
        const double shift = (row & 1) != 0 ? 0.5 : 0.0;
        const auto column =
            static_cast<std::int64_t>(std::floor(point.x / pitch_ + 0.5 * columns_ - shift + 0.5));
        const auto cell = static_cast<Cell>(std::clamp<std::int64_t>(row, 0, rows_ - 1) * columns_ +
                                            std::clamp<std::int64_t>(column, 0, columns_ - 1));
        const GroundPoint at = centre(cell);
        const double distance = (at.x - point.x) * (at.x - point.x) + (at.y - point.y) * (at.y - point.y);
        if (distance < best_distance) {
            best_distance = distance;
            best = cell;
        }
    }
    return best;
}

bool HexGrid::on_frame(Cell cell) const {
    const std::uint32_t row = cell / columns_;
    const std::uint32_t column = cell % columns_;
    return row < frame || row + frame >= rows_ || column < frame || column + frame >= columns_;
}

std::array<HexGrid::Cell, 6> HexGrid::neighbours(Cell cell) const {
    const std::uint32_t odd = (cell / columns_) & 1U;
    const Cell above = cell + columns_ + odd;
    const Cell below = cell - columns_ + odd;
    return {cell + 1, above, above - 1, cell - 1, below - 1, below};
}

std::array<HexGrid::Vertex, 6> HexGrid::vertices(Cell cell) const {
    const auto near = neighbours(cell);
    const auto upper = [](Cell of) { return Vertex{of} * 2; };
    const auto lower = [](Cell of) { return Vertex{of} * 2 + 1; };
    return {upper(near[5]), lower(near[1]), upper(cell), lower(near[2]), upper(near[4]), lower(cell)};
}

HexGrid::Corner HexGrid::corner(Vertex vertex) const {
    const auto cell = static_cast<Cell>(vertex / 2);
    const auto near = neighbours(cell);
    const auto around = vertices(cell);
    if (vertex % 2 == 0) {
        const Vertex up = Vertex{cell + 2 * columns_} * 2 + 1;
        return {{cell, near[1], near[2]}, {around[1], up, around[3]}};
    }
    const Vertex down = Vertex{cell - 2 * columns_} * 2;
    return {{cell, near[4], near[5]}, {around[4], down, around[0]}};
}

GroundPoint HexGrid::position(Vertex vertex) const {
    GroundPoint at = centre(static_cast<Cell>(vertex / 2));
    at.y += vertex % 2 == 0 ? side_ : -side_;
    return at;
}

}  // namespace courtyard

// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cmath>
#include <random>
#include <string>
#include <vector>

#include "geo/area_tree.h"

namespace courtyard {

/// A chessboard of villages with wiggly borders, contiguous, shared borders identical vertex by vertex:
/// realistic shapes for slow twins and benches.
struct WigglyCounty {
    int columns = 10;
    int rows = 10;
    int vertices_per_side = 66;
    std::uint64_t seed = 1;
    LonLat south_west{113.0, 34.0};
    double village_deg = 0.02;
};

/// Draws the corners and sides of the chessboard once, so that neighbours share them.
class WigglySides {
  public:
    explicit WigglySides(const WigglyCounty& county) : county_(county), random_(county.seed) {
        for (int row = 0; row <= county.rows; ++row) {
            for (int column = 0; column <= county.columns; ++column) corners_.push_back(corner(column, row));
        }
        for (int row = 0; row <= county.rows; ++row) {
            for (int column = 0; column < county.columns; ++column) {
                eastward_.push_back(side(corner_at(column, row), corner_at(column + 1, row)));
            }
        }
        for (int row = 0; row < county.rows; ++row) {
            for (int column = 0; column <= county.columns; ++column) {
                northward_.push_back(side(corner_at(column, row), corner_at(column, row + 1)));
            }
        }
    }

    Ring ring(int column, int row) const {
        Ring ring;
        ring.reserve(static_cast<std::size_t>(4 * county_.vertices_per_side + 1));
        append(ring, eastward(column, row));
        append(ring, northward(column + 1, row));
        append(ring, reversed(eastward(column, row + 1)));
        append(ring, reversed(northward(column, row)));
        ring.push_back(ring.front());
        return ring;
    }

  private:
    double noise(double size) { return std::uniform_real_distribution<double>(-size, size)(random_); }

    LonLat corner(int column, int row) {
        const double step = county_.village_deg;
        return {county_.south_west.lon + column * step + noise(0.12 * step),
                county_.south_west.lat + row * step + noise(0.12 * step)};
    }

    /// Waves across the straight line, at most 12 % of it and dying out towards the corners: sides never
    /// meet.
    Ring side(LonLat from, LonLat to) {
        constexpr double pi = 3.141592653589793;
        const double wave1 = noise(0.06);
        const double wave2 = noise(0.04);
        const double wave3 = noise(0.02);
        Ring side;
        side.reserve(static_cast<std::size_t>(county_.vertices_per_side + 1));
        for (int i = 0; i < county_.vertices_per_side; ++i) {
            const double t = static_cast<double>(i) / county_.vertices_per_side;
            const double across =
                std::sin(pi * t) *
                (wave1 * std::sin(2 * pi * t) + wave2 * std::sin(9 * pi * t) + wave3 * std::sin(31 * pi * t));
            const double lon = to.lon - from.lon;
            const double lat = to.lat - from.lat;
            side.push_back({from.lon + t * lon - across * lat, from.lat + t * lat + across * lon});
        }
        side[0] = from;
        side.push_back(to);
        return side;
    }

    std::size_t at(int column, int row, int columns) const {
        return static_cast<std::size_t>(row * columns + column);
    }
    LonLat corner_at(int column, int row) const { return corners_[at(column, row, county_.columns + 1)]; }
    const Ring& eastward(int column, int row) const { return eastward_[at(column, row, county_.columns)]; }
    const Ring& northward(int column, int row) const {
        return northward_[at(column, row, county_.columns + 1)];
    }
    static Ring reversed(const Ring& side) { return {side.rbegin(), side.rend()}; }
    static void append(Ring& ring, const Ring& side) {
        ring.insert(ring.end(), side.begin(), side.end() - 1);
    }

    WigglyCounty county_;
    std::mt19937_64 random_;
    std::vector<LonLat> corners_;
    std::vector<Ring> eastward_;
    std::vector<Ring> northward_;
};

/// Villages coded 410199101201, ... row by row from the south-west.
inline AreaTree wiggly_county(const WigglyCounty& county) {
    const WigglySides sides(county);
    std::vector<Area> areas;
    for (int row = 0; row < county.rows; ++row) {
        for (int column = 0; column < county.columns; ++column) {
            Area area;
            area.code = AreaCode::parse(std::to_string(410199101201 + row * county.columns + column)).value();
            area.name = area.code.str();
            area.fid = areas.size() + 1;
            area.boundary.polygons.emplace_back().rings.push_back(sides.ring(column, row));
            area.label = area.boundary.polygons[0].rings[0][0];
            areas.push_back(std::move(area));
        }
    }
    return AreaTree::of(std::move(areas)).value();
}

}  // namespace courtyard

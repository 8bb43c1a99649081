// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "geo/known_vertices.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <tuple>

#include "geo/rough_plane.h"

namespace courtyard {
namespace {

/// About ten times `same_spot`: most positions are looked for in one cell.
constexpr double cell_deg = 1e-6;

std::int64_t cell_number(double degrees) { return std::llround(std::floor(degrees / cell_deg)); }

std::uint64_t cell_at(std::int64_t column, std::int64_t line) {
    return static_cast<std::uint64_t>(column) << 32 | (static_cast<std::uint64_t>(line) & 0xFFFF'FFFF);
}

}  // namespace

void KnownVertices::add(const Boundary& boundary) {
    for (const Polygon& polygon : boundary.polygons)
        for (const Ring& ring : polygon.rings)
            for (const LonLat p : ring)
                vertices_.push_back({cell_at(cell_number(p.lon), cell_number(p.lat)), p});
}

void KnownVertices::prepare() {
    const auto order = [](const Vertex& v) { return std::tie(v.cell, v.position.lon, v.position.lat); };
    std::ranges::sort(vertices_, {}, order);
    const auto same = std::ranges::unique(vertices_, {}, order);
    vertices_.erase(same.begin(), same.end());
}

LonLat KnownVertices::settled(LonLat position) const {
    // At a pole a hair of ground is all longitudes; nobody's border lies there.
    constexpr double highest_lat = 89;
    if (vertices_.empty() || std::abs(position.lat) > highest_lat) return position;
    const DegreeLength degree = degree_length(position.lat);
    const double east = same_spot.value / degree.east_m;
    const double north = same_spot.value / degree.north_m;
    std::optional<LonLat> nearest;
    double shortest = same_spot.value;
    for (std::int64_t x = cell_number(position.lon - east); x <= cell_number(position.lon + east); ++x) {
        for (std::int64_t y = cell_number(position.lat - north); y <= cell_number(position.lat + north);
             ++y) {
            const std::uint64_t cell = cell_at(x, y);
            auto here = std::ranges::lower_bound(vertices_, cell, {}, &Vertex::cell);
            for (; here != vertices_.end() && here->cell == cell; ++here) {
                const double metres = std::hypot((position.lon - here->position.lon) * degree.east_m,
                                                 (position.lat - here->position.lat) * degree.north_m);
                if (metres >= shortest) continue;
                shortest = metres;
                nearest = here->position;
            }
        }
    }
    return nearest.value_or(position);
}

Boundary KnownVertices::settled(const Boundary& boundary) const {
    Boundary found;
    for (const Polygon& polygon : boundary.polygons) {
        Polygon& laid = found.polygons.emplace_back();
        for (const Ring& ring : polygon.rings) {
            Ring& kept = laid.rings.emplace_back();
            for (const LonLat vertex : ring)
                if (const LonLat p = settled(vertex); kept.empty() || kept.back() != p) kept.push_back(p);
            if (kept.size() < 4) return boundary;
        }
    }
    return check_boundary(found) ? found : boundary;
}

}  // namespace courtyard

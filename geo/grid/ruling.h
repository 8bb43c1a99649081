// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>

#include "geo/position.h"

namespace courtyard {

/// A rectangle in degrees ruled into equal cells, to find those that an edge may reach.
struct Ruling {
    LonLat south_west;
    double column_deg = 0;  ///< above 0, or there is one column
    double row_deg = 0;
    std::uint32_t columns = 1;
    std::uint32_t rows = 1;

    /// Calls `visit(column, row)` once for each cell that the edge a-b reaches or passes by less than 1/256
    /// of a cell: generous, never short. The margin is far above what rounding does: cells are at least 1e-6
    /// degrees wide, an interpolated latitude errs by less than 1e-13 degrees x the steepness of the edge.
    template <class Visit>
    void for_each_reached(LonLat a, LonLat b, Visit visit) const {
        const auto [west, east] = std::minmax(a.lon, b.lon);
        const auto [south, north] = std::minmax(a.lat, b.lat);
        const auto across = columns_between(west, east);
        const auto along = rows_between(south, north);
        if (across.empty() || along.empty()) return;
        const bool slanted = across.first < across.last && along.first < along.last;
        for (auto column = across.first; column <= across.last; ++column) {
            const auto reached = slanted ? rows_in_column(a, b, column) : along;
            for (auto row = reached.first; row <= reached.last; ++row)
                visit(static_cast<std::uint32_t>(column), static_cast<std::uint32_t>(row));
        }
    }

  private:
    static constexpr double margin_cells = 1.0 / 256;

    struct Range {
        std::int64_t first = 0;
        std::int64_t last = -1;
        bool empty() const { return first > last; }
    };

    static Range cells_between(double low, double high, std::uint32_t count) {
        if (low > count + margin_cells || high < -margin_cells) return {};
        const auto last = static_cast<double>(count - 1);
        return {static_cast<std::int64_t>(std::clamp(low - margin_cells, 0.0, last)),
                static_cast<std::int64_t>(std::clamp(high + margin_cells, 0.0, last))};
    }
    Range columns_between(double west, double east) const {
        if (columns == 1) return {0, 0};
        return cells_between((west - south_west.lon) / column_deg, (east - south_west.lon) / column_deg,
                             columns);
    }
    Range rows_between(double south, double north) const {
        if (rows == 1) return {0, 0};
        return cells_between((south - south_west.lat) / row_deg, (north - south_west.lat) / row_deg, rows);
    }
    Range rows_in_column(LonLat a, LonLat b, std::int64_t column) const {
        const auto lat_at = [&](double lon) {
            const double part = std::clamp((lon - a.lon) / (b.lon - a.lon), 0.0, 1.0);
            return a.lat + part * (b.lat - a.lat);
        };
        const double west = south_west.lon + (static_cast<double>(column) - margin_cells) * column_deg;
        const auto [south, north] =
            std::minmax({lat_at(west), lat_at(west + (1 + 2 * margin_cells) * column_deg)});
        return rows_between(south, north);
    }
};

}  // namespace courtyard

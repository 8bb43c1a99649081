// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "geo/grid/village_grid.h"

namespace courtyard {

GridCell VillageGrid::cell_of(LonLat position) const {
    const auto fine = frame.cell(position);
    auto place = coarse_place(fine.column >> frame.bits(), fine.row >> frame.bits());
    while (place.cell.is_block()) place = part(place, fine);
    return place.cell;
}

Bounds VillageGrid::bounds_of(const GridPlace& place) const {
    const auto [column, row] = place.south_west;
    return {frame.line_of_column(column), frame.line_of_row(row),
            frame.line_of_column(column + (1U << place.column_bits)),
            frame.line_of_row(row + (1U << place.row_bits))};
}

}  // namespace courtyard

// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "geo/grid/covering.h"

#include <algorithm>

namespace courtyard {

void Covering::walk_west(const BorderCells::Corner& from, double to_lon, std::span<const BorderEdge> edges) {
    for (const auto& edge : edges) {
        if ((edge.low.lat > from.north) == (edge.high.lat > from.north)) continue;
        if (lies_left(from, edge) != lies_left({to_lon, from.north}, edge)) cross(edge);
    }
}

void Covering::walk_south(const BorderCells::Corner& from, double to_lat, std::span<const BorderEdge> edges) {
    for (const auto& edge : edges) {
        if ((edge.low.lon > from.east) == (edge.high.lon > from.east)) continue;
        if (lies_left(from, edge) != lies_left({from.east, to_lat}, edge)) cross(edge);
    }
}

void Covering::cross(const BorderEdge& edge) {
    for (const auto village : edge.villages) {
        if (village == no_area) continue;
        const auto found = std::ranges::find(villages_, village);
        if (found == villages_.end()) {
            villages_.push_back(village);
        } else {
            villages_.erase(found);
        }
    }
}

}  // namespace courtyard

// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "geo/edge.h"

namespace courtyard {

std::vector<Edge> edges_of(const Boundary& boundary) {
    std::vector<Edge> edges;
    for (const auto& polygon : boundary.polygons) {
        for (const auto& ring : polygon.rings) {
            for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
                if (ring[i] != ring[i + 1]) edges.push_back({ring[i], ring[i + 1]});
            }
        }
    }
    return edges;
}

}  // namespace courtyard

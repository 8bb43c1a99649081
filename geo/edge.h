// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "geo/boundary.h"

namespace courtyard {

/// A piece of a border, straight in degrees.
struct Edge {
    LonLat a;
    LonLat b;

    bool operator==(const Edge&) const = default;
};

/// Every edge of a boundary once, in ring order; edges without length are left out.
std::vector<Edge> edges_of(const Boundary& boundary);

}  // namespace courtyard

// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "geo/edge.h"

namespace courtyard {

/// Metres in one degree at a latitude, along the meridian and along the parallel.
struct DegreeLength {
    double north_m = 0;
    double east_m = 0;
};
DegreeLength degree_length(double lat);

/// A plane around a position, to measure roughly and fast: off by less than 0.05 % within 50 km.
class RoughPlane {
  public:
    explicit RoughPlane(LonLat position);

    struct Spot {
        LonLat position;
        double distance_m = 0;
    };
    /// The spot of an edge that is nearest to the position.
    Spot nearest_spot(const Edge& edge) const;

  private:
    LonLat position_;
    DegreeLength degree_;
    double cosine_ = 1;
};

}  // namespace courtyard

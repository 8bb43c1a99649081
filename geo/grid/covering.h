// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

#include "geo/grid/border_cells.h"

namespace courtyard {

/// The villages whose interior holds a spot, kept while the spot walks from corner to corner of the grid.
class Covering {
  public:
    std::span<const AreaIndex> villages() const { return villages_; }

    /// Walks along a line of latitude; `edges` are all that may be crossed.
    void walk_west(const BorderCells::Corner& from, double to_lon, std::span<const BorderEdge> edges);
    /// Walks along a meridian.
    void walk_south(const BorderCells::Corner& from, double to_lat, std::span<const BorderEdge> edges);

  private:
    void cross(const BorderEdge& edge);

    std::vector<AreaIndex> villages_;
};

}  // namespace courtyard

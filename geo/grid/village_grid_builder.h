// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

#include "geo/grid/ruling.h"
#include "geo/grid/village_grid.h"

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

/// The edges of each part of a block.
class EdgesByPart {
  public:
    EdgesByPart(const Ruling& ruling, std::span<const BorderEdge> edges);

    std::span<const BorderEdge> of(std::uint32_t column, std::uint32_t row) const {
        const auto part = std::size_t{row} * columns_ + column;
        return std::span(edges_).subspan(first_[part], first_[part + 1] - first_[part]);
    }
    std::size_t total() const { return edges_.size(); }

  private:
    std::uint32_t columns_;
    std::vector<std::uint32_t> first_;
    std::vector<BorderEdge> edges_;
};

}  // namespace courtyard

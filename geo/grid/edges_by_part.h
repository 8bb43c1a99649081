// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

#include "geo/grid/border_cells.h"
#include "geo/grid/ruling.h"

namespace courtyard {

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

// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "geo/grid/edges_by_part.h"

namespace courtyard {

EdgesByPart::EdgesByPart(const Ruling& ruling, std::span<const BorderEdge> edges)
    : columns_(ruling.columns), first_(std::size_t{ruling.columns} * ruling.rows + 1) {
    const auto part = [&](std::uint32_t column, std::uint32_t row) {
        return std::size_t{row} * columns_ + column;
    };
    for (const auto& edge : edges) {
        ruling.for_each_reached(edge.low, edge.high,
                                [&](auto column, auto row) { ++first_[part(column, row)]; });
    }
    std::uint32_t end = 0;
    for (auto& count : first_) count = end += count;
    edges_.resize(end);
    for (const auto& edge : edges) {
        ruling.for_each_reached(edge.low, edge.high,
                                [&](auto column, auto row) { edges_[--first_[part(column, row)]] = edge; });
    }
}

}  // namespace courtyard

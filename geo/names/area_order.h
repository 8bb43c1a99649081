// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "geo/area_code.h"

namespace courtyard {

/// Place of an area in an order where all that lies beneath it follows it at once; 0 is the whole.
using AreaPlace = std::uint32_t;

/// An area as it is listed.
struct ListedArea {
    AreaCode code;
    AreaLevel level = AreaLevel::village;
    AreaCode parent;  ///< empty: the longest other code that is a prefix and of a higher level
};

/// Codes, levels and parents of a list of areas, 26 bytes each.
///
/// Threads   const, safe to call concurrently
class AreaOrder {
  public:
    AreaOrder() = default;

    /// Orders the areas; `places[i]` becomes the place of `areas[i]`.
    /// Errors   conflict: area.duplicate_code; invalid_input: area.unknown_parent, area.cycle
    struct Ordered;
    static Result<Ordered> of(const std::vector<ListedArea>& areas);

    /// The whole included.
    std::size_t size() const { return codes_.size(); }
    AreaCode code(AreaPlace place) const { return codes_[place]; }
    AreaLevel level(AreaPlace place) const { return levels_[place]; }
    AreaPlace parent(AreaPlace place) const { return parents_[place]; }
    /// One past the last area beneath `place`.
    AreaPlace end(AreaPlace place) const { return ends_[place]; }
    /// `place` itself or one beneath it.
    bool covers(AreaPlace upper, AreaPlace place) const { return upper <= place && place < ends_[upper]; }
    /// The lowest area that covers both.
    AreaPlace common(AreaPlace a, AreaPlace b) const;
    /// The area with this code, or 0.
    AreaPlace find(AreaCode code) const;

  private:
    void reserve(std::size_t size);
    AreaPlace append(const ListedArea& area, AreaPlace parent);

    std::vector<AreaCode> codes_;
    std::vector<AreaLevel> levels_;
    std::vector<AreaPlace> parents_;
    std::vector<AreaPlace> ends_;
    std::vector<AreaPlace> by_code_;
};

struct AreaOrder::Ordered {
    AreaOrder order;
    std::vector<AreaPlace> places;
};

}  // namespace courtyard

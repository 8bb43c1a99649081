// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <span>

#include "geo/address_match.h"
#include "geo/names/area_order.h"

namespace courtyard {

/// A few different areas in order, and how many more there are; needs no memory of its own.
class PlaceSet {
  public:
    /// Beyond the first `AddressMatch::max_candidates` an area is only counted, once for each time it comes.
    void add(AreaPlace place) {
        const auto* at = std::lower_bound(places_.data(), places_.data() + kept_, place);
        const auto index = static_cast<std::size_t>(at - places_.data());
        if (index < kept_ && *at == place) return;
        ++count_;
        if (index == places_.size()) return;
        if (kept_ < places_.size()) ++kept_;
        std::copy_backward(places_.data() + index, places_.data() + kept_ - 1, places_.data() + kept_);
        places_[index] = place;
    }
    void clear() { kept_ = count_ = 0; }

    std::size_t count() const { return count_; }
    bool empty() const { return count_ == 0; }
    /// The lowest of them.
    std::span<const AreaPlace> kept() const { return {places_.data(), kept_}; }
    AreaPlace first() const { return places_[0]; }

  private:
    std::array<AreaPlace, AddressMatch::max_candidates> places_{};
    std::size_t kept_ = 0;
    std::size_t count_ = 0;
};

}  // namespace courtyard

// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "geo/village_index.h"

namespace courtyard {

/// Where a record says it is: in an area, or where its own photo was taken (WGS 84), which wins.
struct Claim {
    AreaIndex area = no_area;
    std::optional<LonLat> reference;
};

/// Metres east and north.
struct Offset {
    double east_m = 0;
    double north_m = 0;
};

LonLat moved(LonLat position, Offset by);
Offset offset_between(LonLat from, LonLat to);

/// Tells how a position stands to a claim. Threads: const, safe to call concurrently.
class ClaimCheck {
  public:
    /// Both must outlive this.
    ClaimCheck(const AreaTree& areas, const VillageIndex& villages) : areas_(areas), villages_(villages) {}

    /// A claim that can be tested: the reference, or an area of this tree that has a boundary or is above the
    /// lowest level (then its villages are asked).
    std::optional<Claim> claim_of(AreaCode declared, std::optional<LonLat> reference) const;

    /// Inside the area, border and overlaps included; within 100 m of the reference.
    bool inside(const Claim& claim, LonLat position) const;
    /// Neither inside nor within about 50 m of being so.
    bool far_outside(const Claim& claim, LonLat position) const;
    /// From the nearest spot of the area's border, or from the reference, to a position that is not inside.
    /// Nothing when it is more than 20 km away or the area has no boundary of its own.
    std::optional<Offset> offset(const Claim& claim, LonLat position) const;
    /// How many vertices `offset` walks for this claim.
    std::size_t cost(const Claim& claim) const;

  private:
    const AreaTree& areas_;
    const VillageIndex& villages_;
};

}  // namespace courtyard

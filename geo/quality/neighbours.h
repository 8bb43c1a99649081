// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "geo/quality/area_shapes.h"

namespace courtyard {

/// Called after each piece of work; `total` is fixed beforehand.
class CheckSteps {
  public:
    CheckSteps(const CheckProgress& progress, std::size_t total) : progress_(progress), total_(total) {}
    void step() {
        ++done_;
        if (progress_) progress_(done_, total_);
    }

  private:
    const CheckProgress& progress_;
    std::size_t done_ = 0;
    std::size_t total_;
};

/// Ground that two areas of a level share, pair by pair.
void find_overlaps(std::span<const GivenArea> areas, std::span<const AreaShape> shapes,
                   const Overlay& overlay, CheckSteps& steps, std::vector<AreaFinding>& findings);

/// Ground that the areas of a level enclose and none of them holds, hole by hole of their union.
void find_gaps(std::span<const GivenArea> areas, std::span<const AreaShape> shapes, const Overlay& overlay,
               std::vector<AreaFinding>& findings);

}  // namespace courtyard

// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "geo/crs.h"
#include "geo/datum/gauss_kruger.h"

namespace courtyard {

/// Positions in degrees as numbers of a reference system, and back; x grows east, y grows north, whatever
/// order the system's register has.
///
/// CGCS2000 and WGS 84 are taken as equal, so degrees stay as they are. Web Mercator clamps latitudes to
/// ±85.0511287798066.
///
/// Cost   under 0.3 us; no library is asked
class Projection {
  public:
    /// Degrees: nothing changes.
    Projection() : Projection(Crs{4326}) {}
    /// Precondition: `crs` came from `parse_crs`.
    explicit Projection(Crs crs);

    bool in_degrees() const { return crs_.epsg != 3857 && !zone_; }
    LonLat forward(LonLat degrees) const;
    LonLat back(LonLat numbers) const;

  private:
    Crs crs_;
    std::optional<GaussKruger> zone_;
};

}  // namespace courtyard

// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <vector>

#include "geo/area_tree.h"

namespace courtyard {

/// Where a position lies among the villages.
struct Located {
    AreaIndex village = no_area;  ///< lowest code by bytes among those that cover the position
    bool overlap = false;         ///< more than one village has it in its interior
};

/// Finds the village of a position: exact, borders included.
///
/// A village covers its border. A position on a shared border, or in an overlap, belongs to the village with
/// the lowest code by bytes, so always to the same one. Coordinates are compared as the doubles they are: the
/// orientation test falls back to exact arithmetic where rounding could decide.
///
/// A uniform grid over all villages: a cell that lies wholly inside one village answers at once; any other
/// cell names the villages it touches, each tested against the edges in its y-strip only.
///
/// Cost      build O(vertices); find O(1) in most cells; see bench/geo
/// Threads   const, safe to call concurrently
class VillageIndex {
  public:
    /// Over every area of the tree's lowest level that has a boundary. Keeps no reference to the tree.
    explicit VillageIndex(const AreaTree& tree);
    ~VillageIndex();
    VillageIndex(VillageIndex&&) noexcept;
    VillageIndex& operator=(VillageIndex&&) noexcept;

    /// Precondition: finite.
    Located find(LonLat position) const;

    /// Distance to the border of the nearest village, for a position outside every village (inside one: 0).
    struct Nearest {
        AreaIndex village = no_area;
        Metres distance;
    };
    /// Within `radius`; `no_area` when there is none. Of villages equally near (to 1 mm) the lowest code.
    Nearest nearest(LonLat position, Metres radius) const;
    /// Distance from a position to the border of one village (0 inside). Precondition: the village is
    /// indexed.
    Metres distance_to(AreaIndex village, LonLat position) const;

  private:
    struct Grid;
    class Search;
    std::unique_ptr<const Grid> grid_;
};

}  // namespace courtyard

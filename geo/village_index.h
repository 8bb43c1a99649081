// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <span>

#include "geo/area_tree.h"

namespace courtyard {

struct VillageGrid;

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
/// A grid over all villages: a cell that lies wholly inside one village answers at once; a cell with borders
/// is cut smaller until few edges are left in it, and these decide (`BorderCells`). Nothing is asked of a
/// village as a whole, so its size and shape cost nothing.
///
/// Cost      build O(vertices), about 40 bytes of memory each; find O(1); see docs/PERFORMANCE.md
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
    /// Of many positions at once, several times as fast: memory is asked for ahead of its use.
    /// Precondition: finite; as many results as positions.
    void find(std::span<const LonLat> positions, std::span<Located> results) const;
    /// Whether this village has the position inside or on its border, whoever else has.
    bool covers(AreaIndex village, LonLat position) const;

    /// Distance to the border of the nearest village, for a position outside every village (inside one: 0).
    struct Nearest {
        AreaIndex village = no_area;
        Metres distance;
    };
    /// Within `radius`; `no_area` when there is none. Of villages equally near (to 1 mm) the lowest code.
    Nearest nearest(LonLat position, Metres radius) const;

    std::size_t memory_bytes() const;

  private:
    std::unique_ptr<const VillageGrid> grid_;
};

}  // namespace courtyard

// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "geo/grid/village_grid.h"
#include "geo/rough_plane.h"

namespace courtyard {

/// Looks for the nearest village in rings of coarse cells outwards, and in a cell only at what may be nearer
/// than the nearest so far.
class NearestVillage {
  public:
    struct Found {
        AreaIndex village = no_area;
        Metres distance;
    };

    NearestVillage(const VillageGrid& grid, LonLat position, Metres radius);

    /// Precondition: the position is finite and lies outside every village.
    Found find();

  private:
    struct Near {
        AreaIndex village = no_area;
        RoughPlane::Spot spot;
    };

    struct Candidate {
        double at_least_m = 0;
        GridPlace place;
    };

    double at_least_m(const Bounds& bounds) const;

    bool may_reach(std::int64_t ring) const;
    void visit_ring(std::int64_t ring);
    void visit(const GridPlace& place);
    void visit_border(const GridPlace& place);
    Found measured();

    const VillageGrid& grid_;
    LonLat position_;
    RoughPlane plane_;
    DegreeLength shortest_;  ///< a degree is nowhere shorter within the radius
    double radius_m_;
    double worth_m_;  ///< what is farther than this, roughly, is not nearest
    FineCell start_;
    std::vector<Candidate> ring_;
    std::vector<Near> near_;
    std::vector<BorderEdge> edges_;
};

}  // namespace courtyard

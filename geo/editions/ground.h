// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "geo/area_tree.h"

namespace courtyard {

/// Area on the WGS 84 ellipsoid between vertices that are joined by straight lines in degrees.
///
/// As overlays cut: the parts of a boundary add up to it, which geodesics between cut vertices do not.
/// Differs from `area_m2` by less than 1e-6 where vertices lie 200 m apart. Cost: about 0.1 us for each
/// vertex
double ground_m2(const Boundary& boundary);

/// Whether two boundaries have the same edges, wherever their rings begin and however they turn.
bool same_edges(const Boundary& a, const Boundary& b);

/// The villages of an edition, or some of them, with their ground.
struct EditionGround {
    const AreaTree& areas;
    std::vector<AreaIndex> villages;  ///< in code order
    std::vector<double> area_m2;      ///< by AreaIndex; 0 without a boundary, and of others

    explicit EditionGround(const AreaTree& areas);
    /// @param only   villages, in code order
    EditionGround(const AreaTree& areas, std::vector<AreaIndex> only);
    /// Empty without a boundary.
    Bounds bounds_of(AreaIndex village) const {
        return areas[village].boundary.empty() ? Bounds() : areas[village].bounds;
    }
};

/// Ground that an old and a new village share.
struct Overlap {
    AreaIndex old_village = no_area;
    AreaIndex new_village = no_area;
    double area_m2 = 0;
};

/// The pairs of an old and a new village that have ground in common, by old village, then by new one.
///
/// Those that fit best are measured first; a pair of which what is not yet found of either could only be a
/// share below `sliver` of both is left out, unmeasured: villages of one edition are taken not to lie on one
/// another. With a sliver of 0 every pair is measured.
std::vector<Overlap> overlaps_of(const EditionGround& before, const EditionGround& after, double sliver);

}  // namespace courtyard

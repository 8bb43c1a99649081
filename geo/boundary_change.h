// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "geo/boundary.h"

namespace courtyard {

/// The ground by which a boundary differs from the one before.
struct BoundaryChange {
    Boundary gained;  ///< of the new boundary alone
    Boundary lost;    ///< of the old one alone
    double gained_m2 = 0;
    double lost_m2 = 0;
};

/// Whether two borders run on each other: every vertex of either lies less than `same_spot` from the other's
/// line. A vertex more or less on a straight stretch, where rings begin and how they turn make no difference.
bool same_border(const Boundary& before, const Boundary& after);

/// What an area gained and lost; everything when one of the two is empty.
///
/// Units    m2 on the ellipsoid between vertices joined by straight lines in degrees, as for editions:
///          before + gained - lost = after
/// Cost     two GEOS overlays. Throws runtime_error where GEOS finds no answer
BoundaryChange boundary_change(const Boundary& before, const Boundary& after);

}  // namespace courtyard

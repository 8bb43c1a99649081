// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cmath>

#include "geo/position.h"

namespace courtyard {

/// Twice the signed area of the triangle a, b, p, and whether its sign is certain despite rounding.
struct Turn {
    double determinant = 0;
    bool certain = false;

    Turn(LonLat a, LonLat b, LonLat p) {
        const double left = (a.lon - p.lon) * (b.lat - p.lat);
        const double right = (a.lat - p.lat) * (b.lon - p.lon);
        determinant = left - right;
        // Each difference, product and the last subtraction rounds by at most 2^-53 of its
        // value: 3.0000000000000018 x 2^-53 bounds the whole; 4 x 2^-53 leaves room for the rounding of the
        // bound itself, and 2^-900 is more than all that products lose by underflow. NaN is uncertain.
        certain = std::abs(determinant) > (std::abs(left) + std::abs(right)) * 0x1p-51 + 0x1p-900;
    }
};

/// The exact half of `orientation`, without the quick test.
int exact_orientation(LonLat a, LonLat b, LonLat p);

/// Which side of the directed line a → b the position p lies on: 1 left, -1 right, 0 exactly on it.
///
/// The sign is that of the real numbers the doubles stand for. Precondition: finite, below 1e100; a
/// coordinate other than 0 that is closer to 0 than 1e-120 may be taken for 0 (its products leave the range
/// of a double). Cost   a few ns; about 200 ns where rounding could decide
inline int orientation(LonLat a, LonLat b, LonLat p) {
    const Turn turn(a, b, p);
    if (turn.certain) return turn.determinant > 0 ? 1 : -1;
    return exact_orientation(a, b, p);
}

}  // namespace courtyard

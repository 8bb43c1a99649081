// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "geo/position.h"

namespace courtyard {

/// Which side of the directed line a → b the position p lies on: 1 left, -1 right, 0 exactly on it.
///
/// The sign is that of the real numbers the doubles stand for. Precondition: finite, below 1e100; a
/// coordinate other than 0 that is closer to 0 than 1e-120 may be taken for 0 (its products leave the range
/// of a double). Cost   a few ns; about 200 ns where rounding could decide
int orientation(LonLat a, LonLat b, LonLat p);

/// The exact half of `orientation`, without the quick test.
int exact_orientation(LonLat a, LonLat b, LonLat p);

}  // namespace courtyard

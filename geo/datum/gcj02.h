// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "geo/position.h"

namespace courtyard {

/// GCJ-02 of a WGS 84 position: shifted by 30 to 680 m inside the box 72.004-137.8347 E, 0.8293-55.8271 N
/// (edges included), unchanged outside.
LonLat gcj02_of(LonLat wgs84);

/// The inverse, to 1e-9 degrees wherever there is one.
///
/// The forward map jumps at the edge of its box. Along some edges two positions give the same GCJ-02: the one
/// inside the box is answered. Along others none does: the formula is carried on across the edge, so that
/// neighbours stay neighbours. Every position of the box comes back from its GCJ-02, edges included.
/// A capped fixed point: at most 10 steps, three or four as a rule.
LonLat wgs84_of_gcj02(LonLat gcj02);

/// Baidu's second shift, on top of GCJ-02, and its inverse to 1e-12 degrees.
LonLat bd09_of_gcj02(LonLat gcj02);
LonLat gcj02_of_bd09(LonLat bd09);

}  // namespace courtyard

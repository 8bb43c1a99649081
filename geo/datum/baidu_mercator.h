// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "geo/datum/gauss_kruger.h"

namespace courtyard {

/// Baidu's own Mercator metres (BD09MC) of a BD-09 position: a polynomial for each 15 degrees of latitude.
///
/// Precondition: |lat| at most 74.
EastNorth to_baidu_mercator(LonLat bd09);

/// The inverse of exactly that, to 1e-12 degrees below 60 N and 1e-10 above (Baidu's published inverse
/// polynomials miss it by up to 0.26 m). Metres in one of the gaps of up to 15 m between two polynomials
/// answer with the seam's latitude.
LonLat from_baidu_mercator(EastNorth metres);

}  // namespace courtyard

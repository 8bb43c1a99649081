// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "data/sample/sample_land.h"

namespace courtyard {

/// Gathers the villages into connected townships of similar numbers of villages: fills `township_of` and
/// `seat_of`. Precondition: 1 <= townships <= villages.
void grow_townships(SampleLand& land, unsigned townships, std::uint64_t seed);

}  // namespace courtyard

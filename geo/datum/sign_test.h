// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

namespace courtyard {

/// The chance of at least `wins` wins in `trials` independent trials that are each won with `chance`: the
/// one-sided exact binomial test (with chance 1/2: the sign test). 1 when there are no wins.
///
/// Precondition: wins at most trials, 0 < chance < 1.
/// Cost          O(trials - wins), at most a few thousand terms that matter
double chance_of_at_least(std::size_t wins, std::size_t trials, double chance);

}  // namespace courtyard

// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "geo/datum/sign_test.h"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace courtyard {

double chance_of_at_least(std::size_t wins, std::size_t trials, double chance) {
    assert(wins <= trials && chance > 0 && chance < 1);
    if (wins == 0) return 1;
    const auto n = static_cast<double>(trials);
    const auto k = static_cast<double>(wins);
    // From the side where the terms only fall: below the mean the first ones would underflow.
    if (k < n * chance) return 1 - chance_of_at_least(trials - wins + 1, trials, 1 - chance);
    const double odds = chance / (1 - chance);
    double term = std::exp(std::lgamma(n + 1) - std::lgamma(k + 1) - std::lgamma(n - k + 1) +
                           k * std::log(chance) + (n - k) * std::log1p(-chance));
    double sum = 0;
    for (std::size_t i = wins; i <= trials && term >= sum * 1e-17; ++i) {
        sum += term;
        term *= static_cast<double>(trials - i) / static_cast<double>(i + 1) * odds;
    }
    return std::min(sum, 1.0);
}

}  // namespace courtyard

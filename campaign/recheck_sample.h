// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "geo/area_code.h"

namespace courtyard {

/// A record that may be drawn, and the stratum (township) it belongs to.
struct Drawable {
    std::string id;
    AreaCode stratum;
};

/// What was drawn of one stratum.
struct DrawnStratum {
    AreaCode stratum;
    std::size_t population = 0;
    std::vector<std::string> ids;  ///< in the order of their numbers

    bool operator==(const DrawnStratum&) const = default;
};

/// The number that a seed gives an id, by which a draw is ordered: the 64-bit FNV-1a hash of the seed's
/// bytes, one byte 0x0A and the id's bytes (offset basis 0xcbf29ce484222325, prime 0x100000001b3), stirred by
/// the finaliser of SplitMix64 (add 0x9e3779b97f4a7c15; xor with itself >> 30, times 0xbf58476d1ce4e5b9; xor
/// with itself >> 27, times 0x94d049bb133111eb; xor with itself >> 31).
std::uint64_t draw_number(std::string_view seed, std::string_view id);

/// How many of each stratum a sample of `size` takes: its share by population, rounded by largest remainder
/// (ties: the earlier stratum), at least one and at most all of each. A stratum that is lifted to one takes
/// its place from the one that stands highest above its exact share and has more than one (ties: the later).
/// A size below the number of strata is lifted to it, one above the population is cut to it.
///
/// @param populations   each above 0
std::vector<std::size_t> allocation(std::span<const std::size_t> populations, std::size_t size);

/// A random sample, stratified, which anybody draws again from the same records, seed and size.
///
/// Of each stratum the records with the smallest numbers (`draw_number`, ties: the smaller id by bytes) are
/// drawn, so many as `allocation` gives it. The order of the records does not matter.
/// @return        strata in the order of their codes
std::vector<DrawnStratum> draw_sample(std::vector<Drawable> records, std::string_view seed, std::size_t size);

/// What became of the drawn records of one stratum so far.
struct StratumResult {
    std::size_t population = 0;
    std::size_t checked = 0;
    std::size_t passed = 0;
};

/// A share with the interval in which it lies with 95 % confidence.
struct PassRate {
    double share = 0;  ///< 0 to 1
    double low = 0;
    double high = 1;
    std::size_t checked = 0;
    std::size_t strata = 0;  ///< in which somebody was checked
};

/// The share of all records that would pass, estimated from those that were checked.
///
/// The strata's shares are weighted by their populations; strata without results are left out and their
/// weight with them. The interval is Wilson's score interval for that share, with the effective number of
/// observations `n = 1 / sum(w_h^2 / n_h)`, corrected for the finite population (`n (N - 1) / (N - m)` with m
/// checked of N; all checked: no interval is left). @return   nothing checked: 0 to 1
PassRate pass_rate(std::span<const StratumResult> strata);

}  // namespace courtyard

// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "geo/datum/testimony.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <numeric>
#include <unordered_map>
#include <unordered_set>

namespace courtyard {
namespace {

std::uint64_t mixed_bits(std::uint64_t x) {
    x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9U;
    x = (x ^ (x >> 27)) * 0x94D049BB133111EBU;
    return x ^ (x >> 31);
}

/// One declared area and one square of about 100 m: the neighbours in a hamlet are moved in or out together.
std::uint64_t spot_of(const Claim& claim, LonLat given) {
    const bool degrees = std::abs(given.lon) <= 360 && std::abs(given.lat) <= 360;
    const double unit = degrees ? 0.001 : 100;
    const auto bits = [&](double value) {
        return std::bit_cast<std::uint64_t>(std::floor(value / unit) + 0.0);
    };
    return mixed_bits(mixed_bits(bits(given.lon) + 0x9E3779B97F4A7C15U) ^ (bits(given.lat) + claim.area));
}

/// A stride that visits every row once and every stretch of the file early.
std::size_t stride_of(std::size_t rows) {
    auto stride = static_cast<std::size_t>(static_cast<double>(rows) * 0.6180339887);
    stride = std::max<std::size_t>(stride, 1);
    while (std::gcd(stride, rows) != 1) ++stride;
    return stride;
}

}  // namespace

Testimony testimony_of(std::span<const Witness> batch, const ClaimCheck& check, std::size_t wanted) {
    Testimony testimony;
    std::unordered_map<std::uint64_t, std::size_t> spots;
    std::unordered_set<AreaIndex> areas;
    const std::size_t stride = stride_of(batch.size());
    std::size_t at = 0;
    for (; testimony.looked_at < batch.size() && testimony.witnesses.size() < wanted;
         at = (at + stride) % batch.size()) {
        ++testimony.looked_at;
        const Witness& witness = batch[at];
        if (!std::isfinite(witness.given.lon) || !std::isfinite(witness.given.lat)) continue;
        const auto claim = check.claim_of(witness.declared, witness.reference);
        if (!claim) continue;
        ++testimony.claims;
        const auto [spot, fresh] = spots.emplace(spot_of(*claim, witness.given), testimony.witnesses.size());
        if (!fresh) {
            ++testimony.witnesses[spot->second].rows;
            continue;
        }
        testimony.witnesses.push_back({witness.given, *claim, witness.row});
        if (!claim->reference) areas.insert(claim->area);
        testimony.areas += claim->reference.has_value();
    }
    testimony.areas += areas.size();
    return testimony;
}

}  // namespace courtyard

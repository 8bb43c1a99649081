// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <bit>
#include <cstdint>
#include <optional>
#include <unordered_map>
#include <vector>

#include "geo/position.h"

namespace courtyard {

struct LonLatHash {
    std::size_t operator()(LonLat p) const noexcept {
        // Adding 0 turns -0 into 0, which compares equal to it.
        const auto x = std::bit_cast<std::uint64_t>(p.lon + 0.0) * 0x9E3779B97F4A7C15ULL;
        const auto y = std::bit_cast<std::uint64_t>(p.lat + 0.0) * 0xC2B2AE3D27D4EB4FULL;
        const auto mixed = (x ^ (x >> 29)) + (y ^ (y >> 31));
        return mixed ^ (mixed >> 32);
    }
};

/// Numbers positions in the order in which they come; equal doubles get one number.
class VertexNumbers {
  public:
    std::uint32_t number(LonLat p) {
        const auto [at, fresh] = numbers_.try_emplace(p, static_cast<std::uint32_t>(positions_.size()));
        if (fresh) positions_.push_back(p);
        return at->second;
    }
    LonLat operator[](std::uint32_t number) const { return positions_[number]; }
    std::size_t size() const { return positions_.size(); }

  private:
    std::unordered_map<LonLat, std::uint32_t, LonLatHash> numbers_;
    std::vector<LonLat> positions_;
};

/// Two vertices in this order; `undirected_key` gives both orders the same.
inline std::uint64_t directed_key(std::uint32_t a, std::uint32_t b) { return (std::uint64_t{a} << 32) | b; }
inline std::uint64_t undirected_key(std::uint32_t a, std::uint32_t b) {
    return a < b ? directed_key(a, b) : directed_key(b, a);
}

}  // namespace courtyard

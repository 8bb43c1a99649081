// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

namespace courtyard {

/// A well mixed 64-bit word of two others: the seed of everything that is drawn by place instead of by turn.
constexpr std::uint64_t mix(std::uint64_t a, std::uint64_t b) {
    std::uint64_t z = a + 0x9E3779B97F4A7C15ULL * (b + 1);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
    return z ^ (z >> 31);
}

/// The top 53 bits as a number in [0, 1).
constexpr double unit_of(std::uint64_t word) { return static_cast<double>(word >> 11) * 0x1.0p-53; }

/// Random numbers that are the same with every compiler and library (SplitMix64).
class RandomStream {
  public:
    explicit constexpr RandomStream(std::uint64_t seed) : seed_(seed) {}

    constexpr std::uint64_t next() { return mix(seed_, turn_++); }
    constexpr double unit() { return unit_of(next()); }
    /// In [0, n). Precondition: n > 0.
    constexpr std::uint32_t below(std::uint32_t n) {
        return static_cast<std::uint32_t>(((next() >> 32) * n) >> 32);
    }
    /// In [low, high]. Precondition: low <= high.
    constexpr int between(int low, int high) {
        return low + static_cast<int>(below(static_cast<std::uint32_t>(high - low + 1)));
    }
    constexpr double between(double low, double high) { return low + unit() * (high - low); }
    constexpr bool chance(double share) { return unit() < share; }

  private:
    std::uint64_t seed_;
    std::uint64_t turn_ = 0;
};

}  // namespace courtyard

// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "data/sample/random_stream.h"

namespace courtyard {

/// Smooth random relief over the plane, from arithmetic alone: no library function decides a bit of it.
class ValueNoise {
  public:
    explicit ValueNoise(std::uint64_t seed) : seed_(seed) {}

    /// In [-1, 1], with bumps about one unit wide.
    double at(double x, double y) const;
    /// `octaves` reliefs on top of each other, each half as wide and half as high; about [-1, 1].
    double layered(double x, double y, int octaves) const;

  private:
    double corner(std::int64_t x, std::int64_t y) const;

    std::uint64_t seed_;
};

}  // namespace courtyard

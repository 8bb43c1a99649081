// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "data/sample/value_noise.h"

#include <cmath>

namespace courtyard {

namespace {

double eased(double t) { return t * t * t * (t * (t * 6 - 15) + 10); }

}  // namespace

double ValueNoise::corner(std::int64_t x, std::int64_t y) const {
    const auto word = mix(mix(seed_, static_cast<std::uint64_t>(x)), static_cast<std::uint64_t>(y));
    return unit_of(word) * 2 - 1;
}

double ValueNoise::at(double x, double y) const {
    const double x0 = std::floor(x);
    const double y0 = std::floor(y);
    const auto column = static_cast<std::int64_t>(x0);
    const auto row = static_cast<std::int64_t>(y0);
    const double u = eased(x - x0);
    const double v = eased(y - y0);
    const double low = corner(column, row) * (1 - u) + corner(column + 1, row) * u;
    const double high = corner(column, row + 1) * (1 - u) + corner(column + 1, row + 1) * u;
    return low * (1 - v) + high * v;
}

double ValueNoise::layered(double x, double y, int octaves) const {
    double sum = 0;
    double height = 0.5;
    double scale = 1;
    for (int octave = 0; octave < octaves; ++octave) {
        // A shift per octave keeps their lattices from lining up.
        sum += height * at(x * scale + 17.3 * octave, y * scale - 9.7 * octave);
        height /= 2;
        scale *= 2;
    }
    return sum;
}

}  // namespace courtyard

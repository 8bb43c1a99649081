// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "geo/orientation.h"

#include <array>
#include <cmath>

namespace courtyard {
namespace {

/// A sum of doubles that do not overlap, smallest first: its sign is that of the last one that is not 0.
/// (J. R. Shewchuk, "Adaptive Precision Floating-Point Arithmetic and Fast Robust Geometric Predicates",
/// 1997.)
class ExactSum {
  public:
    void add_product(double x, double y) {
        const double product = x * y;
        add(std::fma(x, y, -product));
        add(product);
    }

    int sign() const {
        for (auto i = size_; i > 0; --i) {
            if (parts_[i - 1] != 0) return parts_[i - 1] > 0 ? 1 : -1;
        }
        return 0;
    }

  private:
    /// Knuth's two-sum through all parts: what is rounded away at each step is kept as a part of its own.
    void add(double value) {
        for (std::size_t i = 0; i < size_; ++i) {
            const double sum = value + parts_[i];
            const double part_in_sum = sum - value;
            parts_[i] = (value - (sum - part_in_sum)) + (parts_[i] - part_in_sum);
            value = sum;
        }
        parts_[size_++] = value;
    }

    std::array<double, 12> parts_{};
    std::size_t size_ = 0;
};

}  // namespace

int exact_orientation(LonLat a, LonLat b, LonLat p) {
    // (a - p) x (b - p) multiplied out; the two terms p.lon * p.lat cancel.
    ExactSum sum;
    sum.add_product(a.lon, b.lat);
    sum.add_product(-a.lat, b.lon);
    sum.add_product(-a.lon, p.lat);
    sum.add_product(a.lat, p.lon);
    sum.add_product(-p.lon, b.lat);
    sum.add_product(p.lat, b.lon);
    return sum.sign();
}

}  // namespace courtyard

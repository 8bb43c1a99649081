// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace courtyard {

/// How the values of areas are put into classes for a map.
enum class ClassMethod : std::uint8_t {
    fixed,     ///< breaks of the policy, the same for every place and date
    quantile,  ///< as many areas in each class as equal values allow
    jenks,     ///< natural breaks: least squares within the classes
    equal,     ///< classes of equal width
};

std::string_view to_string(ClassMethod method);
std::optional<ClassMethod> parse_class_method(std::string_view text);

/// A value in tenths as it is printed: one decimal, half away from zero. Two values that read the same are
/// never in two classes.
std::int64_t printed_tenths(double value);

/// Breaks that put values into at most `count` classes: class i holds what is at least break i - 1 and below
/// break i. Equal values share a class, so there may be fewer classes than wanted; of equal values alone
/// there is one and no break. No class of `quantile` and `jenks` is empty.
///
/// `jenks` is exact (dynamic programming over the distinct values): no other breaks give a smaller sum of
/// squared distances from the means of the classes. Of several as good, the lowest breaks.
///
/// @param tenths  values as printed, in any order; not for `fixed`
/// @param count   1 to 7
/// @return        ascending, at most count - 1
/// Units          tenths in, tenths out
/// Cost           O(n log n), and of jenks O(count x distinct values x log of them)
std::vector<std::int64_t> class_breaks(std::vector<std::int64_t> tenths, ClassMethod method, int count);

/// Number of the class that holds a value, from 0.
std::size_t class_of(std::int64_t tenths, std::span<const std::int64_t> breaks);

}  // namespace courtyard

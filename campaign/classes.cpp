// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "campaign/classes.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>

namespace courtyard {
namespace {

/// A value and how often it occurs.
struct Stack {
    std::int64_t value = 0;
    std::int64_t times = 0;
};

std::vector<Stack> stacks_of(std::span<const std::int64_t> sorted) {
    std::vector<Stack> stacks;
    for (const std::int64_t value : sorted) {
        if (stacks.empty() || stacks.back().value != value) stacks.push_back({value, 0});
        ++stacks.back().times;
    }
    return stacks;
}

/// Every class begins with the value at its share of the row, or with the next one that differs.
std::vector<std::int64_t> quantile_breaks(std::span<const std::int64_t> sorted, std::size_t count) {
    std::vector<std::int64_t> breaks;
    for (std::size_t i = 1; i < count; ++i) {
        const std::int64_t value = sorted[i * sorted.size() / count];
        if (value > (breaks.empty() ? sorted.front() : breaks.back())) breaks.push_back(value);
    }
    return breaks;
}

std::vector<std::int64_t> equal_breaks(std::int64_t least, std::int64_t most, std::size_t count) {
    std::vector<std::int64_t> breaks;
    for (std::size_t i = 1; i < count; ++i) {
        const double at =
            static_cast<double>(most - least) * static_cast<double>(i) / static_cast<double>(count);
        const std::int64_t value = least + std::llround(at);
        if (value > (breaks.empty() ? least : breaks.back())) breaks.push_back(value);
    }
    return breaks;
}

/// Squared distances from the mean within any stretch of stacks, from sums over their beginnings.
class Scatter {
  public:
    explicit Scatter(std::span<const Stack> stacks) : times_{0}, sums_{0}, squares_{0} {
        const auto origin = static_cast<long double>(stacks.front().value);
        for (const Stack& stack : stacks) {
            const auto times = static_cast<long double>(stack.times);
            const long double value = static_cast<long double>(stack.value) - origin;
            times_.push_back(times_.back() + times);
            sums_.push_back(sums_.back() + times * value);
            squares_.push_back(squares_.back() + times * value * value);
        }
    }

    long double of(std::size_t first, std::size_t end) const {
        const long double sum = sums_[end] - sums_[first];
        return squares_[end] - squares_[first] - sum * sum / (times_[end] - times_[first]);
    }

  private:
    std::vector<long double> times_;
    std::vector<long double> sums_;
    std::vector<long double> squares_;
};

/// Best ways to put the first stacks into one class more than `before` does. The best last class of a longer
/// row never begins earlier (scatter fulfils the quadrangle inequality), which halves the search at each
/// turn.
class NextClass {
  public:
    NextClass(const Scatter& scatter, const std::vector<long double>& before, std::size_t least)
        : scatter_(scatter), before_(before), least_(least), cost(before.size()), begins(before.size()) {
        find(least + 1, before.size() - 1, least, before.size() - 2);
    }

  private:
    void find(std::size_t low, std::size_t high, std::size_t from, std::size_t to) {
        if (low > high) return;
        const std::size_t middle = low + (high - low) / 2;
        cost[middle] = std::numeric_limits<long double>::infinity();
        for (std::size_t begin = std::max(from, least_); begin <= std::min(to, middle - 1); ++begin) {
            const long double found = before_[begin] + scatter_.of(begin, middle);
            if (found < cost[middle]) {
                cost[middle] = found;
                begins[middle] = begin;
            }
        }
        find(low, middle - 1, from, begins[middle]);
        find(middle + 1, high, begins[middle], to);
    }

    const Scatter& scatter_;
    const std::vector<long double>& before_;
    std::size_t least_;

  public:
    std::vector<long double> cost;    ///< by how many stacks are placed
    std::vector<std::size_t> begins;  ///< where the last class of them begins
};

std::vector<std::int64_t> jenks_breaks(std::span<const Stack> stacks, std::size_t count) {
    const Scatter scatter(stacks);
    std::vector<long double> cost(stacks.size() + 1);
    for (std::size_t end = 1; end <= stacks.size(); ++end) cost[end] = scatter.of(0, end);
    std::vector<std::vector<std::size_t>> begins;
    for (std::size_t placed = 1; placed < count; ++placed) {
        NextClass next(scatter, cost, placed);
        cost = std::move(next.cost);
        begins.push_back(std::move(next.begins));
    }
    std::vector<std::int64_t> breaks(begins.size());
    std::size_t end = stacks.size();
    for (std::size_t i = begins.size(); i-- > 0;) {
        end = begins[i][end];
        breaks[i] = stacks[end].value;
    }
    return breaks;
}

}  // namespace

std::string_view to_string(ClassMethod method) {
    switch (method) {
        case ClassMethod::fixed:
            return "fixed";
        case ClassMethod::quantile:
            return "quantile";
        case ClassMethod::jenks:
            return "jenks";
        case ClassMethod::equal:
            return "equal";
    }
    return "fixed";
}

std::optional<ClassMethod> parse_class_method(std::string_view text) {
    for (const auto method :
         {ClassMethod::fixed, ClassMethod::quantile, ClassMethod::jenks, ClassMethod::equal})
        if (text == to_string(method)) return method;
    return std::nullopt;
}

std::int64_t printed_tenths(double value) {
    // 79.65 is stored below itself: what a reader would round up is rounded up.
    const double tenths = std::floor(std::abs(value) * 10 + 0.5 + 1e-9);
    return static_cast<std::int64_t>(value < 0 ? -tenths : tenths);
}

std::vector<std::int64_t> class_breaks(std::vector<std::int64_t> tenths, ClassMethod method, int count) {
    assert(method != ClassMethod::fixed && count >= 1);
    if (tenths.empty()) return {};
    std::ranges::sort(tenths);
    const auto wanted = static_cast<std::size_t>(count);
    if (method == ClassMethod::quantile) return quantile_breaks(tenths, wanted);
    if (method == ClassMethod::equal) return equal_breaks(tenths.front(), tenths.back(), wanted);
    const std::vector<Stack> stacks = stacks_of(tenths);
    return jenks_breaks(stacks, std::min(wanted, stacks.size()));
}

std::size_t class_of(std::int64_t tenths, std::span<const std::int64_t> breaks) {
    return static_cast<std::size_t>(std::ranges::upper_bound(breaks, tenths) - breaks.begin());
}

}  // namespace courtyard

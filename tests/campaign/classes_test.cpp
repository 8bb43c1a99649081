// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "campaign/classes.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>

namespace courtyard {
namespace {

using Values = std::vector<std::int64_t>;

/// Squared distances from the means of the classes, the slow way.
double scatter(const Values& values, const Values& breaks) {
    std::map<std::size_t, Values> classes;
    for (const std::int64_t value : values) classes[class_of(value, breaks)].push_back(value);
    double sum = 0;
    for (const auto& [number, members] : classes) {
        double mean = 0;
        for (const std::int64_t value : members)
            mean += static_cast<double>(value) / static_cast<double>(members.size());
        for (const std::int64_t value : members)
            sum += (static_cast<double>(value) - mean) * (static_cast<double>(value) - mean);
    }
    return sum;
}

/// The least scatter of any breaks at distinct values, by trying all.
double least_scatter(const Values& values, std::size_t breaks_left, Values breaks, const Values& distinct,
                     std::size_t from) {
    if (breaks_left == 0) return scatter(values, breaks);
    double least = scatter(values, breaks);
    for (std::size_t i = from; i < distinct.size(); ++i) {
        Values more = breaks;
        more.push_back(distinct[i]);
        least = std::min(least, least_scatter(values, breaks_left - 1, more, distinct, i + 1));
    }
    return least;
}

Values distinct_of(Values values) {
    std::ranges::sort(values);
    values.erase(std::unique(values.begin(), values.end()), values.end());
    return values;
}

Values random_values(std::mt19937& random) {
    Values values(2 + random() % 40);
    const auto spread = 2 + random() % 30;
    for (auto& value : values) value = static_cast<std::int64_t>(random() % spread) * 37 - 200;
    return values;
}

std::map<std::size_t, int> counts(const Values& values, const Values& breaks) {
    std::map<std::size_t, int> found;
    for (const std::int64_t value : values) ++found[class_of(value, breaks)];
    return found;
}

TEST(Classes, AreClosedBelowAndOpenAbove) {
    const Values breaks{400, 600, 1000};
    EXPECT_EQ(class_of(399, breaks), 0U);
    EXPECT_EQ(class_of(400, breaks), 1U);
    EXPECT_EQ(class_of(599, breaks), 1U);
    EXPECT_EQ(class_of(600, breaks), 2U);
    EXPECT_EQ(class_of(1000, breaks), 3U);
}

TEST(Classes, AValueIsJudgedAsItIsPrinted) {
    EXPECT_EQ(printed_tenths(39.95), 400);
    EXPECT_EQ(printed_tenths(39.94), 399);
    EXPECT_EQ(printed_tenths(79.65), 797);
    EXPECT_EQ(printed_tenths(-2.05), -21);
    EXPECT_EQ(printed_tenths(-0.04), 0);
}

TEST(Classes, OfEqualValuesThereIsOne) {
    for (const auto method : {ClassMethod::quantile, ClassMethod::jenks, ClassMethod::equal})
        EXPECT_TRUE(class_breaks({500, 500, 500, 500}, method, 5).empty()) << to_string(method);
}

TEST(Classes, OfNothingThereAreNoBreaks) {
    for (const auto method : {ClassMethod::quantile, ClassMethod::jenks, ClassMethod::equal})
        EXPECT_TRUE(class_breaks({}, method, 5).empty()) << to_string(method);
}

TEST(Classes, OfQuantilesAreEquallyLarge) {
    Values values;
    for (int i = 1; i <= 20; ++i) values.push_back(i * i);
    const Values breaks = class_breaks(values, ClassMethod::quantile, 5);
    EXPECT_EQ(breaks, (Values{25, 81, 169, 289}));
    EXPECT_EQ(counts(values, breaks), (std::map<std::size_t, int>{{0, 4}, {1, 4}, {2, 4}, {3, 4}, {4, 4}}));
}

TEST(Classes, OfEqualWidthDivideTheRange) {
    EXPECT_EQ(class_breaks({0, 1000, 3, 7}, ClassMethod::equal, 4), (Values{250, 500, 750}));
    EXPECT_EQ(class_breaks({10, 11}, ClassMethod::equal, 7), (Values{11}));
}

TEST(Classes, NaturalBreaksFallBetweenTheHeaps) {
    EXPECT_EQ(class_breaks({10, 11, 12, 500, 501, 990, 1000}, ClassMethod::jenks, 3), (Values{500, 990}));
    EXPECT_EQ(class_breaks({1, 2}, ClassMethod::jenks, 7), (Values{2}));
}

TEST(Classes, NoOtherBreaksAreMoreNaturalThanThoseFound) {
    const unsigned seed = std::random_device{}();
    std::mt19937 random(seed);
    for (int round = 0; round < 300; ++round) {
        Values values = random_values(random);
        Values distinct = distinct_of(values);
        // All ways to place three breaks among a dozen values are few enough to be tried.
        if (distinct.size() > 12) continue;
        for (const int count : {2, 3, 4}) {
            const Values breaks = class_breaks(values, ClassMethod::jenks, count);
            const double best = least_scatter(values, static_cast<std::size_t>(count) - 1, {}, distinct, 1);
            ASSERT_NEAR(scatter(values, breaks), best, 1e-6 * (1 + best)) << "seed " << seed;
        }
    }
}

TEST(Classes, OfQuantilesAndNaturalBreaksAreNeverEmptyNorTooMany) {
    const unsigned seed = std::random_device{}();
    std::mt19937 random(seed);
    for (int round = 0; round < 500; ++round) {
        const Values values = random_values(random);
        for (const auto method : {ClassMethod::quantile, ClassMethod::jenks}) {
            for (int count = 1; count <= 7; ++count) {
                const Values breaks = class_breaks(values, method, count);
                ASSERT_LT(breaks.size(), static_cast<std::size_t>(count)) << "seed " << seed;
                ASSERT_TRUE(std::ranges::is_sorted(breaks)) << "seed " << seed;
                ASSERT_EQ(counts(values, breaks).size(), breaks.size() + 1) << "seed " << seed;
            }
        }
    }
}

TEST(Classes, NaturalBreaksOfManyValuesAreAsGoodAsThoseOfTheFullTable) {
    // The whole table of dynamic programming, without the shortcut.
    const unsigned seed = std::random_device{}();
    std::mt19937 random(seed);
    for (int round = 0; round < 20; ++round) {
        Values values(400);
        for (auto& value : values) value = static_cast<std::int64_t>(random() % 1100);
        std::ranges::sort(values);
        const std::size_t n = values.size();
        std::vector<double> sums(n + 1), squares(n + 1);
        for (std::size_t i = 0; i < n; ++i) {
            const auto value = static_cast<double>(values[i]);
            sums[i + 1] = sums[i] + value;
            squares[i + 1] = squares[i] + value * value;
        }
        const auto within = [&](std::size_t a, std::size_t b) {
            return squares[b] - squares[a] -
                   (sums[b] - sums[a]) * (sums[b] - sums[a]) / static_cast<double>(b - a);
        };
        std::vector<double> cost(n + 1, 0);
        for (std::size_t end = 1; end <= n; ++end) cost[end] = within(0, end);
        for (int classes = 2; classes <= 6; ++classes) {
            std::vector<double> next(n + 1, 0);
            for (std::size_t end = 1; end <= n; ++end) {
                next[end] = cost[end];
                for (std::size_t begin = 1; begin < end; ++begin)
                    next[end] = std::min(next[end], cost[begin] + within(begin, end));
            }
            cost = std::move(next);
        }
        ASSERT_NEAR(scatter(values, class_breaks(values, ClassMethod::jenks, 6)), cost[n], 1e-6 * cost[n])
            << "seed " << seed;
    }
}

}  // namespace
}  // namespace courtyard

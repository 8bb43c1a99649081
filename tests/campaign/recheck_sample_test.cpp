// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "campaign/recheck_sample.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <random>
#include <set>

namespace courtyard {
namespace {

std::vector<Drawable> county(std::vector<std::size_t> townships) {
    std::vector<Drawable> records;
    for (std::size_t t = 0; t < townships.size(); ++t)
        for (std::size_t i = 0; i < townships[t]; ++i)
            records.push_back(
                {fmt::format("h{}-{}", t, i), AreaCode::parse(fmt::format("410199{:03}", 100 + t)).value()});
    return records;
}

TEST(RecheckSample, NumbersAreThoseOfTheDocumentedAlgorithm) {
    // Worked out by tests/campaign/draw_number.py, which follows docs/DATA.md alone.
    EXPECT_EQ(draw_number("2026-autumn", "HH-0001"), 0x645608b5d36d071aU);
    EXPECT_EQ(draw_number("2026-autumn", "HH-0002"), 0x5418501aee9b8aa0U);
    EXPECT_EQ(draw_number("", ""), 0x6a1c63cc1a66872aU);
}

TEST(RecheckSample, TheSameSeedDrawsTheSameHouseholdsInWhateverOrderTheyCome) {
    auto records = county({120, 60, 20});
    const auto drawn = draw_sample(records, "2026", 40);
    std::ranges::reverse(records);
    EXPECT_EQ(draw_sample(records, "2026", 40), drawn);
    EXPECT_NE(draw_sample(records, "2027", 40), drawn);
}

TEST(RecheckSample, EachTownshipGetsItsShareByLargestRemainder) {
    EXPECT_EQ(allocation(std::vector<std::size_t>{120, 60, 20}, 40), (std::vector<std::size_t>{24, 12, 4}));
    // Exact shares 3.5, 3.5 and 3: the earlier of two equal remainders goes first.
    EXPECT_EQ(allocation(std::vector<std::size_t>{35, 35, 30}, 10), (std::vector<std::size_t>{4, 3, 3}));
}

TEST(RecheckSample, EveryTownshipIsVisitedAtLeastOnce) {
    EXPECT_EQ(allocation(std::vector<std::size_t>{1'000, 1, 1}, 10), (std::vector<std::size_t>{8, 1, 1}));
    EXPECT_EQ(allocation(std::vector<std::size_t>{5, 5, 5}, 1), (std::vector<std::size_t>{1, 1, 1}));
    EXPECT_EQ(allocation(std::vector<std::size_t>{2, 3}, 99), (std::vector<std::size_t>{2, 3}));
}

TEST(RecheckSample, AllocationsOfRandomTownshipsAddUpAndStayNearTheirShares) {
    std::mt19937_64 random(20260301);
    for (int round = 0; round < 2'000; ++round) {
        std::vector<std::size_t> populations(1 + random() % 30);
        for (auto& one : populations) one = 1 + random() % 400;
        const std::size_t all = std::accumulate(populations.begin(), populations.end(), std::size_t{0});
        const std::size_t size = populations.size() + random() % (all - populations.size() + 1);
        const auto taken = allocation(populations, size);
        EXPECT_EQ(std::accumulate(taken.begin(), taken.end(), std::size_t{0}), size);
        for (std::size_t i = 0; i < taken.size(); ++i) {
            const double exact = static_cast<double>(size * populations[i]) / static_cast<double>(all);
            ASSERT_GE(taken[i], 1U);
            ASSERT_LE(taken[i], populations[i]);
            // Only a township that is lifted to one stands above its rounded share; they take from the large.
            ASSERT_LT(static_cast<double>(taken[i]), std::max(exact, 1.0) + 1) << "round " << round;
        }
    }
}

TEST(RecheckSample, OverManySeedsEveryHouseholdIsDrawnAsOftenAsAnyOther) {
    const auto records = county({60, 30, 10});
    std::map<std::string, int> times;
    constexpr int seeds = 4'000;
    for (int seed = 0; seed < seeds; ++seed)
        for (const DrawnStratum& stratum : draw_sample(records, std::to_string(seed), 20))
            for (const std::string& id : stratum.ids) ++times[id];
    EXPECT_EQ(times.size(), records.size());
    // 4,000 draws at 1 in 5: 800 each, with a standard deviation of 25.3; none of 100 beyond five of them.
    for (const auto& [id, count] : times) EXPECT_NEAR(count, 800, 127) << id;
}

TEST(RecheckSample, AllCheckedLeavesNoInterval) {
    const std::vector<StratumResult> all{{4, 4, 3}, {6, 6, 6}};
    const PassRate rate = pass_rate(all);
    EXPECT_DOUBLE_EQ(rate.share, 0.9);
    EXPECT_DOUBLE_EQ(rate.low, 0.9);
    EXPECT_DOUBLE_EQ(rate.high, 0.9);
}

TEST(RecheckSample, NothingCheckedSaysNothing) {
    const PassRate rate = pass_rate(std::vector<StratumResult>{{10, 0, 0}});
    EXPECT_EQ(rate.checked, 0U);
    EXPECT_EQ(rate.low, 0);
    EXPECT_EQ(rate.high, 1);
}

TEST(RecheckSample, OneLargePopulationGivesWilsonsInterval) {
    // 45 of 50, by hand: centre (0.9 + z^2/100) / (1 + z^2/50) = 0.8714608, half width 0.0850634.
    const PassRate rate = pass_rate(std::vector<StratumResult>{{100'000'000, 50, 45}});
    EXPECT_DOUBLE_EQ(rate.share, 0.9);
    EXPECT_NEAR(rate.low, 0.7864, 5e-5);
    EXPECT_NEAR(rate.high, 0.9565, 5e-5);
}

TEST(RecheckSample, StrataAreWeightedByTheirPopulations) {
    const PassRate rate = pass_rate(std::vector<StratumResult>{{900, 10, 10}, {100, 10, 0}, {50, 0, 0}});
    EXPECT_DOUBLE_EQ(rate.share, 0.9);
    EXPECT_EQ(rate.strata, 2U);
}

/// How often the interval holds the truth, over drawn samples of a county of which some would fail.
double coverage(const std::vector<std::size_t>& townships, const std::vector<double>& failing,
                std::size_t size, std::uint64_t seed) {
    std::mt19937_64 random(seed);
    const auto records = county(townships);
    std::map<AreaCode, double> fails;
    for (std::size_t t = 0; t < townships.size(); ++t)
        fails[AreaCode::parse(fmt::format("410199{:03}", 100 + t)).value()] = failing[t];
    int held = 0;
    constexpr int rounds = 1'000;
    for (int round = 0; round < rounds; ++round) {
        std::set<std::string> bad;
        for (const Drawable& record : records)
            if (std::uniform_real_distribution<>(0, 1)(random) < fails.at(record.stratum))
                bad.insert(record.id);
        const double truth = 1 - static_cast<double>(bad.size()) / static_cast<double>(records.size());
        std::vector<StratumResult> results;
        for (const DrawnStratum& stratum : draw_sample(records, fmt::format("{}/{}", seed, round), size)) {
            StratumResult result{stratum.population, stratum.ids.size(), 0};
            for (const std::string& id : stratum.ids)
                if (!bad.contains(id)) ++result.passed;
            results.push_back(result);
        }
        const PassRate rate = pass_rate(results);
        if (rate.low <= truth + 1e-12 && truth <= rate.high + 1e-12) ++held;
    }
    return static_cast<double>(held) / rounds;
}

TEST(RecheckSample, TheIntervalHoldsTheTruthAsOftenAsItSays) {
    struct Row {
        std::vector<std::size_t> townships;
        std::vector<double> failing;
        std::size_t size;
    };
    const Row rows[] = {
        {{300, 200, 100}, {0.05, 0.05, 0.05}, 60},
        {{300, 200, 100}, {0.02, 0.10, 0.40}, 60},
        {{150, 150, 150, 150}, {0.5, 0.4, 0.6, 0.3}, 40},
        {{400, 30, 20, 10}, {0.1, 0.3, 0.2, 0.0}, 50},
        {{80, 60}, {0.1, 0.2}, 70},
    };
    double sum = 0;
    std::uint64_t seed = 7;
    for (const Row& row : rows) {
        const double held = coverage(row.townships, row.failing, row.size, seed++);
        // A share of 1,000 rounds has a standard deviation of 0.007 at 0.95.
        EXPECT_GE(held, 0.925) << "seed " << seed - 1;
        sum += held;
    }
    EXPECT_GE(sum / std::size(rows), 0.94);
}

}  // namespace
}  // namespace courtyard

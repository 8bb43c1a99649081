// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "campaign/recheck_sample.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <utility>

namespace courtyard {
namespace {

/// The place whose whole number stands highest above its exact share, among those that can give one away.
std::size_t most_above(std::span<const std::size_t> taken, std::span<const double> exact) {
    std::size_t best = taken.size();
    for (std::size_t i = 0; i < taken.size(); ++i) {
        if (taken[i] < 2) continue;
        const auto above = [&](std::size_t j) { return static_cast<double>(taken[j]) - exact[j]; };
        if (best == taken.size() || above(i) >= above(best)) best = i;
    }
    return best;
}

}  // namespace

std::uint64_t draw_number(std::string_view seed, std::string_view id) {
    std::uint64_t hash = 0xcbf29ce484222325U;
    const auto add = [&](std::string_view bytes) {
        for (const char c : bytes) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3U;
    };
    add(seed);
    add("\n");
    add(id);
    hash += 0x9e3779b97f4a7c15U;
    hash = (hash ^ (hash >> 30U)) * 0xbf58476d1ce4e5b9U;
    hash = (hash ^ (hash >> 27U)) * 0x94d049bb133111ebU;
    return hash ^ (hash >> 31U);
}

std::vector<std::size_t> allocation(std::span<const std::size_t> populations, std::size_t size) {
    const std::size_t all = std::accumulate(populations.begin(), populations.end(), std::size_t{0});
    const std::size_t wanted = std::min(std::max(size, populations.size()), all);
    std::vector<std::size_t> taken;
    std::vector<double> exact;
    std::vector<std::size_t> by_remainder(populations.size());
    std::iota(by_remainder.begin(), by_remainder.end(), std::size_t{0});
    std::size_t given = 0;
    for (const std::size_t population : populations) {
        taken.push_back(wanted * population / all);
        exact.push_back(static_cast<double>(wanted) * static_cast<double>(population) /
                        static_cast<double>(all));
        given += taken.back();
    }
    std::ranges::stable_sort(by_remainder, [&](std::size_t a, std::size_t b) {
        return wanted * populations[a] % all > wanted * populations[b] % all;
    });
    for (std::size_t i = 0; given < wanted; ++i, ++given) ++taken[by_remainder[i]];
    for (std::size_t& count : taken) {
        if (count > 0) continue;
        --taken[most_above(taken, exact)];
        count = 1;
    }
    return taken;
}

std::vector<DrawnStratum> draw_sample(std::vector<Drawable> records, std::string_view seed,
                                      std::size_t size) {
    std::map<AreaCode, std::vector<std::pair<std::uint64_t, std::string>>> strata;
    for (Drawable& record : records) {
        const std::uint64_t number = draw_number(seed, record.id);
        strata[record.stratum].emplace_back(number, std::move(record.id));
    }
    std::vector<std::size_t> populations;
    for (const auto& [code, members] : strata) populations.push_back(members.size());
    const auto taken = populations.empty() ? std::vector<std::size_t>() : allocation(populations, size);
    std::vector<DrawnStratum> drawn;
    for (auto& [code, members] : strata) {
        std::ranges::sort(members);
        DrawnStratum stratum{code, members.size(), {}};
        for (std::size_t i = 0; i < taken[drawn.size()]; ++i)
            stratum.ids.push_back(std::move(members[i].second));
        drawn.push_back(std::move(stratum));
    }
    return drawn;
}

PassRate pass_rate(std::span<const StratumResult> strata) {
    constexpr double z = 1.959963984540054;  // the normal distribution's 97.5 % point
    PassRate rate;
    double population = 0;
    for (const StratumResult& one : strata)
        if (one.checked > 0) {
            population += static_cast<double>(one.population);
            rate.checked += one.checked;
            ++rate.strata;
        }
    if (rate.checked == 0) return rate;
    double spread = 0;
    for (const StratumResult& one : strata) {
        if (one.checked == 0) continue;
        const double weight = static_cast<double>(one.population) / population;
        rate.share += weight * static_cast<double>(one.passed) / static_cast<double>(one.checked);
        spread += weight * weight / static_cast<double>(one.checked);
    }
    const double left = population - static_cast<double>(rate.checked);
    if (left <= 0) {
        rate.low = rate.high = rate.share;
        return rate;
    }
    const double n = (population - 1) / left / spread;
    const double centre = (rate.share + z * z / (2 * n)) / (1 + z * z / n);
    const double half =
        z / (1 + z * z / n) * std::sqrt(rate.share * (1 - rate.share) / n + z * z / (4 * n * n));
    rate.low = std::max(0.0, centre - half);
    rate.high = std::min(1.0, centre + half);
    return rate;
}

}  // namespace courtyard

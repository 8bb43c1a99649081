// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "data/sample/courtyard_plan.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

namespace courtyard {

namespace {

/// The county's cumulative share of plan on some days, in between a straight line.
struct Knot {
    int year;
    unsigned month;
    double share;
};
constexpr std::array<Knot, 10> curve{{{2021, 5, 0.0},
                                      {2021, 12, 0.142},
                                      {2022, 6, 0.245},
                                      {2022, 12, 0.386},
                                      {2023, 6, 0.52},
                                      {2023, 12, 0.632},
                                      {2024, 6, 0.735},
                                      {2024, 12, 0.845},
                                      {2025, 6, 0.905},
                                      {2025, 12, 0.95}}};
constexpr double report_share = 0.52;

Day day_of(const Knot& knot) { return Day::of(knot.year, knot.month, 1).last_of_month(); }

/// The day on which the curve reaches a share. Precondition: 0 < share < 0.95.
Day day_at(double share) {
    std::size_t i = 1;
    while (i + 1 < curve.size() && curve[i].share < share) ++i;
    const Day from = day_of(curve[i - 1]);
    const Day until = day_of(curve[i]);
    const double part = (share - curve[i - 1].share) / (curve[i].share - curve[i - 1].share);
    const int days = static_cast<int>(std::ceil(part * (until - from)));
    return from + std::clamp(days, 1, until - from);
}

double tempo_of(const SampleCounty& county, std::uint32_t township) {
    return 0.83 + 0.3 * unit_of(mix(mix(county.seed, 81), township));
}

bool counts_on(const std::vector<SampleStep>& steps, Day day) {
    bool counts = false;
    for (const SampleStep& step : steps) {
        if (step.on > day) break;
        if (step.to == "accepted" || step.to == "published" || step.to == "plaque")
            counts = true;
        else if (step.to != "rechecked")
            counts = false;
    }
    return counts;
}

/// By village: how many households' courtyards get to count, 97 % of the county's plan in all; 2 % of plan
/// end again.
std::vector<unsigned> completions(const SampleCounty& county, const SampleTargets& targets) {
    std::vector<double> wish(county.villages.size(), 0);
    for (std::uint32_t i = 0; i < wish.size(); ++i) {
        if (county.villages[i].idle) continue;
        const double own = 0.8 + 0.36 * unit_of(mix(mix(county.seed, 82), i));
        wish[i] =
            static_cast<double>(targets.village[i]) * own * tempo_of(county, county.villages[i].township);
    }
    const double total = std::accumulate(wish.begin(), wish.end(), 0.0);
    const double scale = total > 0 ? 0.97 * static_cast<double>(targets.county) / total : 0;
    std::vector<unsigned> found(wish.size(), 0);
    double owed = 0;
    for (std::size_t i = 0; i < wish.size(); ++i) {
        owed += wish[i] * scale;
        const double given = std::min(std::floor(owed), std::floor(county.villages[i].households * 0.85));
        if (wish[i] > 0) found[i] = static_cast<unsigned>(given);
        owed -= found[i];
    }
    return found;
}

/// Draws a path for a household without a place among the completed.
CourtyardPlan unfinished(RandomStream& random) {
    const double draw = random.unit();
    const Day day = Day::of(2021, 3, 1) + random.between(0, 1720);
    if (draw < 0.22) return {CourtyardPath::waiting, day};
    if (draw < 0.26) return {CourtyardPath::rejected, day};
    if (draw < 0.264) return {CourtyardPath::accepted, Day::of(2026, 1, 5) + random.between(0, 75)};
    return {};
}

CourtyardPlan passing(RandomStream& random) {
    const double draw = random.unit();
    const auto path = draw < 0.45  ? CourtyardPath::revoked
                      : draw < 0.7 ? CourtyardPath::lapsed
                                   : CourtyardPath::restored;
    return {path, day_at(random.between(0.01, 0.8))};
}

/// A household whose courtyard counts to the end, and how early its village tends to be.
struct Lasting {
    double order;
    std::uint32_t household;
};

/// Gives the lasting their days along the curve: `before` of them until the report's day, the others after
/// it.
void date_acceptances(std::vector<Lasting> lasting, std::size_t before, std::vector<CourtyardPlan>& plans) {
    std::sort(lasting.begin(), lasting.end(), [](const Lasting& a, const Lasting& b) {
        return a.order != b.order ? a.order < b.order : a.household < b.household;
    });
    for (std::size_t i = 0; i < lasting.size(); ++i) {
        const double part = i < before ? (static_cast<double>(i) + 0.5) / static_cast<double>(before)
                                       : (static_cast<double>(i - before) + 0.5) /
                                             static_cast<double>(lasting.size() - before);
        const double share =
            i < before ? part * report_share : report_share + part * (curve.back().share - report_share);
        plans[lasting[i].household].day = day_at(share);
    }
}

}  // namespace

SampleTargets courtyard_targets(const SampleCounty& county, unsigned households) {
    SampleTargets targets;
    // A multiple of 25, so that 52 % of it is a whole number.
    const int step = households >= 5000 ? 100 : 25;
    targets.county = std::max<std::int64_t>(1, std::lround(0.42 * households / step)) * step;
    targets.village.assign(county.villages.size(), 0);
    targets.township.assign(county.townships.size(), 0);
    for (std::uint32_t i = 0; i < county.villages.size(); ++i) {
        const SampleVillage& village = county.villages[i];
        if (village.blank) continue;
        const double own = 0.86 + 0.28 * unit_of(mix(mix(county.seed, 83), i));
        targets.village[i] = std::lround(0.414 * village.households * own);
        targets.township[village.township] += targets.village[i];
    }
    for (std::uint32_t i = 0; i < targets.township.size(); ++i) {
        if (i % 3 == 1)
            targets.township[i] += 5 + static_cast<std::int64_t>(mix(mix(county.seed, 84), i) % 20);
        if (i % 7 == 2) targets.township[i] -= targets.township[i] / 60;
    }
    return targets;
}

std::vector<std::int64_t> by_year(std::int64_t plan) {
    constexpr std::array<std::int64_t, 5> until{15, 35, 60, 85, 100};
    std::vector<std::int64_t> years;
    std::int64_t given = 0;
    for (const std::int64_t share : until) {
        const std::int64_t reached = (plan * share + 50) / 100;
        years.push_back(reached - given);
        given = reached;
    }
    return years;
}

std::vector<CourtyardPlan> plan_courtyards(const SampleCounty& county, const SampleTargets& targets) {
    const std::vector<unsigned> wanted = completions(county, targets);
    std::vector<CourtyardPlan> plans;
    std::vector<Lasting> lasting;
    std::int64_t passing_on_report_day = 0;
    for (const std::uint32_t village : county.by_code) {
        const unsigned homes = county.villages[village].households;
        RandomStream random(mix(mix(county.seed, 85), village));
        const double early = tempo_of(county, county.villages[village].township) - 0.95;
        // Selection sampling: each household in turn, with the chance that is left.
        unsigned left = wanted[village];
        for (unsigned i = 0; i < homes; ++i) {
            const auto household = static_cast<std::uint32_t>(plans.size());
            const bool chosen = random.below(homes - i) < left;
            if (chosen) --left;
            if (chosen && random.chance(0.97)) {
                lasting.push_back({random.unit() - early, household});
                plans.push_back(
                    {random.chance(0.06) ? CourtyardPath::corrected : CourtyardPath::accepted, {}});
            } else if (chosen) {
                plans.push_back(passing(random));
                passing_on_report_day +=
                    counts_on(steps_of(plans.back(), mix(county.seed, household)), report_day());
            } else {
                plans.push_back(county.villages[village].idle ? CourtyardPlan{} : unfinished(random));
            }
        }
    }
    const auto lasting_by_report = targets.county * 52 / 100 - passing_on_report_day;
    const auto before = std::clamp<std::int64_t>(lasting_by_report, 0, std::ssize(lasting));
    date_acceptances(std::move(lasting), static_cast<std::size_t>(before), plans);
    return plans;
}

}  // namespace courtyard

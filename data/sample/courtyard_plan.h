// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>
#include <vector>

#include "data/sample/sample_places.h"
#include "geo/day.h"

namespace courtyard {

/// How many courtyards are wanted by the end of the plan.
struct SampleTargets {
    std::int64_t county = 0;
    std::vector<std::int64_t> township;
    std::vector<std::int64_t> village;
};

/// The county's target is handed down from above; the villages' are agreed on below. They do not quite add
/// up.
SampleTargets courtyard_targets(const SampleCounty& county, unsigned households);

/// A plan's target by year, 2021 to 2025: unequal years that add up to it.
std::vector<std::int64_t> by_year(std::int64_t plan);

enum class CourtyardPath : std::uint8_t {
    registered,  ///< on the list, nothing decided
    waiting,     ///< recommended or checked
    rejected,
    accepted,
    corrected,  ///< had to be put right before it was accepted
    revoked,    ///< accepted, later revoked
    lapsed,     ///< accepted, later found wanting
    restored,   ///< accepted, revoked, accepted again
};

/// What becomes of a household's courtyard; the day is that of its (first) acceptance or first step.
struct CourtyardPlan {
    CourtyardPath path = CourtyardPath::registered;
    Day day;
};

struct SampleStep {
    std::string_view to;
    Day on;
    std::string_view reason;
};

inline constexpr int plan_first_year = 2021;
/// The day on which the county stands at 52 % of plan.
Day report_day();
/// No decision is later.
Day last_day();

/// Decisions of a courtyard in order of days: a legal path of the status machine.
/// @param seed  of the household
std::vector<SampleStep> steps_of(const CourtyardPlan& plan, std::uint64_t seed);

/// The day a household joined the list, before its first step.
Day registered_on(const std::vector<SampleStep>& steps, std::uint64_t seed);

/// The plans of every household, village by village in code order.
///
/// Acceptances follow the county's curve; on `report_day` exactly 52 % of the county's target counts.
std::vector<CourtyardPlan> plan_courtyards(const SampleCounty& county, const SampleTargets& targets);

}  // namespace courtyard

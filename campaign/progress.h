// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "campaign/ledger.h"
#include "campaign/target_book.h"
#include "geo/area_tree.h"

namespace courtyard {

enum class Pace : std::uint8_t { ahead, on_pace, behind, no_target, not_started, ended };

std::string_view to_string(Pace pace);

/// Completed against target of one area and everything beneath it, on one day.
struct Progress {
    AreaIndex area = no_area;
    std::int64_t registered = 0;
    std::int64_t proposed = 0;
    std::int64_t completed = 0;
    std::int64_t completed_year = 0;
    std::optional<std::int64_t> target_plan;
    std::optional<std::int64_t> target_year;
    /// Shares in per cent, may exceed 100; empty when the denominator is 0 or absent.
    std::optional<double> share_plan;
    std::optional<double> share_year;
    std::optional<double> share_registered;
    std::optional<double> expected_share;  ///< of the plan, by the yearly targets
    Pace pace = Pace::no_target;
    std::optional<Day> forecast_on;  ///< when the plan is met at the rate of the last 365 days
    /// Set when some area directly beneath has a plan target: this area's beside their sum.
    struct ChildrenGap {
        std::optional<std::int64_t> target_plan;
        std::int64_t sum_of_children = 0;
    };
    std::optional<ChildrenGap> children_gap;
};

/// Everything a question about progress is answered from.
struct ProgressSource {
    const Campaign& campaign;
    const AreaTree& areas;
    const Ledger& ledger;
    const TargetBook& targets;
};

/// Completed against target for every area of `level` at or beneath `top`, on a given day.
///
/// A record counts in the village that holds it in the edition asked about; a record placed by a code of a
/// higher level counts there. Expected = targets of past years + this year's x elapsed days / days of the
/// year; without yearly targets the plan's target x elapsed days / days of the campaign.
///
/// @param day  inclusive, calendar at UTC+08:00
/// @return     in code order
/// Units       shares: per cent
/// Cost        O(areas beneath x log changes); see bench/campaign
/// Threads     const, safe to call concurrently
/// Source      docs/DATA.md#progress
std::vector<Progress> progress_by_level(const ProgressSource& source, AreaIndex top, AreaLevel level,
                                        Day day);

/// The same for one area alone.
Progress progress_of(const ProgressSource& source, AreaIndex area, Day day);

/// Completed on each of several days, and what was expected then.
struct ProgressLine {
    AreaIndex area = no_area;
    std::vector<std::int64_t> completed;
    std::vector<std::optional<double>> share_plan;
    std::vector<std::optional<double>> expected;  ///< in the indicator's unit
};

/// Lines for every area of `level` at or beneath `top`, in code order.
std::vector<ProgressLine> progress_lines(const ProgressSource& source, AreaIndex top, AreaLevel level,
                                         const std::vector<Day>& days);

}  // namespace courtyard

// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "campaign/campaign.h"
#include "campaign/ledger.h"
#include "campaign/target_book.h"
#include "geo/area_tree.h"

namespace courtyard {

enum class Pace : std::uint8_t { ahead, on_pace, behind, no_target, not_started, ended };

std::string_view to_string(Pace pace);

/// Completed against target of one area and everything beneath it, on one day.
///
/// What `completed` is depends on the indicator's kind: records that count; the sum of what was reported
/// (count) or what was reported last (stock, milestone); whole yuan (amount); areas reached (coverage); the
/// numerator (rate).
struct Progress {
    AreaIndex area = no_area;
    std::int64_t registered = 0;  ///< on the campaign's list; of coverage and rate: the denominator
    std::int64_t proposed = 0;
    std::int64_t completed = 0;
    std::int64_t completed_year = 0;
    std::optional<std::int64_t> target_plan;
    std::optional<std::int64_t> target_year;
    /// Shares in per cent, may exceed 100; empty when the denominator is 0 or absent.
    std::optional<double> share_plan;
    std::optional<double> share_year;
    std::optional<double> share_registered;  ///< of rate and coverage: the rate itself
    std::optional<double> expected_share;    ///< of the plan, by the yearly targets
    Pace pace = Pace::no_target;
    std::optional<Day> forecast_on;  ///< when the plan is met at the rate of the last 365 days
    /// Between these days with 80 % chance, as the last 12 whole months varied: with m the mean and s the
    /// standard deviation of a month, what is done after t months is taken as m t, give or take
    /// 1.28 s sqrt(t + t^2 / 12). No last day: at the slow end it is never met.
    std::optional<Day> forecast_earliest;
    std::optional<Day> forecast_latest;
    /// Set when some area directly beneath has a plan target: this area's beside their sum.
    struct ChildrenGap {
        std::optional<std::int64_t> target_plan;
        std::int64_t sum_of_children = 0;
    };
    std::optional<ChildrenGap> children_gap;

    /// The indicator's own figure in its own unit: `completed`, yuan with fen, or per cent. Empty when there
    /// is nothing to divide by, or when it is withheld.
    std::optional<double> value;
    std::optional<double> value_year;              ///< of this year alone; of a stock or coverage: empty
    std::optional<std::int64_t> denominator_year;  ///< of a rate
    std::optional<std::int64_t> persons;           ///< of an amount
    /// A protected indicator's figure that is not told: every number above is 0 or empty.
    bool withheld = false;
};

/// Everything a question about progress is answered from.
struct ProgressSource {
    const Campaign& campaign;
    const AreaTree& areas;
    const Ledger& ledger;
    const TargetBook& targets;
    const Indicator* indicator = nullptr;  ///< of the campaign; null: the main one

    const Indicator& measured() const { return indicator ? *indicator : campaign.main_indicator(); }
};

/// Completed against target for every area of `level` at or beneath `top`, on a given day.
///
/// A record counts in the village that holds it in the edition asked about; a record or figure placed by a
/// code of a higher level counts there. Expected = targets of past years + this year's x elapsed days / days
/// of the year; without yearly targets the plan's target x elapsed days / days of the campaign. The target of
/// a stock, rate or coverage is a level to hold: all of it is expected on every day, the year's before the
/// plan's, a rate's in per cent.
///
/// A protected indicator is answered for the root of the tree alone, in multiples of 5; 1 to 4 persons, and
/// every other area, are withheld. An amount of it is the sum of its rounded persons x what each got.
///
/// @param day  inclusive, calendar at UTC+08:00
/// @return     in code order
/// Units       shares: per cent
/// Cost        O(areas beneath x log changes in a month); see bench/campaign
/// Threads     const, safe to call concurrently
/// Source      docs/DATA.md#progress
std::vector<Progress> progress_by_level(const ProgressSource& source, AreaIndex top, AreaLevel level,
                                        Day day);

/// The same for one area alone.
Progress progress_of(const ProgressSource& source, AreaIndex area, Day day);

/// Completed on each of several days, and what was expected then.
struct ProgressLine {
    AreaIndex area = no_area;
    std::vector<std::int64_t> completed;  ///< of what is withheld: 0
    std::vector<std::optional<double>> share_plan;
    std::vector<std::optional<double>> expected;  ///< in the indicator's unit
    std::vector<std::optional<double>> value;     ///< as in `Progress`
};

/// Lines for every area of `level` at or beneath `top`, in code order.
std::vector<ProgressLine> progress_lines(const ProgressSource& source, AreaIndex top, AreaLevel level,
                                         const std::vector<Day>& days);

}  // namespace courtyard

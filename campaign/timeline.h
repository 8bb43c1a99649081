// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "campaign/campaign.h"
#include "geo/day.h"

namespace courtyard {

/// One step of a record's history: from this day it has this status, and counts or does not.
struct Step {
    Day on;
    std::uint8_t status = 0;
    bool counts = false;

    bool operator==(const Step&) const = default;
};

/// A stretch of days in which a record counts as completed: `from` included, `until` not.
struct CountedInterval {
    Day from;
    Day until = never;

    bool operator==(const CountedInterval&) const = default;
};

/// A step before it is known whether it counts.
struct PlainStep {
    Day on;
    std::uint8_t status = 0;

    bool operator==(const PlainStep&) const = default;
};

/// The history of a record: ordered by day (steps of one day in the order given), with `counts` filled in by
/// the campaign's rule; a status that keeps inherits from the step before it. On a ladder the highest rung
/// holds: what counts is not lowered by a lower rung of a later day, until a step ends the counting.
std::vector<Step> timeline_of(const Campaign& campaign, std::span<const PlainStep> steps);

/// Maximal stretches of counting, in order. Re-acceptance after revocation starts a new one.
std::vector<CountedInterval> counted_intervals(std::span<const Step> timeline);

}  // namespace courtyard

// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "api/moment.h"
#include "campaign/progress.h"

namespace courtyard {

/// A question about progress, parsed: which indicator, of which areas, at which moment.
struct ProgressQuery {
    Moment moment;
    const Campaign* campaign = nullptr;
    const Indicator* indicator = nullptr;
    AreaIndex area = no_area;
    AreaLevel level = AreaLevel::village;

    ProgressSource source() const;
    const Area& top() const { return moment.areas()[area]; }
};

/// Reads `campaign`, `indicator`, `area`, `level`, `as_of` and `revision`.
/// Errors   those of `moment_of`, `asked_indicator` and `asked_area`
Result<ProgressQuery> progress_query(Parameters& query, const Call& call);

/// The ends of months (or of quarters) from one day to another, both included.
std::vector<Day> period_ends(Day from, Day to, int months);

}  // namespace courtyard

// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "campaign/figure_book.h"
#include "geo/area_tree.h"

namespace courtyard {

/// Which monthly returns an area and all beneath it owed, and which came.
struct Returns {
    AreaIndex area = no_area;
    std::int64_t owed = 0;
    std::int64_t returned = 0;
    std::int64_t in_time = 0;
    /// Returned of those owed, and returned by the due day of those owed, in per cent; empty when none is
    /// owed.
    std::optional<double> completeness;
    std::optional<double> timeliness;
};

/// The returns of one month, as they stood on a day.
struct MonthOfReturns {
    const Campaign& campaign;  ///< Precondition: it has `returns`
    const FigureBook& figures;
    const AreaTree& areas;  ///< the edition of the last day of the month
    Period month;
    Day as_of;

    /// The day on which an area's return was in: when the last of its indicators was first reported. Nothing
    /// when one is missing on `as_of`.
    std::optional<Day> returned_on(AreaCode area) const;
    /// Whether the campaign runs in the month: else nobody owes.
    bool is_owed() const;
    /// Every area of the rule's level at or beneath `top`, in code order.
    std::vector<AreaIndex> owing(AreaIndex top) const;
    Returns of(AreaIndex top) const;
    /// For every area of `level` at or beneath `top`, in code order.
    std::vector<Returns> by_level(AreaIndex top, AreaLevel level) const;
};

}  // namespace courtyard

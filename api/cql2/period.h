// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "geo/day.h"

namespace courtyard::cql2 {

/// The relations of times that CQL2 knows by `T_...`.
enum class TemporalRelation : std::uint8_t {
    after,
    before,
    disjoint,
    equals,
    intersects,
    contains,
    during,
    finished_by,
    finishes,
    meets,
    met_by,
    overlapped_by,
    overlaps,
    started_by,
    starts,
};

/// Whether a relation is one of intervals alone and says nothing of instants.
bool is_of_intervals(TemporalRelation relation);

/// A time from its first to its last moment, both of it; days are counted as days as long as both sides are.
struct Period {
    std::int64_t from = 0;
    std::int64_t to = 0;
    bool is_of_days = true;  ///< days, else milliseconds, since 1970-01-01

    static Period of(Day day) { return {day.since_epoch, day.since_epoch, true}; }
    static Period of(Instant instant) { return {instant.ms, instant.ms, false}; }
};

/// The ends of an interval that has none.
inline constexpr std::int64_t no_beginning = std::numeric_limits<std::int64_t>::min();
inline constexpr std::int64_t no_end = std::numeric_limits<std::int64_t>::max();

/// The same time in milliseconds: a day lasts from its first to its last at UTC+08:00.
Period in_milliseconds(const Period& period);

bool holds(TemporalRelation relation, const Period& a, const Period& b);

}  // namespace courtyard::cql2

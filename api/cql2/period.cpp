// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/cql2/period.h"

namespace courtyard::cql2 {
namespace {

constexpr std::int64_t ms_per_day = 86'400'000;
constexpr std::int64_t utc_8_ms = 8 * 3'600'000;

bool same_unit_holds(TemporalRelation relation, const Period& a, const Period& b) {
    switch (relation) {
        case TemporalRelation::after:
            return a.from > b.to;
        case TemporalRelation::before:
            return a.to < b.from;
        case TemporalRelation::disjoint:
            return a.from > b.to || a.to < b.from;
        case TemporalRelation::equals:
            return a.from == b.from && a.to == b.to;
        case TemporalRelation::intersects:
            return a.from <= b.to && a.to >= b.from;
        case TemporalRelation::contains:
            return a.from < b.from && a.to > b.to;
        case TemporalRelation::during:
            return a.from > b.from && a.to < b.to;
        case TemporalRelation::finished_by:
            return a.from < b.from && a.to == b.to;
        case TemporalRelation::finishes:
            return a.from > b.from && a.to == b.to;
        case TemporalRelation::meets:
            return a.to == b.from;
        case TemporalRelation::met_by:
            return a.from == b.to;
        case TemporalRelation::overlapped_by:
            return a.from > b.from && a.from < b.to && a.to > b.to;
        case TemporalRelation::overlaps:
            return a.from < b.from && a.to > b.from && a.to < b.to;
        case TemporalRelation::started_by:
            return a.from == b.from && a.to > b.to;
        case TemporalRelation::starts:
            return a.from == b.from && a.to < b.to;
    }
    return false;
}

}  // namespace

bool is_of_intervals(TemporalRelation relation) { return relation > TemporalRelation::intersects; }

Period in_milliseconds(const Period& period) {
    if (!period.is_of_days) return period;
    const auto first = [](std::int64_t day) { return day * ms_per_day - utc_8_ms; };
    return {period.from == no_beginning ? no_beginning : first(period.from),
            period.to == no_end ? no_end : first(period.to) + ms_per_day - 1, false};
}

bool holds(TemporalRelation relation, const Period& a, const Period& b) {
    if (a.is_of_days == b.is_of_days) return same_unit_holds(relation, a, b);
    return same_unit_holds(relation, in_milliseconds(a), in_milliseconds(b));
}

}  // namespace courtyard::cql2

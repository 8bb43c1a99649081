// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/cql2/period.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

namespace courtyard::cql2 {
namespace {

using enum TemporalRelation;

TEST(Period, AnyTwoIntervalsStandInOneOfThirteenRelations) {
    const std::vector<TemporalRelation> elementary{after,       before,        during, contains, finishes,
                                                   finished_by, meets,         met_by, starts,   started_by,
                                                   overlaps,    overlapped_by, equals};
    std::vector<Period> intervals;
    for (int from = 0; from < 6; ++from)
        for (int to = from + 1; to < 6; ++to) intervals.push_back({from, to, true});
    for (const Period& a : intervals) {
        for (const Period& b : intervals) {
            int held = 0;
            for (const TemporalRelation relation : elementary) held += holds(relation, a, b) ? 1 : 0;
            EXPECT_EQ(held, 1) << a.from << "-" << a.to << " and " << b.from << "-" << b.to;
            EXPECT_NE(holds(intersects, a, b), holds(disjoint, a, b));
            EXPECT_EQ(holds(disjoint, a, b), holds(before, a, b) || holds(after, a, b));
            for (const auto& [one, other] :
                 std::vector<std::pair<TemporalRelation, TemporalRelation>>{{after, before},
                                                                            {during, contains},
                                                                            {finishes, finished_by},
                                                                            {meets, met_by},
                                                                            {starts, started_by},
                                                                            {overlaps, overlapped_by}})
                EXPECT_EQ(holds(one, a, b), holds(other, b, a));
        }
    }
}

TEST(Period, ADayLastsFromItsFirstToItsLastMomentAtUtc8) {
    const Period day = Period::of(Day::of(2023, 1, 1));
    const auto at = [](const char* text) { return Period::of(Instant::parse(text).value()); };
    EXPECT_TRUE(holds(before, at("2022-12-31T15:59:59.999Z"), day));
    EXPECT_TRUE(holds(intersects, at("2022-12-31T16:00:00Z"), day));
    EXPECT_TRUE(holds(intersects, at("2023-01-01T15:59:59.999Z"), day));
    EXPECT_TRUE(holds(after, at("2023-01-01T16:00:00Z"), day));
}

TEST(Period, OpenEndsReachFurtherThanAnyTime) {
    const Period since{Day::of(2023, 1, 1).since_epoch, no_end, true};
    EXPECT_TRUE(holds(intersects, since, Period::of(Day::of(9999, 12, 31))));
    EXPECT_TRUE(holds(intersects, Period::of(Instant::parse("9999-12-31T00:00:00Z").value()), since));
    EXPECT_TRUE(holds(after, since, Period::of(Day::of(2022, 12, 31))));
    EXPECT_EQ(in_milliseconds({no_beginning, no_end, true}).from, no_beginning);
    EXPECT_EQ(in_milliseconds({no_beginning, no_end, true}).to, no_end);
}

}  // namespace
}  // namespace courtyard::cql2

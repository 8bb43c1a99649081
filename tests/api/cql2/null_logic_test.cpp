// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <gtest/gtest.h>

#include "tests/api/cql2/made_rows.h"

namespace courtyard {
namespace {

// SQL's three values, by expressions that are each of them in the row that has nothing but its id.
const std::string yes = "id = 'e'";
const std::string no = "id = 'a'";
const std::string unknown = "count = 1";

/// `t`, `f` or `u`.
char worth(const std::string& condition) {
    const ExportRow row = made_rows().back();
    const bool is_true = made_filter(condition)->matches(row);
    const bool is_false = made_filter(fmt::format("NOT ({})", condition))->matches(row);
    const bool is_unknown = made_filter(fmt::format("({}) IS NULL", condition))->matches(row);
    EXPECT_EQ(is_true + is_false + is_unknown, 1) << condition;
    return is_true ? 't' : is_false ? 'f' : 'u';
}

TEST(NullLogic, HasTheTruthTablesOfSql) {
    const std::string values[] = {yes, no, unknown};
    std::string conjunctions;
    std::string disjunctions;
    for (const std::string& a : values) {
        for (const std::string& b : values) {
            conjunctions += worth(fmt::format("{} AND {}", a, b));
            disjunctions += worth(fmt::format("{} OR {}", a, b));
        }
    }
    EXPECT_EQ(conjunctions, "tfufffufu");
    EXPECT_EQ(disjunctions, "ttttfutuu");
    EXPECT_EQ(worth("NOT (" + unknown + ")"), 'u');
}

TEST(NullLogic, HoldsForEveryPredicate) {
    for (const char* condition : {"count = 1",
                                  "count <> 1",
                                  "count < 1",
                                  "count BETWEEN 1 AND 2",
                                  "count NOT BETWEEN 1 AND 2",
                                  "count IN (1, 2)",
                                  "count NOT IN (1, 2)",
                                  "name IN ('a')",
                                  "name NOT IN ('a')",
                                  "name LIKE '%'",
                                  "name NOT LIKE '%'",
                                  "CASEI(name) = 'a'",
                                  "count + 1 = 2",
                                  "since = until",
                                  "since > '2023-01-01'",
                                  "S_INTERSECTS(geometry, POINT(1 1))",
                                  "S_DISJOINT(geometry, POINT(1 1))",
                                  "S_EQUALS(geometry, geometry)",
                                  "T_AFTER(since, DATE('2023-01-01'))",
                                  "T_DURING(INTERVAL(since, until), INTERVAL('2023-01-01', '..'))",
                                  "1 / 0 = 1",
                                  "id IN ('a', name)",
                                  "count = 1 = (id = 'e')"}) {
        const std::string bracketed =
            std::string(condition) == "count = 1 = (id = 'e')" ? "(count = 1) = (id = 'e')" : condition;
        EXPECT_EQ(worth(bracketed), 'u') << condition;
    }
    EXPECT_EQ(worth("id IN ('e', name)"), 't');
    EXPECT_EQ(worth("count BETWEEN 1 AND 2 AND id = 'a'"), 'f');
}

}  // namespace
}  // namespace courtyard

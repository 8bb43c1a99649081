// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/access.h"

#include <gtest/gtest.h>

#include "tests/geo/grid_county.h"

namespace courtyard {
namespace {

Caller signed_in(Role role, AreaCode scope = {}) {
    return {"someone", role, scope, false, PublicLevel::nothing};
}

TEST(Access, PublicLevelsOpenStepByStep) {
    Caller anybody;
    EXPECT_FALSE(permitted(anybody, Verb::see_aggregates));
    anybody.public_level = PublicLevel::aggregates;
    EXPECT_TRUE(permitted(anybody, Verb::see_places));
    EXPECT_FALSE(permitted(anybody, Verb::see_household_points));
    anybody.public_level = PublicLevel::household_points;
    EXPECT_TRUE(permitted(anybody, Verb::see_household_points));
    EXPECT_FALSE(permitted(anybody, Verb::see_households));
}

TEST(Access, OnlyReviewersAndAdministratorsDecide) {
    for (const Role role :
         {Role::viewer, Role::field, Role::planner, Role::caseworker, Role::security, Role::auditor})
        EXPECT_FALSE(permitted(signed_in(role), Verb::decide)) << to_string(role);
    EXPECT_TRUE(permitted(signed_in(Role::reviewer), Verb::decide));
    EXPECT_TRUE(permitted(signed_in(Role::admin), Verb::decide));
}

TEST(Access, CasesAreForThoseWhoKeepThemAndReliefForFewer) {
    for (const Role role : {Role::viewer, Role::field, Role::planner, Role::security, Role::auditor}) {
        EXPECT_FALSE(permitted(signed_in(role), Verb::keep_cases)) << to_string(role);
        EXPECT_FALSE(permitted(signed_in(role), Verb::keep_relief)) << to_string(role);
    }
    EXPECT_TRUE(permitted(signed_in(Role::reviewer), Verb::keep_cases));
    EXPECT_FALSE(permitted(signed_in(Role::reviewer), Verb::keep_relief));
    for (const Role role : {Role::caseworker, Role::admin}) {
        EXPECT_TRUE(permitted(signed_in(role), Verb::keep_cases)) << to_string(role);
        EXPECT_TRUE(permitted(signed_in(role), Verb::keep_relief)) << to_string(role);
    }
    Caller anybody;
    anybody.public_level = PublicLevel::household_points;
    EXPECT_FALSE(permitted(anybody, Verb::keep_cases));
    EXPECT_FALSE(permitted(anybody, Verb::keep_relief));
}

TEST(Access, OutOfScopeIsAsIfItWereNotThere) {
    const auto county = grid("AB");
    const Caller caller = signed_in(Role::field, village_code('A'));
    EXPECT_TRUE(visible_area(caller, county, village_code('A').view()));
    EXPECT_EQ(visible_area(caller, county, village_code('B').view()).error().code, ErrorCode::not_found);
    EXPECT_EQ(visible_area(caller, county, "410199").error().code, ErrorCode::not_found);
    EXPECT_FALSE(in_scope(caller, county, no_area));
    EXPECT_TRUE(in_scope(signed_in(Role::admin), county, no_area));
}

TEST(Access, AScopeThatThisEditionDoesNotKnowSeesNothing) {
    const auto county = grid("AB");
    const Caller caller = signed_in(Role::field, area_code("999999"));
    for (AreaIndex area = 0; area < county.size(); ++area) EXPECT_FALSE(in_scope(caller, county, area));
    EXPECT_EQ(scope_root(caller, county), no_area);
}

TEST(Access, RolesRoundTrip) {
    for (const char* name :
         {"viewer", "field", "reviewer", "planner", "caseworker", "security", "auditor", "admin"})
        EXPECT_EQ(to_string(*parse_role(name)), name);
    EXPECT_FALSE(parse_role("queen"));
}

}  // namespace
}  // namespace courtyard

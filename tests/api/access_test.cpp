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
    for (const Role role : {Role::reviewer, Role::admin}) {
        EXPECT_TRUE(permitted(signed_in(role), Verb::keep_cases)) << to_string(role);
        EXPECT_FALSE(permitted(signed_in(role), Verb::keep_relief)) << to_string(role);
    }
    EXPECT_TRUE(permitted(signed_in(Role::caseworker), Verb::keep_cases));
    EXPECT_TRUE(permitted(signed_in(Role::caseworker), Verb::keep_relief));
    Caller anybody;
    anybody.public_level = PublicLevel::household_points;
    EXPECT_FALSE(permitted(anybody, Verb::keep_cases));
    EXPECT_FALSE(permitted(anybody, Verb::keep_relief));
}

std::vector<std::string> rights_of(Role role) {
    std::vector<std::string> rights;
    for (std::size_t i = 0; i <= static_cast<std::size_t>(Verb::own_account); ++i)
        if (const auto verb = static_cast<Verb>(i); permitted(signed_in(role), verb))
            rights.emplace_back(to_string(verb));
    return rights;
}

TEST(Access, ThreeAdministratorsShareWhatNoneMayDoAlone) {
    EXPECT_EQ(rights_of(Role::security),
              (std::vector<std::string>{"see_aggregates", "manage_accounts", "own_account"}));
    EXPECT_EQ(rights_of(Role::auditor), (std::vector<std::string>{"read_audit", "own_account"}));
    for (const Verb verb : {Verb::manage_accounts, Verb::read_audit, Verb::keep_relief})
        EXPECT_FALSE(permitted(signed_in(Role::admin), verb)) << to_string(verb);
    for (const Role role : {Role::viewer, Role::field, Role::reviewer, Role::planner, Role::caseworker})
        for (const Verb verb : {Verb::manage_accounts, Verb::read_audit})
            EXPECT_FALSE(permitted(signed_in(role), verb)) << to_string(role);
}

TEST(Access, ATokenIsGoodForWhatItSaysAndNeverForMoreThanTheRole) {
    Caller caller = signed_in(Role::field);
    caller.verbs = VerbSet::none();
    caller.verbs.add(Verb::upload_inspections);
    caller.verbs.add(Verb::decide);
    EXPECT_TRUE(permitted(caller, Verb::upload_inspections));
    EXPECT_FALSE(permitted(caller, Verb::decide)) << "the role may not";
    EXPECT_FALSE(permitted(caller, Verb::see_aggregates)) << "the token does not say so";
}

TEST(Access, WithAPasswordForOneUseOneChangesIt) {
    Caller caller = signed_in(Role::admin);
    caller.must_change = true;
    EXPECT_TRUE(permitted(caller, Verb::own_account));
    EXPECT_FALSE(permitted(caller, Verb::see_aggregates));
}

TEST(Access, RightsRoundTrip) {
    for (std::size_t i = 0; i <= static_cast<std::size_t>(Verb::own_account); ++i)
        EXPECT_EQ(*parse_verb(to_string(static_cast<Verb>(i))), static_cast<Verb>(i));
    EXPECT_FALSE(parse_verb("rule"));
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

// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/watched_look.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/api/a_request.h"

namespace courtyard {
namespace {

using testing::Contains;
using testing::IsSupersetOf;
using testing::Not;

std::optional<Deed> look(Role role, Method method, std::vector<std::string> segments, Fields query = {}) {
    static std::vector<std::string> kept;
    kept = std::move(segments);
    const auto search = find_route(method, kept);
    RequestHead head = a_request(std::move(query));
    head.method = method;
    Caller caller{"someone", role, {}, false, PublicLevel::nothing};
    caller.address = "10.0.0.1";
    return look_of(*search.match->route, head, caller, search.match->captured);
}

TEST(WatchedLook, TellsWhoLookedAtWhomFromWhere) {
    const auto told =
        look(Role::reviewer, Method::get, {"api", "households", "H-7", "history"}, {{"lang", "en"}});
    ASSERT_TRUE(told);
    EXPECT_EQ(told->verb, "look");
    EXPECT_EQ(told->account, "someone");
    EXPECT_EQ(told->address, "10.0.0.1");
    EXPECT_EQ(told->kind, "household");
    EXPECT_EQ(told->subject, "H-7");
    EXPECT_EQ(told->detail, "/api/households/{id}/history");
}

TEST(WatchedLook, EveryReadThatShowsNamesCasesReliefOrTheAuditIsWatched) {
    std::vector<std::string> watched;
    for (const Route& route : routes())
        if (route.method == Method::get && route.door == RouteDoor::guarded && is_watched(route.verb))
            watched.emplace_back(route.pattern);
    EXPECT_THAT(watched,
                IsSupersetOf({"/api/households/{id}", "/api/households/{id}/history", "/api/inspections/{id}",
                              "/api/inspections/{id}/photos/{sha256}", "/api/cases",
                              "/api/cases/{id}/history", "/api/relief", "/api/relief/{id}/history",
                              "/api/flags", "/api/audit", "/api/audit/verification", "/api/accounts"}));
    EXPECT_THAT(watched, Not(Contains("/api/progress")));
    // What the role may not reach by `see_households` alone has no other door: each verb that shows a person
    // is watched.
    for (const Verb verb : {Verb::see_households, Verb::see_originals, Verb::decide, Verb::keep_cases,
                            Verb::keep_relief, Verb::manage_accounts, Verb::read_audit})
        EXPECT_TRUE(is_watched(verb)) << to_string(verb);
}

TEST(WatchedLook, ADryRunShowsWhatIsHeldAndIsWatched) {
    EXPECT_TRUE(look(Role::reviewer, Method::post, {"api", "imports"}, {{"dry_run", "true"}}));
    EXPECT_FALSE(look(Role::reviewer, Method::post, {"api", "imports"}))
        << "an import is a change and told as one";
    EXPECT_TRUE(look(Role::reviewer, Method::get, {"api", "imports", "b1"}));
    EXPECT_FALSE(look(Role::reviewer, Method::get, {"api", "imports"}));
}

TEST(WatchedLook, DownloadsOfHouseholdsAreWatchedAndThoseOfAreasAreNot) {
    EXPECT_TRUE(look(Role::planner, Method::get, {"api", "exports", "courtyards.csv"}));
    EXPECT_TRUE(look(Role::planner, Method::get, {"api", "exports", "inspections.shp.zip"}));
    EXPECT_FALSE(look(Role::planner, Method::get, {"api", "exports", "villages.csv"}));
    EXPECT_FALSE(look(Role::planner, Method::get, {"api", "exports", "coverage.tif"}));
    const auto fetched = look(Role::reviewer, Method::get, {"api", "jobs", "j", "file"});
    ASSERT_TRUE(fetched) << "it may be of households";
    EXPECT_EQ(fetched->detail, "/api/jobs/{id}/file");
    EXPECT_EQ(fetched->kind, "export");
    EXPECT_EQ(fetched->subject, "j");
    EXPECT_FALSE(look(Role::planner, Method::get, {"api", "jobs", "j", "file"}));
    EXPECT_FALSE(look(Role::reviewer, Method::get, {"api", "jobs", "j"}));
    EXPECT_FALSE(look(Role::planner, Method::get, {"api", "progress"}));
    EXPECT_TRUE(look(Role::reviewer, Method::get, {"api", "progress", "explain"})) << "it lists households";
    EXPECT_FALSE(look(Role::viewer, Method::get, {"api", "progress", "explain"}))
        << "to a viewer it does not";
}

TEST(WatchedLook, AnOriginalIsToldApart) {
    const auto told =
        look(Role::reviewer, Method::get, {"api", "inspections", "i", "photos", "s"}, {{"size", "original"}});
    EXPECT_EQ(told->detail, "/api/inspections/{id}/photos/{sha256} (original)");
}

TEST(WatchedLook, WhatAClientWritesIsNoWordOfOurs) {
    EXPECT_EQ(look(Role::caseworker, Method::get, {"api", "cases"}, {{"area", "4101\n99"}})->area, "");
    EXPECT_EQ(look(Role::caseworker, Method::get, {"api", "cases"}, {{"area", "410199"}})->area, "410199");
}

}  // namespace
}  // namespace courtyard

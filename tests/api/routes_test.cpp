// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/routes.h"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <set>

namespace courtyard {
namespace {

RouteSearch find(Method method, std::vector<std::string> segments) {
    static std::vector<std::string> kept;
    kept = std::move(segments);
    return find_route(method, kept);
}

TEST(Routes, CaptureWhatTheBracesStandFor) {
    const auto tile = find(Method::get, {"tiles", "areas,courtyards", "9", "416", "204.mvt"});
    ASSERT_TRUE(tile.match);
    EXPECT_EQ(tile.match->route->pattern, "/tiles/{layers}/{z}/{x}/{y}.mvt");
    EXPECT_EQ(tile.match->captured, (std::vector<std::string_view>{"areas,courtyards", "9", "416", "204"}));
}

TEST(Routes, ALiteralEndingIsPartOfThePath) {
    EXPECT_FALSE(find(Method::get, {"tiles", "areas", "9", "416", "204.png"}).match);
    EXPECT_FALSE(find(Method::get, {"tiles", "areas", "9", "416", ".mvt"}).match);
}

TEST(Routes, HeadIsAnsweredByTheGetRoute) {
    EXPECT_EQ(find(Method::head, {"healthz"}).match->route->pattern, "/healthz");
}

TEST(Routes, AKnownPathTellsItsMethods) {
    const auto search = find(Method::post, {"api", "inspections", "x"});
    EXPECT_FALSE(search.match);
    EXPECT_EQ(search.allowed, (std::vector<Method>{Method::put, Method::get}));
}

TEST(Routes, AnUnknownPathOfTheInterfaceIsNotAPage) {
    EXPECT_FALSE(find(Method::get, {"api", "nothing"}).match);
    EXPECT_TRUE(find(Method::get, {"api", "nothing"}).allowed.empty());
    EXPECT_TRUE(find(Method::get, {"assets", "index.js"}).match);
    EXPECT_TRUE(find(Method::get, {}).match);
}

TEST(Routes, EachMethodAndPatternStandsOnce) {
    std::set<std::pair<Method, std::string_view>> seen;
    for (const Route& route : routes())
        EXPECT_TRUE(seen.emplace(route.method, route.pattern).second) << route.pattern;
}

TEST(Routes, EveryRouteIsDescribedInTheInterfaceDocument) {
    std::ifstream file(COURTYARD_ROOT "/docs/API.md");
    const std::string text{std::istreambuf_iterator<char>(file), {}};
    for (const Route& route : routes())
        EXPECT_NE(text.find(std::string(to_string(route.method)) + " " + std::string(route.pattern) + "`"),
                  std::string::npos)
            << to_string(route.method) << ' ' << route.pattern;
}

TEST(Routes, NothingIsWrittenByAnybodyInParticular) {
    for (const Route& route : routes()) {
        if (route.method == Method::get || route.pattern == "/api/session") continue;
        EXPECT_EQ(route.door, Door::guarded) << route.pattern;
        for (const auto level :
             {PublicLevel::nothing, PublicLevel::aggregates, PublicLevel::household_points}) {
            Caller anybody;
            anybody.public_level = level;
            EXPECT_FALSE(permitted(anybody, route.verb)) << route.pattern;
        }
    }
}

}  // namespace
}  // namespace courtyard

// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/routes.h"

#include <gtest/gtest.h>

#include <array>
#include <fstream>
#include <iterator>
#include <set>
#include <utility>

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

TEST(Routes, ANameGoesBeforeBraces) {
    EXPECT_EQ(find(Method::get, {"api", "exports", "coverage.tif"}).match->route->pattern,
              "/api/exports/coverage.tif");
    EXPECT_EQ(find(Method::get, {"api", "exports", "villages.csv"}).match->route->pattern,
              "/api/exports/{file}");
    EXPECT_EQ(find(Method::put, {"api", "exports", "coverage.tif"}).allowed,
              (std::vector<Method>{Method::get}));
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

TEST(Routes, PlacesAreWrittenAsFeaturesAndNothingElse) {
    const auto items = find(Method::options, {"ogc", "collections", "help-points", "items"});
    EXPECT_EQ(items.allowed, (std::vector<Method>{Method::get, Method::post}));
    const auto item = find(Method::options, {"ogc", "collections", "bases", "items", "x"});
    EXPECT_EQ(item.allowed, (std::vector<Method>{Method::get, Method::put, Method::patch, Method::del}));
    EXPECT_EQ(find(Method::post, {"ogc", "collections", "courtyards", "items"}).allowed,
              (std::vector<Method>{Method::get}));
}

TEST(Routes, AnUnknownPathOfTheInterfaceIsNotAPage) {
    EXPECT_FALSE(find(Method::get, {"api", "nothing"}).match);
    EXPECT_TRUE(find(Method::get, {"api", "nothing"}).allowed.empty());
    EXPECT_TRUE(find(Method::get, {"assets", "index.js"}).match);
    EXPECT_TRUE(find(Method::get, {}).match);
}

/// A path that a pattern fits: each `{...}` stands for a word.
std::vector<std::string> path_of(std::string_view pattern) {
    std::vector<std::string> segments;
    std::string segment;
    bool inside = false;
    for (const char c : pattern.substr(1)) {
        if (c == '/') {
            segments.push_back(std::exchange(segment, {}));
        } else if (c == '{') {
            inside = true;
            segment += "word";
        } else if (c == '}') {
            inside = false;
        } else if (!inside) {
            segment += c;
        }
    }
    segments.push_back(segment);
    return segments;
}

TEST(Routes, EachPathTellsExactlyTheMethodsItHas) {
    constexpr std::array all{Method::get,   Method::head, Method::post,   Method::put,
                             Method::patch, Method::del,  Method::options};
    for (const Route& route : routes()) {
        const auto segments = path_of(route.pattern);
        std::set<Method> known;
        for (const Route& other : routes()) {
            if (find_route(other.method, segments).match &&
                find_route(other.method, segments).match->route->pattern == other.pattern)
                known.insert(other.method);
        }
        ASSERT_TRUE(known.contains(route.method)) << route.pattern;
        if (known.contains(Method::get)) known.insert(Method::head);
        for (const Method method : all) {
            const auto search = find_route(method, segments);
            EXPECT_EQ(search.match.has_value(), known.contains(method))
                << to_string(method) << ' ' << route.pattern;
            if (search.match) continue;
            std::set<Method> told(search.allowed.begin(), search.allowed.end());
            if (told.contains(Method::get)) told.insert(Method::head);
            EXPECT_EQ(told, known) << route.pattern;
        }
    }
    EXPECT_EQ(allow_list(std::array{Method::get, Method::put}), "OPTIONS, GET, HEAD, PUT");
}

TEST(Routes, CostTheBudgetOfWhatTheyDo) {
    const auto budget = [](Method method, std::vector<std::string> segments) {
        return budget_of(*find(method, std::move(segments)).match->route);
    };
    EXPECT_EQ(budget(Method::post, {"api", "session"}), Budget::passwords);
    EXPECT_EQ(budget(Method::get, {"api", "exports", "villages.csv"}), Budget::exports);
    EXPECT_EQ(budget(Method::put, {"api", "inspections", "x"}), Budget::uploads);
    EXPECT_EQ(budget(Method::put, {"api", "imports", "x"}), Budget::uploads);
    EXPECT_EQ(budget(Method::patch, {"ogc", "collections", "bases", "items", "x"}), Budget::uploads);
    EXPECT_EQ(budget(Method::get, {"api", "imports", "x"}), Budget::requests);
    EXPECT_EQ(budget(Method::get, {"api", "progress"}), Budget::requests);
    EXPECT_EQ(budget(Method::post, {"api", "decisions"}), Budget::requests);
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
        // Who stops an export that nobody in particular asked for knows its id, and writes nothing.
        const bool writes = route.pattern != "/api/session" && route.pattern != "/api/jobs/{id}";
        if (route.method == Method::get || !writes) continue;
        EXPECT_EQ(route.door, RouteDoor::guarded) << route.pattern;
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

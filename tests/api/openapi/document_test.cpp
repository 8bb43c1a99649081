// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/openapi/document.h"

#include <gtest/gtest.h>
#include <simdjson.h>

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "api/openapi/interface_book.h"
#include "api/routes.h"

namespace courtyard {
namespace {

/// What stands in the braces of a pattern.
std::vector<std::string> captured_names(std::string_view pattern) {
    std::vector<std::string> names;
    for (auto at = pattern.find('{'); at != std::string_view::npos; at = pattern.find('{', at + 1))
        names.emplace_back(pattern.substr(at + 1, pattern.find('}', at) - at - 1));
    return names;
}

std::vector<std::string> names_of(const std::vector<SchemaMember>& members) {
    std::vector<std::string> names;
    for (const SchemaMember& one : members) names.push_back(one.name);
    return names;
}

TEST(InterfaceBook, DescribesEachRouteOfTheTableOnceAndNothingElse) {
    const auto book = read_interface_book();
    ASSERT_TRUE(book) << book.error().name << ": " << book.error().detail.en;
    EXPECT_EQ(book->routes.size(), routes().size());
}

TEST(InterfaceBook, DeclaresWhatStandsInTheBracesOfEachPattern) {
    for (const DescribedRoute& one : interface_book().routes)
        EXPECT_EQ(names_of(one.path), captured_names(one.route->pattern)) << one.route->pattern;
}

TEST(InterfaceBook, NoParameterIsDeclaredTwice) {
    for (const DescribedRoute& one : interface_book().routes) {
        auto names = names_of(one.query);
        if (one.route->times == Times::two) names.insert(names.end(), {"as_of", "revision"});
        if (one.route->method == Method::get) names.insert(names.end(), {"lang", "v"});
        EXPECT_EQ(std::set(names.begin(), names.end()).size(), names.size()) << one.route->pattern;
    }
}

TEST(InterfaceBook, EverySubjectIsToldInBothLanguages) {
    for (const DescribedRoute& one : interface_book().routes) {
        EXPECT_FALSE(one.route->summary.zh.empty() || one.route->summary.en.empty()) << one.route->pattern;
        EXPECT_EQ(one.operation->about.zh.empty(), one.operation->about.en.empty()) << one.route->pattern;
    }
    for (const OperationGroup& group : operation_groups())
        EXPECT_FALSE(group.name.zh.empty() || group.name.en.empty()) << group.tag;
}

TEST(InterfaceBook, WhatIsSentHasABody) {
    for (const DescribedRoute& one : interface_book().routes) {
        if (one.route->terms.body_limit == 0) {
            EXPECT_TRUE(one.body.empty()) << one.route->pattern;
        }
        EXPECT_FALSE(one.answers.empty()) << one.route->pattern;
    }
}

TEST(OpenApi, IsReadableInBothLanguagesAndNamesEachOperationOnce) {
    for (const Language language : {Language::zh, Language::en}) {
        simdjson::dom::parser parser;
        const auto document = parser.parse(interface_document(language)).value();
        EXPECT_EQ(document["openapi"].get_string().value(), "3.0.3");
        std::set<std::string> ids;
        std::size_t operations = 0;
        for (const auto path : document["paths"].get_object())
            for (const auto operation : path.value.get_object()) {
                ids.emplace(operation.value["operationId"].get_string().value());
                ++operations;
            }
        EXPECT_EQ(operations, routes().size());
        EXPECT_EQ(ids.size(), operations);
    }
}

TEST(OpenApi, TheViewOfOgcHasEachCollectionByName) {
    const std::vector<LayerName> layers{{AreaLevel::village}, {PointKind::bases}};
    simdjson::dom::parser parser;
    const auto document = parser.parse(ogc_document(Language::en, layers)).value();
    EXPECT_EQ(document["servers"].at(0)["url"].get_string().value(), "/ogc");
    const auto paths = document["paths"];
    for (const auto* path : {"/", "/conformance", "/api", "/collections", "/collections/villages",
                             "/collections/bases/items", "/collections/villages/items/{feature}"})
        EXPECT_EQ(paths.at_key(path).error(), simdjson::SUCCESS) << path;
    EXPECT_NE(paths.at_key("/collections/{id}").error(), simdjson::SUCCESS);
    EXPECT_NE(paths.at_key("/collections/courtyards").error(), simdjson::SUCCESS);
    EXPECT_NE(paths.at_key("/collections/help-points/items").error(), simdjson::SUCCESS)
        << "where they are edited stands there by name";
    for (const auto path : paths.get_object())
        for (const auto operation : path.value.get_object())
            for (const auto parameter : operation.value["parameters"].get_array())
                if (const auto place = parameter["in"];
                    place.error() == simdjson::SUCCESS && place.get_string().value() == "path") {
                    EXPECT_NE(parameter["name"].get_string().value(), "id");
                }
}

TEST(OpenApi, TheAttributesOfACollectionAreParametersOfItsItems) {
    const std::vector<LayerName> layers{{AreaLevel::village}};
    simdjson::dom::parser parser;
    const auto document = parser.parse(ogc_document(Language::en, layers)).value();
    std::set<std::string> names;
    for (const auto parameter :
         document["paths"]["/collections/villages/items"]["get"]["parameters"].get_array())
        if (const auto name = parameter["name"]; name.error() == simdjson::SUCCESS)
            names.emplace(name.get_string().value());
    for (const auto* name : {"code", "name", "level", "parent", "limit", "bbox-crs"})
        EXPECT_TRUE(names.contains(name)) << name;
    EXPECT_FALSE(names.contains("attributes"));
}

TEST(OpenApi, SaysWhoMayAsk) {
    simdjson::dom::parser parser;
    const auto document = parser.parse(interface_document(Language::en)).value();
    const auto relief = document["paths"]["/api/relief"]["get"];
    EXPECT_EQ(relief["x-roles"].get_array().size(), 1U);
    EXPECT_EQ(relief["x-roles"].at(0).get_string().value(), "caseworker");
    EXPECT_NE(relief["security"].error(), simdjson::SUCCESS) << "that of the document";
    EXPECT_EQ(document["paths"]["/healthz"]["get"]["security"].at(0).get_object().size(), 0U);
}

}  // namespace
}  // namespace courtyard

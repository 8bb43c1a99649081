// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/openapi/notation.h"

#include <gtest/gtest.h>

namespace courtyard {
namespace {

std::string schema_of(std::string_view text, const SchemaBook& book = {}) {
    Json json;
    write_schema(json, parse_schema(text, book).value(), Language::en);
    return json.text();
}

std::string example_of(std::string_view text, const SchemaBook& book = {}) {
    Json json;
    write_example(json, parse_schema(text, book).value(), book);
    return json.text();
}

TEST(Notation, WritesObjectsWithWhatTheyMustHave) {
    EXPECT_EQ(schema_of("{ code: text, share?: number }"),
              R"({"type":"object","required":["code"],"properties":{"code":{"type":"string"},)"
              R"("share":{"type":"number","format":"double"}}})");
}

TEST(Notation, ANullValueNeedsAType) {
    EXPECT_EQ(schema_of("int?"), R"({"type":"integer","format":"int64","nullable":true})");
    EXPECT_EQ(schema_of("Area?"),
              R"({"anyOf":[{"$ref":"#/components/schemas/Area"},{"$ref":"#/components/schemas/Null"}]})");
    EXPECT_EQ(schema_of("\"a\"|\"b\""), R"({"type":"string","enum":["a","b"]})");
}

TEST(Notation, TellsRangesDefaultsAndExamples) {
    EXPECT_EQ(schema_of("int 1..500 default 100"),
              R"({"type":"integer","format":"int64","minimum":1,"maximum":500,"default":100})");
    EXPECT_EQ(schema_of("text 2..12 = 410199"),
              R"({"type":"string","minLength":2,"maxLength":12,"example":"410199"})");
    EXPECT_EQ(schema_of("text = \"410199\""), R"({"type":"string","example":"410199"})");
    EXPECT_EQ(schema_of("text = 3.0.0"), R"({"type":"string","example":"3.0.0"})");
}

TEST(Notation, ACommentBelongsToWhatStandsBeforeIt) {
    const auto members = parse_members("a: int // 甲 | first\nb?: text, c // 丙 | third\n", {});
    ASSERT_TRUE(members) << members.error().detail.en;
    ASSERT_EQ(members->size(), 3U);
    EXPECT_EQ((*members)[0].schema.about, (Text{"甲", "first"}));
    EXPECT_FALSE((*members)[1].required);
    EXPECT_EQ((*members)[1].schema.about, Text{});
    EXPECT_EQ((*members)[2].schema.kind, Schema::Kind::anything);
    EXPECT_EQ((*members)[2].schema.about.en, "third");
}

TEST(Notation, TakesOverTheMembersOfAnother) {
    SchemaBook book;
    ASSERT_TRUE(add_schemas(book, "Area = { code: text = \"1\" }\nRow = { ...Area, n: int = 7 }\n"));
    EXPECT_EQ(example_of("[Row]", book), R"([{"code":"1","n":7}])");
}

TEST(Notation, MakesAnExampleThatFits) {
    EXPECT_EQ(example_of("{ a: int 3.., b: \"x\"|\"y\", c: [bool], d: {*: int}, e: (text|int), f: null }"),
              R"({"a":3,"b":"x","c":[false],"d":{"name":1},"e":"text","f":null})");
}

TEST(Notation, SaysWhereItCannotBeRead) {
    SchemaBook book;
    const auto wrong = add_schemas(book, "A = { a: int }\nB = { b: }\n");
    ASSERT_FALSE(wrong);
    EXPECT_EQ(wrong.error().name, "notation.syntax");
    EXPECT_NE(wrong.error().detail.en.find("line 2"), std::string::npos) << wrong.error().detail.en;
    for (const auto* text :
         {"{ a: int", "[int", "{ ...Nobody }", "\"a\"|b", "int = ", "{ a: int // 只有中文\n }"})
        EXPECT_FALSE(parse_schema(text, {})) << text;
}

TEST(Notation, ANameStandsOnce) {
    SchemaBook book;
    EXPECT_FALSE(add_schemas(book, "A = int\nA = text\n"));
}

}  // namespace
}  // namespace courtyard

// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "data/read/text_encoding.h"
#include "tests/api/cql2/made_rows.h"

namespace courtyard {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

struct Fault {
    const char* filter;
    const char* name;
    int character;
};

void expect_said(std::initializer_list<Fault> faults) {
    for (const auto& [text, name, character] : faults) {
        SCOPED_TRACE(text);
        const auto filter = made_filter(text);
        ASSERT_FALSE(filter);
        const Error& error = filter.error();
        EXPECT_EQ(error.code, ErrorCode::invalid_input);
        EXPECT_EQ(error.name, name) << error.detail.en;
        EXPECT_EQ(error.subject, "filter");
        EXPECT_THAT(error.detail.en, StartsWith(fmt::format("filter, character {}: ", character)));
        EXPECT_THAT(error.detail.zh, StartsWith(fmt::format("筛选条件第 {} 个字符处：", character)));
    }
}

TEST(FilterFaults, Syntax) {
    expect_said({{"", "filter.syntax", 1},
                 {"THIS IS NOT A FILTER", "filter.property", 1},
                 {"id", "filter.type", 1},
                 {"id =", "filter.syntax", 5},
                 {"= 'a'", "filter.syntax", 1},
                 {"id = 'a", "filter.syntax", 6},
                 {"id == 'a'", "filter.syntax", 5},
                 {"id = 'a' AND", "filter.syntax", 13},
                 {"id = 'a' id", "filter.syntax", 10},
                 {"(id = 'a'", "filter.syntax", 10},
                 {"id = 'a')", "filter.syntax", 9},
                 {"id IN ()", "filter.syntax", 8},
                 {"id IN ('a'", "filter.syntax", 11},
                 {"id IS 'a'", "filter.syntax", 7},
                 {"id NOT 'a'", "filter.syntax", 8},
                 {"count BETWEEN 1 OR 2", "filter.syntax", 17},
                 {"count = 1e999", "filter.syntax", 9},
                 {"count = 12ab", "filter.syntax", 9},
                 {"id = \x01", "filter.syntax", 6},
                 {"id = 'a'; DROP TABLE x", "filter.syntax", 9},
                 {"状态＝'达标'", "filter.syntax", 3},
                 {"状态 = ‘达标’", "filter.syntax", 6},
                 {"状态 = '达标' 或 id='a'", "filter.syntax", 11},
                 {"a(id) = 'a'", "filter.syntax", 1},
                 {"NOT", "filter.syntax", 4},
                 {"id LIKE", "filter.syntax", 8},
                 {"\"id = 'a'", "filter.syntax", 1}});
}

TEST(FilterFaults, Attributes) {
    expect_said({{"status = 'a'", "filter.property", 1},
                 {"id = 'a' AND 村名 = 'x'", "filter.property", 14},
                 {"ID = 'a'", "filter.property", 1},
                 {"\"\" = 'a'", "filter.property", 1},
                 {"geom IS NULL", "filter.property", 1}});
}

TEST(FilterFaults, Types) {
    expect_said({{"id = 5", "filter.type", 6},
                 {"count = '5'", "filter.type", 9},
                 {"count = since", "filter.type", 9},
                 {"since > 5", "filter.type", 9},
                 {"since > 'yesterday'", "filter.syntax", 9},
                 {"since > DATE('2023-02-30')", "filter.syntax", 14},
                 {"since > DATE('2023/06/30')", "filter.syntax", 14},
                 {"since > TIMESTAMP('2023-06-30')", "filter.syntax", 19},
                 {"count LIKE '1%'", "filter.type", 1},
                 {"id LIKE name", "filter.type", 9},
                 {"CASEI(count) = 'a'", "filter.type", 7},
                 {"id + 1 = 2", "filter.type", 1},
                 {"NOT id", "filter.type", 5},
                 {"count AND TRUE", "filter.type", 1},
                 {"geometry = 'POINT(1 1)'", "filter.type", 1},
                 {"id = geometry", "filter.type", 6},
                 {"S_INTERSECTS(id, POINT(1 1))", "filter.type", 14},
                 {"S_INTERSECTS(geometry, 'a')", "filter.type", 24},
                 {"T_AFTER(count, DATE('2023-01-01'))", "filter.type", 9},
                 {"T_DURING(since, INTERVAL('2022-01-01','2022-12-31'))", "filter.type", 10},
                 {"T_INTERSECTS(since, INTERVAL('2023-01-01','2022-12-31'))", "filter.type", 21},
                 {"count BETWEEN 1 AND 'a'", "filter.type", 21},
                 {"count IN (1, 'a')", "filter.type", 14},
                 {"TRUE = 1", "filter.type", 8}});
}

TEST(FilterFaults, Geometry) {
    expect_said({{"S_INTERSECTS(geometry,POINT(90 180))", "filter.geometry", 29},
                 {"S_INTERSECTS(geometry,BBOX(1000000,1000000,2000000,2000000))", "filter.geometry", 23},
                 {"S_INTERSECTS(geometry,BBOX(1,2,3))", "filter.geometry", 23},
                 {"S_INTERSECTS(geometry,BBOX(1,5,3,2))", "filter.geometry", 23},
                 {"S_INTERSECTS(geometry,POINT(90))", "filter.syntax", 31},
                 {"S_INTERSECTS(geometry,POINT EMPTY)", "filter.property", 23},
                 {"S_INTERSECTS(geometry,POLYGON((0 0,1 0,1 1)))", "filter.geometry", 23},
                 {"S_INTERSECTS(geometry,POLYGON((0 0,1 1,1 0,0 1,0 0)))", "filter.geometry", 23},
                 {"S_INTERSECTS(geometry,LINESTRING(0 0))", "filter.geometry", 23},
                 {"S_INTERSECTS(geometry,LINESTRING(0 0,0 0))", "filter.geometry", 23},
                 {"S_INTERSECTS(geometry,POLYGON(0 0,1 1))", "filter.syntax", 31},
                 {"S_INTERSECTS(geometry,GEOMETRYCOLLECTION(id))", "filter.syntax", 42},
                 {"S_INTERSECTS(geometry)", "filter.syntax", 22},
                 {"S_BUFFER(geometry,POINT(1 1))", "filter.syntax", 1}});
}

std::string repeated(std::string_view text, int times) {
    std::string all;
    for (int i = 0; i < times; ++i) all += text;
    return all;
}

TEST(FilterBounds, RefusesWhatIsNestedTooDeeply) {
    const auto refused = [](const std::string& cql2) {
        const auto filter = made_filter(cql2);
        return filter ? "read" : filter.error().name;
    };
    EXPECT_EQ(refused(repeated("(", 10'000) + "TRUE" + repeated(")", 10'000)), "filter.too_deep");
    EXPECT_EQ(refused(repeated("(", 60'000)), "filter.too_deep");
    EXPECT_EQ(refused(repeated("NOT ", 10'000) + "TRUE"), "filter.too_deep");
    EXPECT_EQ(refused("count = " + repeated("-", 10'000) + "1"), "filter.too_deep");
    EXPECT_EQ(refused("count = " + repeated("2^", 10'000) + "1"), "filter.too_deep");
    EXPECT_EQ(refused("count = " + repeated("1+", 10'000) + "1"), "filter.too_deep");
    EXPECT_EQ(refused(repeated("CASEI(", 5'000) + "name" + repeated(")", 5'000) + "='a'"), "filter.too_deep");
    EXPECT_EQ(refused("S_INTERSECTS(geometry," + repeated("GEOMETRYCOLLECTION(", 3'000) + "POINT(1 1)" +
                      repeated(")", 3'000) + ")"),
              "filter.too_deep");
    EXPECT_EQ(refused(repeated("(", 150) + "TRUE" + repeated(")", 150)), "read");
}

TEST(FilterBounds, RefusesWhatIsAskedOfEveryRowTooOften) {
    const auto refused = [](const std::string& cql2) {
        const auto filter = made_filter(cql2);
        return filter ? "read" : filter.error().name;
    };
    // An attribute and a comparison each, and the OR of them all.
    EXPECT_EQ(refused("id='a'" + repeated(" OR id='a'", 498)), "read");
    EXPECT_EQ(refused("id='a'" + repeated(" OR id='a'", 499)), "filter.too_costly");
    EXPECT_EQ(refused("TRUE" + repeated(" AND TRUE", 5'000)), "filter.too_costly");
    EXPECT_EQ(refused("id IN (id" + repeated(",id", 1'000) + ")"), "filter.too_costly");
    EXPECT_EQ(refused("count IN (1" + repeated(",-2.5", 10'000) + ")"), "read");
    EXPECT_EQ(refused("id IN ('a'" + repeated(",'b'", 10'000) + ")"), "read");
    EXPECT_EQ(refused("since IN ('2023-01-01'" + repeated(",'2023-01-02'", 4'000) + ")"), "read");
    const Text said = made_filter("TRUE" + repeated(" AND TRUE", 5'000)).error().detail;
    EXPECT_THAT(said.en, HasSubstr("1000"));
    EXPECT_THAT(said.zh, HasSubstr("1000"));
}

TEST(FilterBounds, RefusesGeometriesOfTooManyPositions) {
    const auto refused = [](const std::string& cql2) {
        const auto filter = made_filter(cql2);
        return filter ? "read" : filter.error().name;
    };
    const auto points = [](int count) {
        return "S_INTERSECTS(geometry,MULTIPOINT(1 1" + repeated(",1 1", count - 1) + "))";
    };
    EXPECT_EQ(refused(points(5'000)), "read");
    EXPECT_EQ(refused(points(5'001)), "filter.too_costly");
    EXPECT_EQ(refused(points(3'000) + " OR " + points(3'000)), "filter.too_costly");
}

TEST(FilterBounds, RefusesWhatIsTooLong) {
    const auto filter = made_filter("id = '" + std::string(1 << 20, 'a') + "'");
    ASSERT_FALSE(filter);
    EXPECT_EQ(filter.error().name, "filter.too_long");
    EXPECT_LT(filter.error().detail.en.size(), 200U);
    EXPECT_TRUE(made_filter("id = '" + std::string(60'000, 'a') + "'"));
}

TEST(FilterFaultTexts, AreHelpfulShortAndUtf8) {
    const auto said = [](std::string_view cql2) { return made_filter(cql2).error().detail; };
    EXPECT_THAT(said("status = 'a'").en, HasSubstr("id, name, 状态, count, share, since, until, geometry"));
    EXPECT_THAT(said("id = 5").en, HasSubstr("single quotes"));
    EXPECT_THAT(said("状态＝'达标'").zh, HasSubstr("全角"));
    const Text long_one = said("id = 'a' '" + repeated("秘", 400) + "'");
    EXPECT_LT(long_one.zh.size(), 200U);
    EXPECT_TRUE(is_utf8(long_one.zh) && is_utf8(long_one.en));
    EXPECT_EQ(made_filter("id = '\xff'").error().name, "filter.syntax");
}

}  // namespace
}  // namespace courtyard

// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/cql2/filter.h"

#include <gtest/gtest.h>

#include <cmath>

#include "tests/api/cql2/made_rows.h"

namespace courtyard {
namespace {

struct Question {
    const char* filter;
    const char* ids;
};

void expect_found(std::initializer_list<Question> questions) {
    for (const auto& [filter, ids] : questions) EXPECT_EQ(matched(filter), ids) << filter;
}

TEST(FilterQuestions, Comparisons) {
    expect_found({{"id = 'a'", "a"},
                  {"\"id\"='a'", "a"},
                  {"状态 = '达标'", "ac"},
                  {"\"状态\" <> '达标'", "bd"},
                  {"name = 'O''Hara'", "c"},
                  {"name = 'O\\'Hara'", "c"},
                  {"count > 3", "bd"},
                  {"count >= 3", "abd"},
                  {"count<12", "ac"},
                  {"count <= 0", "c"},
                  {"share = 0.5", "a"},
                  {"share = 5e-1", "a"},
                  {"share < -1", "c"},
                  {"share > -.5", "ab"},
                  {"12 = count", "bd"},
                  {"'b' <= id", "bcde"},
                  {"since >= DATE('2023-01-01')", "bc"},
                  {"since > '2023-01-01'", "c"},
                  {"since = TIMESTAMP('2022-12-31T16:00:00Z')", "b"},
                  {"since <= TIMESTAMP('2022-12-31T15:59:59Z')", "ad"},
                  {"TIMESTAMP('2022-01-01T00:00:00Z') < TIMESTAMP('2022-01-01T00:00:01Z')", "abcde"},
                  {"TRUE", "abcde"},
                  {"false", ""},
                  {"(id = 'a') = (count = 3)", "abcd"}});
}

TEST(FilterQuestions, Logic) {
    expect_found({{"count = 12 AND share = 100", "b"},
                  {"id='a' OR id='b' AND count=0", "a"},
                  {"(id='a' OR id='b') and count=12", "b"},
                  {"NOT id = 'a'", "bcde"},
                  {"not not id='a'", "a"},
                  {"NOT (count = 12)", "ac"},
                  {"count IS NULL", "e"},
                  {"count is not null", "abcd"},
                  {"share IS NULL OR until IS NULL", "bde"},
                  {"geometry IS NULL", "e"},
                  {"(count = 3) IS NULL", "e"},
                  {"(NOT (id='b') AND count=12) OR (id='a' and share=0.5) or not (id<'e')", "ade"}});
}

TEST(FilterQuestions, Advanced) {
    expect_found({{"name LIKE '王%'", "b"},
                  {"name LIKE '王_桥_'", "b"},
                  {"name LIKE '%桥%'", "b"},
                  {"name NOT LIKE '%a%'", "b"},
                  {"name LIKE '50\\% of\\_all'", "d"},
                  {"name LIKE '50_ of_all'", "d"},
                  {"name LIKE '50\\_%'", ""},
                  {"name LIKE '%'", "abcd"},
                  {"状态 LIKE ''", "d"},
                  {"状态 LIKE '_%'", "abc"},
                  {"count BETWEEN 3 AND 12", "abd"},
                  {"count NOT BETWEEN 3 AND 12", "c"},
                  {"count BETWEEN 12 AND 3", ""},
                  {"since between DATE('2022-01-01') and '2022-12-31'", "a"},
                  {"id IN ('c','a','x')", "ac"},
                  {"id NOT IN ('c','a','x')", "bde"},
                  {"count IN (0, 3)", "ac"},
                  {"since IN ('2022-04-16', '2022-04-17')", "a"},
                  {"count NOT IN (0)", "abd"},
                  {"count IN (7, -1, 3, 100, 0)", "ac"},
                  {"share IN (100, 7, -2.25)", "bc"},
                  {"count IN (12, share, 3)", "abd"},
                  {"count NOT IN (0, share)", "ab"},
                  {"since IN (TIMESTAMP('2023-01-01T00:00:00Z'), DATE('2021-12-31'))", "bd"},
                  {"CASEI(name) = CASEI('STRASSE')", "a"},
                  {"casei(name) like casei('o\\'h%')", "c"},
                  {"CASEI(name) IN (CASEI('strasse'), 'x')", "a"},
                  {"ACCENTI(CASEI(name)) = 'o\\'hara'", "c"}});
}

TEST(FilterQuestions, PropertiesAndArithmetic) {
    expect_found({{"since = until", "c"},
                  {"since < until", "ad"},
                  {"count > share", "ac"},
                  {"count + 1 = 4", "a"},
                  {"count * 2 - 1 = 23", "bd"},
                  {"-count = -3", "a"},
                  {"count / 0 = 1", ""},
                  {"(count / 0) IS NULL", "abcde"},
                  {"count % 5 = 2", "bd"},
                  {"count div 5 = 2", "bd"},
                  {"count ^ 2 = 9", "a"},
                  {"2 ^ 3 ^ 2 = 512 AND id='a'", "a"},
                  {"-2^2 = -4 AND id='a'", "a"},
                  {"2+3*4=14 and id='a'", "a"},
                  {"'a' = 'a'", "abcde"},
                  {"1 > 2", ""}});
}

TEST(FilterQuestions, Spatial) {
    expect_found({{"S_INTERSECTS(geometry, BBOX(112.9,27.9,113.6,28.6))", "ab"},
                  {"s_intersects(geometry,bbox(113,28,0,113.5,28.5,9))", "ab"},
                  {"S_INTERSECTS(geometry, POINT(113 28))", "a"},
                  {"S_INTERSECTS(POINT Z (113 28 5), geometry)", "a"},
                  {"S_WITHIN(geometry, BBOX(113,28,113.6,28.6))", "b"},
                  {"S_TOUCHES(geometry, BBOX(113,28,113.6,28.6))", "a"},
                  {"S_DISJOINT(geometry, BBOX(113,28,113.6,28.6))", "cd"},
                  {"NOT S_DISJOINT(geometry, BBOX(113,28,113.6,28.6))", "ab"},
                  {"S_WITHIN(geometry, POLYGON((112 27,114.5 27,112 29.5,112 27)))", "a"},
                  {"S_CONTAINS(POLYGON((112 27,114.5 27,112 29.5,112 27)), geometry)", "a"},
                  {"S_INTERSECTS(geometry,POLYGON((112 27,115 27,115 30,112 30,112 27),(112.9 "
                   "27.9,113.1 27.9,113.1 28.1,112.9 28.1,112.9 27.9)))",
                   "bcd"},
                  {"S_INTERSECTS(geometry,LINESTRING(113 28,114 29))", "abc"},
                  {"S_EQUALS(geometry,POINT(114 29))", "c"},
                  {"S_INTERSECTS(geometry,MULTIPOINT((114 29),(113 29)))", "cd"},
                  {"S_INTERSECTS(geometry,MULTIPOINT(114 29, 113 29))", "cd"},
                  {"S_INTERSECTS(geometry,MULTILINESTRING((113 28,113 28.2),(114 28,114 30)))", "ac"},
                  {"S_INTERSECTS(geometry,MULTIPOLYGON(((112.9 27.9,113.1 27.9,113 28.1,112.9 "
                   "27.9)),((113.9 28.9,114.1 28.9,114 29.1,113.9 28.9))))",
                   "ac"},
                  {"S_INTERSECTS(geometry,GEOMETRYCOLLECTION(POINT(113 28),LINESTRING(114 28,114 "
                   "30),POLYGON((113.4 28.4,113.6 28.4,113.5 28.6,113.4 28.4))))",
                   "abc"},
                  {"S_INTERSECTS(geometry,BBOX(114,-90,113,90))", "acd"},
                  {"S_INTERSECTS(geometry,BBOX(-180,-90,180,90))", "abcd"},
                  {"S_EQUALS(geometry, geometry)", "abcd"},
                  {"S_TOUCHES(geometry, geometry)", ""},
                  {"S_CROSSES(LINESTRING(0 0,2 2), POLYGON((1 1,3 1,3 3,1 3,1 1)))", "abcde"},
                  {"S_WITHIN(BBOX(0,0,1,1), BBOX(0,0,2,2))", "abcde"},
                  {"S_OVERLAPS(geometry,MULTIPOINT(114 29, 113 29))", ""}});
}

TEST(FilterQuestions, Temporal) {
    expect_found(
        {{"T_AFTER(since,DATE('2022-04-16'))", "bc"},
         {"t_before(since,date('2022-04-16'))", "d"},
         {"T_DISJOINT(since,DATE('2022-04-16'))", "bcd"},
         {"T_EQUALS(since,DATE('2022-04-16'))", "a"},
         {"T_INTERSECTS(since,INTERVAL('2022-01-01','2022-12-31'))", "a"},
         {"T_INTERSECTS(since,INTERVAL('..','2022-12-31'))", "ad"},
         {"T_AFTER(since,INTERVAL('2022-01-01','2022-12-31'))", "bc"},
         {"T_EQUALS(since,INTERVAL('2022-04-16','2022-04-16'))", "a"},
         {"T_DURING(INTERVAL(since,until),INTERVAL('2022-01-01','..'))", "ac"},
         {"T_CONTAINS(INTERVAL(since,until),INTERVAL('2022-06-01','2022-06-30'))", "ad"},
         {"T_STARTEDBY(INTERVAL(since,until),INTERVAL('2022-04-16','2022-04-20'))", "a"},
         {"T_INTERSECTS(since,TIMESTAMP('2022-12-31T16:00:00Z'))", "b"},
         {"T_BEFORE(since,TIMESTAMP('2022-12-31T16:00:00Z'))", "ad"},
         {"T_INTERSECTS(since,INTERVAL('2022-04-16T00:00:00+08:00','2022-12-31T16:00:00Z'))", "ab"}});
}

// What QGIS sends when it hands its expressions down.
TEST(FilterQuestions, Qgis) {
    expect_found({{"(((\"状态\" = '达标') AND (\"since\" >= DATE('2023-01-01'))))", "c"},
                  {"((\"name\" LIKE '王%') OR (\"count\" IN (0,3)))", "abc"},
                  {"(\"name\" IS NOT NULL) AND S_INTERSECTS(geometry,POLYGON((112.9 27.9, 112.9 "
                   "28.6, 113.6 28.6, 113.6 27.9, 112.9 27.9)))",
                   "ab"},
                  {"(CASEI(\"name\") LIKE CASEI('%STRAßE%'))", "a"},
                  {"((\"count\" + 1) BETWEEN 4 AND 13)", "abd"}});
}

TEST(Filter, TakesSqlInTextAsText) {
    EXPECT_EQ(matched("name = ''' OR 1=1; DROP TABLE households; --'"), "");
    EXPECT_EQ(matched("id = 'a' OR name = 'x''; DELETE FROM facts; --'"), "a");
}

TEST(Filter, TellsWhereItsRowsMayLie) {
    const auto bounds = [](const char* cql2) { return made_filter(cql2)->bounds(); };
    const Bounds box{113, 28, 114, 29};
    EXPECT_EQ(bounds("S_INTERSECTS(geometry,BBOX(113,28,114,29))"), box);
    EXPECT_EQ(bounds("id='a' AND S_WITHIN(geometry,BBOX(113,28,114,29))"), box);
    EXPECT_EQ(bounds("NOT S_DISJOINT(geometry,BBOX(113,28,114,29))"), box);
    EXPECT_EQ(bounds("NOT (id='a' OR S_DISJOINT(geometry,BBOX(113,28,114,29)))"), box);
    EXPECT_EQ(bounds("S_INTERSECTS(geometry,POINT(113 28)) OR S_EQUALS(geometry,POINT(114 29))"), box);
    EXPECT_EQ(
        bounds("S_INTERSECTS(geometry,BBOX(112,28,114,30)) AND S_INTERSECTS(geometry,BBOX(113,27,115,29))"),
        box);
    EXPECT_TRUE(bounds("S_INTERSECTS(geometry,POINT(1 1)) AND S_INTERSECTS(geometry,POINT(2 2))")->empty());
    EXPECT_TRUE(bounds("FALSE")->empty());
    for (const char* anywhere : {"TRUE", "id='a'", "S_DISJOINT(geometry,BBOX(113,28,114,29))",
                                 "NOT S_INTERSECTS(geometry,POINT(1 1))",
                                 "id='a' OR S_INTERSECTS(geometry,POINT(1 1))", "geometry IS NULL"})
        EXPECT_EQ(bounds(anywhere), std::nullopt) << anywhere;
}

TEST(Filter, SaysWhatItLooksAt) {
    const auto filter = made_filter("count > 3 AND since = until OR CASEI(name) LIKE 'a%'").value();
    std::string looked_at;
    for (std::size_t i = 0; i < made_fields().size(); ++i) looked_at += filter.needs(i) ? '1' : '0';
    EXPECT_EQ(looked_at, "0101011");
    EXPECT_FALSE(filter.needs_geometry());
    EXPECT_TRUE(made_filter("S_INTERSECTS(geometry,POINT(1 1))")->needs_geometry());
}

TEST(Filter, ReadsPositionsInItsOwnReferenceSystem) {
    const auto latitude_first = [](double lat, double lon) { return made_position(lon, lat); };
    const auto swapped =
        Filter::parse("S_INTERSECTS(geometry,BBOX(27.9,112.9,28.6,113.6))", made_fields(), latitude_first);
    ASSERT_TRUE(swapped);
    EXPECT_EQ(swapped->bounds(), (Bounds{112.9, 27.9, 113.6, 28.6}));
    // A system that is turned against the degrees: the sides of a box are followed.
    const auto turned = [](double x, double y) { return Result<LonLat>(LonLat{113 + x - y, 28 + x + y}); };
    const auto diamond = Filter::parse("S_INTERSECTS(geometry,BBOX(0,0,1,1))", made_fields(), turned);
    ASSERT_TRUE(diamond);
    EXPECT_EQ(diamond->bounds(), (Bounds{112, 28, 114, 30}));
    EXPECT_TRUE(diamond->matches(ExportRow{LonLat{113, 29}, {}}));
    EXPECT_FALSE(diamond->matches(ExportRow{LonLat{112.1, 28.1}, {}}));
}

}  // namespace
}  // namespace courtyard

// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "data/read/columns.h"

#include <gtest/gtest.h>

namespace courtyard {
namespace {

using Pairs = std::map<std::string, std::string>;

Result<ColumnMap> mapped(RecordKind kind, const std::vector<std::string>& columns, const Pairs& renamed = {},
                         const Pairs& fixed = {}, Geometry geometry = Geometry::none) {
    return map_columns(kind, columns, renamed, fixed, geometry);
}

TEST(Columns, KnowsTheChineseHeadersOfHouseholds) {
    const auto map = mapped(RecordKind::households, {"户号", "户主", "地址", "村代码", "经度", "纬度",
                                                     "登记日期", "状态", "达标日期", "摘牌日期"});
    ASSERT_TRUE(map.has_value());
    const std::map<std::string, std::size_t, std::less<>> expected{
        {"id", 0},  {"name", 1},          {"address", 2}, {"area", 3},         {"lon", 4},
        {"lat", 5}, {"registered_on", 6}, {"status", 7},  {"completed_on", 8}, {"revoked_on", 9}};
    EXPECT_EQ(map->column_of, expected);
    EXPECT_TRUE(map->ignored.empty());
}

TEST(Columns, EveryFieldIsKnownByItsOwnName) {
    for (const RecordKind kind :
         {RecordKind::areas, RecordKind::households, RecordKind::bases, RecordKind::help_points,
          RecordKind::children, RecordKind::targets, RecordKind::figures, RecordKind::decisions,
          RecordKind::inspections, RecordKind::cases, RecordKind::relief}) {
        std::vector<std::string> columns;
        for (const FieldSpec& field : fields_of(kind)) columns.emplace_back(field.name);
        const auto map = mapped(kind, columns);
        ASSERT_TRUE(map.has_value()) << to_string(kind) << ": " << map.error().detail.en;
        EXPECT_EQ(map->column_of.size(), columns.size()) << to_string(kind);
    }
}

TEST(Columns, NoHeaderStandsForTwoFieldsOfAKind) {
    for (const RecordKind kind :
         {RecordKind::areas, RecordKind::households, RecordKind::bases, RecordKind::help_points,
          RecordKind::children, RecordKind::targets, RecordKind::figures, RecordKind::decisions,
          RecordKind::inspections, RecordKind::cases, RecordKind::relief}) {
        std::map<std::string_view, std::string_view> owner;
        for (const FieldSpec& field : fields_of(kind)) {
            for (const std::string_view header : field.headers) {
                const auto [at, fresh] = owner.emplace(header, field.name);
                EXPECT_TRUE(fresh) << to_string(kind) << ": " << header << " is " << at->second << " and "
                                   << field.name;
            }
        }
    }
}

TEST(Columns, OverlookCaseBlanksUnderscoresHyphensAndWidth) {
    const auto map = mapped(RecordKind::targets, {" CAMPAIGN", "Indicator", "area_code", "ｐｅｒｉｏｄ",
                                                  "目标　值", "Approved-On"});
    ASSERT_TRUE(map.has_value()) << map.error().detail.en;
    EXPECT_EQ(map->column_of.at("area"), 2U);
    EXPECT_EQ(map->column_of.at("period"), 3U);
    EXPECT_EQ(map->column_of.at("value"), 4U);
    EXPECT_EQ(map->column_of.at("approved_on"), 5U);
}

TEST(Columns, UnderstandHeadersInBothLanguages) {
    const auto map = mapped(RecordKind::areas, {"代码 (code)", "名称（name）", "长度"});
    ASSERT_TRUE(map.has_value()) << map.error().detail.en;
    EXPECT_EQ(map->column_of.at("code"), 0U);
    EXPECT_EQ(map->column_of.at("name"), 1U);
    EXPECT_EQ(map->ignored, std::vector<std::string>{"长度"});
}

TEST(Columns, RefuseAMissingRequiredColumnAndNameWhatWouldDo) {
    const auto map = mapped(RecordKind::areas, {"name"});
    ASSERT_FALSE(map.has_value());
    EXPECT_EQ(map.error().name, "column.missing");
    EXPECT_EQ(map.error().subject, "code");
    EXPECT_NE(map.error().detail.en.find("行政区划代码"), std::string::npos);
}

TEST(Columns, RefuseTwoColumnsForOneFieldAndNameBoth) {
    const auto map = mapped(RecordKind::areas, {"code", "名称", "nom"});
    ASSERT_FALSE(map.has_value());
    EXPECT_EQ(map.error().name, "column.doubly_claimed");
    EXPECT_NE(map.error().detail.zh.find("名称"), std::string::npos);
    EXPECT_NE(map.error().detail.zh.find("nom"), std::string::npos);
}

TEST(Columns, WhatTheUserSaysWinsOverTheHeaders) {
    const auto map = mapped(RecordKind::areas, {"code", "名称", "nom", "CEN_2001"},
                            {{"nom", "name"}, {"CEN_2001", "code"}});
    ASSERT_TRUE(map.has_value()) << map.error().detail.en;
    EXPECT_EQ(map->column_of.at("name"), 2U);
    EXPECT_EQ(map->column_of.at("code"), 3U);
    EXPECT_EQ(map->ignored, (std::vector<std::string>{"code", "名称"}));
}

TEST(Columns, RefuseToMapWhatIsNotThere) {
    EXPECT_EQ(mapped(RecordKind::areas, {"code", "name"}, {{"kod", "code"}}).error().name, "column.unknown");
    EXPECT_EQ(mapped(RecordKind::areas, {"code", "name"}, {{"code", "kod"}}).error().name, "column.unknown");
    EXPECT_EQ(mapped(RecordKind::areas, {"code", "name"}, {}, {{"kod", "1"}}).error().name, "column.unknown");
}

TEST(Columns, AFixedValueStandsForARequiredColumnAndForEveryRow) {
    const auto map =
        mapped(RecordKind::inspections, {"household", "observed_at", "lon", "lat", "outcome", "campaign"}, {},
               {{"campaign", "beautiful-courtyard"}});
    ASSERT_TRUE(map.has_value()) << map.error().detail.en;
    const std::vector<std::string> row{"H1", "2023-06-30T09:00:00Z", "113", "34", "checked", "other"};
    EXPECT_EQ(map->value("campaign", row), "beautiful-courtyard");
    EXPECT_EQ(map->ignored, std::vector<std::string>{"campaign"});
}

TEST(Columns, RowsWithAGeometryNeedNoCoordinates) {
    const std::vector<std::string> columns{"household", "observed_at", "outcome", "campaign"};
    EXPECT_EQ(mapped(RecordKind::inspections, columns).error().subject, "lon");
    EXPECT_TRUE(mapped(RecordKind::inspections, columns, {}, {}, Geometry::point).has_value());
}

TEST(Columns, TrimValuesOfEveryKindOfBlank) {
    const auto map = mapped(RecordKind::areas, {"code", "name"});
    ASSERT_TRUE(map.has_value());
    const std::vector<std::string> row{"\t410199 \r", "　石桥　村 "};
    EXPECT_EQ(map->value("code", row), "410199");
    EXPECT_EQ(map->value("name", row), "石桥　村");
    EXPECT_EQ(map->value("parent", row), "");
}

TEST(RecordKind, IsReadFromItsNameAndNothingElse) {
    EXPECT_EQ(parse_record_kind("help-points"), RecordKind::help_points);
    EXPECT_EQ(to_string(RecordKind::help_points), "help-points");
    EXPECT_EQ(parse_record_kind("villages").error().name, "kind.unknown");
}

}  // namespace
}  // namespace courtyard

// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "geo/area_code.h"

#include <gtest/gtest.h>

#include <map>
#include <set>

namespace courtyard {
namespace {

AreaCode parsed(std::string_view text) { return AreaCode::parse(text).value(); }

TEST(AreaCode, KeepsDigitsAndLettersAsTheyAre) {
    EXPECT_EQ(parsed("410199101201").view(), "410199101201");
    EXPECT_EQ(parsed("2A041").view(), "2A041");
    EXPECT_EQ(parsed("a_b-c").view(), "a_b-c");
    EXPECT_EQ(parsed("0102").view(), "0102");
}

TEST(AreaCode, DropsSurroundingBlanksAndReadsFullWidthDigits) {
    EXPECT_EQ(parsed(" \t410199\r\n").view(), "410199");
    EXPECT_EQ(parsed("　４１０199　").view(), "410199");
}

TEST(AreaCode, RefusesWhatDoesNotFit) {
    for (const auto* text :
         {"", "  ", "4101 99", "410199.0", "村", "１２3Ａ", "1234567890123456", "４1\xEF\xBC"}) {
        const auto code = AreaCode::parse(text);
        ASSERT_FALSE(code.has_value()) << text;
        EXPECT_EQ(code.error().name, "area.bad_code");
        EXPECT_EQ(code.error().code, ErrorCode::invalid_input);
        EXPECT_FALSE(code.error().detail.zh.empty());
    }
    EXPECT_EQ(parsed("123456789012345").view().size(), 15U);
}

TEST(AreaCode, ComparesByBytes) {
    EXPECT_LT(parsed("2A041"), parsed("2B033"));
    EXPECT_LT(parsed("9"), parsed("A"));
    EXPECT_LT(parsed("Z"), parsed("a"));
    EXPECT_LT(parsed("41"), parsed("410"));
    EXPECT_LT(AreaCode{}, parsed("0"));
    EXPECT_EQ(std::hash<AreaCode>{}(parsed("41")), std::hash<AreaCode>{}(parsed(" 41")));
}

TEST(AreaCode, HasItsParentByTheStatisticalRule) {
    EXPECT_EQ(statistical_parent(parsed("410199101201")).view(), "410199101");
    EXPECT_EQ(statistical_parent(parsed("410199101")).view(), "410199");
    EXPECT_EQ(statistical_parent(parsed("410199")).view(), "4101");
    EXPECT_EQ(statistical_parent(parsed("4101")).view(), "41");
    EXPECT_TRUE(statistical_parent(parsed("41")).empty());
    EXPECT_TRUE(statistical_parent(parsed("14001")).empty());
    EXPECT_TRUE(statistical_parent(AreaCode{}).empty());
}

TEST(AreaLevel, FollowsFromTheLengthOfAChineseCode) {
    EXPECT_EQ(level_by_length(parsed("41")), AreaLevel::province);
    EXPECT_EQ(level_by_length(parsed("4101")), AreaLevel::prefecture);
    EXPECT_EQ(level_by_length(parsed("410199")), AreaLevel::county);
    EXPECT_EQ(level_by_length(parsed("410199101")), AreaLevel::township);
    EXPECT_EQ(level_by_length(parsed("410199101201")), AreaLevel::village);
    for (const auto* text : {"14001", "2A", "410199101201001"}) {
        const auto level = level_by_length(parsed(text));
        ASSERT_FALSE(level.has_value()) << text;
        EXPECT_EQ(level.error().code, ErrorCode::unsupported);
        EXPECT_EQ(level.error().subject, text);
    }
}

TEST(AreaLevel, IsReadInEnglishAndChinese) {
    const std::map<std::string, AreaLevel> words{
        {"village", AreaLevel::village},
        {"Villages", AreaLevel::village},
        {"村", AreaLevel::village},
        {"社区", AreaLevel::village},
        {"村(社区)", AreaLevel::village},
        {"村（社区）", AreaLevel::village},
        {"township", AreaLevel::township},
        {"乡镇", AreaLevel::township},
        {"街道", AreaLevel::township},
        {"镇", AreaLevel::township},
        {" COUNTY ", AreaLevel::county},
        {"counties", AreaLevel::county},
        {"县", AreaLevel::county},
        {"区", AreaLevel::county},
        {"县级市", AreaLevel::county},
        {"市", AreaLevel::prefecture},
        {"prefectures", AreaLevel::prefecture},
        {"自治州", AreaLevel::prefecture},
        {"省", AreaLevel::province},
        {"直辖市", AreaLevel::province},
    };
    for (const auto& [word, level] : words) EXPECT_EQ(parse_area_level(word), level) << word;
    EXPECT_EQ(parse_area_level("hamlet").error().name, "area.unknown_level");
    EXPECT_FALSE(parse_area_level("").has_value());
}

TEST(AreaLevel, ReadsItsOwnNames) {
    for (const auto level : area_levels) {
        EXPECT_EQ(parse_area_level(to_string(level)), level);
        EXPECT_EQ(parse_area_level(plural(level)), level);
        EXPECT_EQ(parse_area_level(name_of(level).zh), level);
        EXPECT_EQ(parse_area_level(name_of(level).en), level);
    }
}

}  // namespace
}  // namespace courtyard

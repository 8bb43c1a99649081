// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "geo/names/address_text.h"

#include <gtest/gtest.h>

#include <set>
#include <string>

#include "geo/names/character_variants.h"

namespace courtyard {
namespace {

std::string folded(std::string_view text) { return utf8_of(FoldedText(text).units()); }

TEST(FoldedText, MakesWidthCaseAndSeparatorsAlike) {
    EXPECT_EQ(folded("  Ａ座　１２－３，（东门） "), "a座 12 3 东门");
    EXPECT_EQ(folded("阿克·苏\u200B村"), "阿克苏村");
    EXPECT_EQ(folded("一\t\r\n、。"), "1");
}

TEST(FoldedText, ReadsTraditionalCharactersAndVariants) {
    EXPECT_EQ(folded("縣鄉鎮莊垻窪峯邨灣凃"), "县乡镇庄坝洼峰村湾涂");
}

TEST(FoldedText, WritesChineseNumbersInArabic) {
    EXPECT_EQ(folded("二十三组"), "23组");
    EXPECT_EQ(folded("十组一百零八号"), "10组108号");
    EXPECT_EQ(folded("八一村"), "81村");
    EXPECT_EQ(folded("三〇二室"), "302室");
    EXPECT_EQ(folded("红旗一12号"), "红旗1 12号");
    EXPECT_EQ(folded("12一组"), "12 1组");
}

TEST(FoldedText, KeepsCharactersBeyondTheFirstPlane) {
    EXPECT_EQ(folded("莫𐓓村"), "莫𐓓村");
    EXPECT_EQ(FoldedText("𐓓").units().size(), 2U);
}

TEST(FoldedText, RefusesWhatIsNoUtf8) {
    for (const auto* bad : {"\x80", "\xC0\xAF", "\xE4\xB8", "\xED\xA0\x80", "\xF5\x80\x80\x80", "村\xFF"}) {
        EXPECT_EQ(FoldedText(bad).fault(), TextFault::not_utf8);
        EXPECT_TRUE(FoldedText(bad).units().empty());
    }
    EXPECT_EQ(FoldedText(std::string(4097, 'a')).fault(), TextFault::too_long);
    EXPECT_EQ(FoldedText(std::string(4096, 'a')).units().size(), 4096U);
}

TEST(FoldedText, HoldsTheWorstCase) {
    std::string text;
    while (text.size() + 4 <= FoldedText::max_bytes) text += "百1";
    EXPECT_EQ(folded(text).substr(0, 12), "100 1 100 1 ");
}

TEST(FoldedName, DropsARemarkAtTheEndAndOpensOtherBrackets) {
    EXPECT_EQ(utf8_of(folded_name("松柏村委会（开发区）（省级）")), "松柏村委会");
    EXPECT_EQ(utf8_of(folded_name("阳光佳园（西）社区")), "阳光佳园西社区");
}

TEST(CharacterVariants, ArePairsWithoutChains) {
    const auto pairs = character_variants();
    ASSERT_EQ(pairs.size() % 2, 0U);
    std::set<char16_t> met;
    for (std::size_t i = 0; i < pairs.size(); i += 2) EXPECT_TRUE(met.insert(pairs[i]).second);
    for (std::size_t i = 1; i < pairs.size(); i += 2) EXPECT_FALSE(met.contains(pairs[i]));
}

}  // namespace
}  // namespace courtyard

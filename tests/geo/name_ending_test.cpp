// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "geo/names/name_ending.h"

#include <gtest/gtest.h>

#include <string>

#include "geo/names/address_text.h"

namespace courtyard {
namespace {

std::string core(std::string_view name, AreaLevel level = AreaLevel::village) {
    const auto folded = folded_name(name);
    return utf8_of(parts_of(folded, level).core);
}

TEST(NameEnding, LeavesTheCoreOfAVillage) {
    for (const auto* name :
         {"王庄村委会", "王庄村村委会", "王庄村民委员会", "王庄村村民委员会", "王庄社区居委会",
          "王庄社区居民委员会", "王庄社区", "王庄居委会", "王庄村", "王庄嘎查", "王庄村委员会"}) {
        EXPECT_EQ(core(name), "王庄") << name;
    }
}

TEST(NameEnding, KeepsTheVillageOfACoreOfOneCharacter) {
    EXPECT_EQ(core("王村村委会"), "王村");
    EXPECT_EQ(core("王村委会"), "王村");
    EXPECT_EQ(core("王村村民委员会"), "王村");
    EXPECT_EQ(core("第三村委会"), "第3");
    EXPECT_EQ(core("十村委会"), "10村");
}

TEST(NameEnding, KeepsWholeWhatHasNoEnding) {
    EXPECT_EQ(core("浓江农场第九管理区"), "浓江农场第9管理区");
    EXPECT_EQ(parts_of(u"某某生活区", AreaLevel::village).ending, Ending::whole);
    EXPECT_EQ(core("城区", AreaLevel::county), "城区");
    EXPECT_EQ(core("吉县", AreaLevel::county), "吉县");
    EXPECT_EQ(core("某某经济开发区", AreaLevel::township), "某某经济开发区");
}

TEST(NameEnding, TakesThePeoplesFromUpperNames) {
    EXPECT_EQ(core("印江土家族苗族自治县", AreaLevel::county), "印江");
    EXPECT_EQ(core("广西壮族自治区", AreaLevel::province), "广西");
    EXPECT_EQ(core("内蒙古自治区", AreaLevel::province), "内蒙古");
    EXPECT_EQ(core("柏树回族乡", AreaLevel::township), "柏树");
    EXPECT_EQ(core("巴音郭楞蒙古自治州", AreaLevel::prefecture), "巴音郭楞");
    EXPECT_EQ(core("浦东新区", AreaLevel::county), "浦东");
    EXPECT_EQ(core("市中区", AreaLevel::county), "市中");
    EXPECT_EQ(core("沙井街道", AreaLevel::township), "沙井");
}

TEST(NameEnding, FindsTheLongestEndingInAText) {
    EXPECT_EQ(village_ending_at(u"村村民委员会3组", u"王庄").length, 6U);
    EXPECT_EQ(village_ending_at(u"村3组", u"王庄").length, 1U);
    EXPECT_EQ(village_ending_at(u"委会", u"王村").length, 2U);
    EXPECT_EQ(village_ending_at(u"委会", u"王庄").length, 0U);
    EXPECT_EQ(upper_ending_at(u"土家族苗族自治县城关").length, 8U);
    EXPECT_EQ(upper_ending_at(u"街道办事处").length, 5U);
    EXPECT_EQ(upper_ending_at(u"土家族").length, 0U);
    EXPECT_EQ(upper_ending_at(u"").length, 0U);
}

TEST(NameEnding, KnowsPlaceholdersAndRoads) {
    EXPECT_TRUE(names_no_place(u"市辖区"));
    EXPECT_FALSE(names_no_place(u"石桥区"));
    EXPECT_TRUE(is_road(u"建设路"));
    EXPECT_FALSE(is_road(u"王庄"));
}

}  // namespace
}  // namespace courtyard

// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "data/read/row_words.h"

#include <gtest/gtest.h>

namespace courtyard {
namespace {

TEST(RowWords, StatusesAreUnderstoodInBothLanguages) {
    EXPECT_EQ(status_word("达标"), "accepted");
    EXPECT_EQ(status_word(" Needs_Work "), "needs_work");
    EXPECT_EQ(status_word("needs work"), "needs_work");
    EXPECT_EQ(status_word("摘牌"), "revoked");
    EXPECT_EQ(status_word("acepted").error().name, "status.unknown");
}

TEST(RowWords, EveryStatusOfTheMachineIsItsOwnWord) {
    for (const std::string_view status : {"registered", "recommended", "checked", "accepted", "published",
                                          "plaque", "needs_work", "rejected", "rechecked", "revoked"}) {
        EXPECT_EQ(status_word(status), std::string(status));
    }
}

TEST(RowWords, ACampaignMayHaveStatusesOfItsOwn) {
    EXPECT_EQ(campaign_status_word("提名").error().name, "status.unknown");
    EXPECT_EQ(campaign_status_word("nominated"), "nominated");
    EXPECT_EQ(campaign_status_word("挂牌"), "plaque");
}

TEST(RowWords, LevelsOfABase) {
    EXPECT_EQ(base_level_word("县级"), "county");
    EXPECT_EQ(base_level_word("县（市）级"), "county");
    EXPECT_EQ(base_level_word("市级"), "prefecture");
    EXPECT_EQ(base_level_word("Province"), "province");
    EXPECT_EQ(base_level_word("国家级").error().name, "level.unknown");
}

TEST(RowWords, KindsOfHelpPointsStayAsWrittenWhenTheyAreNotOurs) {
    EXPECT_EQ(help_point_kind_word("儿童之家"), "childrens_home");
    EXPECT_EQ(help_point_kind_word("未保站"), "protection_station");
    EXPECT_EQ(help_point_kind_word("Women's home"), "womens_home");
    EXPECT_EQ(help_point_kind_word("childrens_home"), "childrens_home");
    EXPECT_EQ(help_point_kind_word("四点半课堂"), "四点半课堂");
}

TEST(RowWords, APeriodIsThePlanOrAYear) {
    EXPECT_FALSE(period_word("plan").value());
    EXPECT_FALSE(period_word("总任务").value());
    EXPECT_EQ(period_word("2023").value(), 2023);
    EXPECT_EQ(period_word("２０２３年度").value(), 2023);
    EXPECT_EQ(period_word("1823").error().name, "period.unknown");
    EXPECT_EQ(period_word("2023Q1").error().name, "period.unknown");
}

}  // namespace
}  // namespace courtyard

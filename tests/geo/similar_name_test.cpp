// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "geo/names/similar_name.h"

#include <gtest/gtest.h>

namespace courtyard {
namespace {

TEST(SimilarName, ForgivesOneSlipInALongName) {
    EXPECT_EQ(slip_between(u"圪垱坪沟", u"圪档坪沟"), Slip::harmless);
    EXPECT_EQ(slip_between(u"圪垱坪坪沟", u"圪垱坪沟"), Slip::harmless);
    EXPECT_EQ(slip_between(u"圪垱峪坪", u"圪垱峪峪坪"), Slip::harmless);
    EXPECT_EQ(slip_between(u"垱圪坪", u"圪垱坪"), Slip::harmless);
}

TEST(SimilarName, SeesAnotherNameWhereVillagesAreToldApart) {
    EXPECT_EQ(slip_between(u"张家洼沟", u"李家洼沟"), Slip::another_name);
    EXPECT_EQ(slip_between(u"东圪垱坪", u"西圪垱坪"), Slip::another_name);
    EXPECT_EQ(slip_between(u"圪垱坪", u"大圪垱坪"), Slip::another_name);
    EXPECT_EQ(slip_between(u"圪档坪", u"圪垱坪"), Slip::another_name);  // three units
    EXPECT_EQ(slip_between(u"葛刘庄", u"刘葛庄"), Slip::another_name);
    EXPECT_EQ(slip_between(u"陵10里店", u"10里店"), Slip::another_name);  // 二十里店
    EXPECT_EQ(slip_between(u"圪垱坪沟1", u"圪垱坪沟2"), Slip::another_name);
}

TEST(SimilarName, SeesNoneInEqualNamesOrTwoSlips) {
    EXPECT_EQ(slip_between(u"圪垱坪沟", u"圪垱坪沟"), Slip::none);
    EXPECT_EQ(slip_between(u"圪档坪构", u"圪垱坪沟"), Slip::none);
    EXPECT_EQ(slip_between(u"沟垱坪圪", u"圪垱坪沟"), Slip::none);
    EXPECT_EQ(slip_between(u"柳林", u"圪垱坪"), Slip::none);
    EXPECT_EQ(slip_between(u"", u"垱"), Slip::another_name);
}

}  // namespace
}  // namespace courtyard

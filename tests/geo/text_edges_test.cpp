// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "geo/names/text_edges.h"

#include <gtest/gtest.h>

#include <string>

namespace courtyard {
namespace {

/// Edges of a text at the place marked by `|`.
struct Marked {
    explicit Marked(std::u16string marked) : at(marked.find(u'|')), text(marked.erase(at, 1)) {}
    std::size_t at;
    std::u16string text;
    TextEdges edges() const { return TextEdges(text); }
};

bool core_ends(std::u16string marked) {
    const Marked m(std::move(marked));
    return m.edges().village_core_ends(m.at);
}
bool name_ends(std::u16string marked) {
    const Marked m(std::move(marked));
    return m.edges().village_name_ends(m.at);
}
bool begins(std::u16string marked) {
    const Marked m(std::move(marked));
    return m.edges().begins_free(m.at);
}

TEST(TextEdges, LetACoreEndBeforeGroupsHousesAndTelephones) {
    for (const auto* text :
         {u"王庄|", u"王庄| 某某", u"王庄|3组", u"王庄|第3村民小组", u"王庄|12号", u"王庄|13800138000"}) {
        EXPECT_TRUE(core_ends(text));
    }
    for (const auto* text :
         {u"王庄|路", u"王庄|3里", u"王庄|9号桥", u"王庄|1号路", u"王庄|soho", u"红旗1|2号", u"王庄|小学"}) {
        EXPECT_FALSE(core_ends(text));
    }
}

TEST(TextEdges, LetAFullNameEndUnlessItBecomesAnotherWord) {
    for (const auto* text : {u"王庄村|", u"王庄村|李家", u"王庄村|东头", u"王庄村|3组", u"王庄村|小学"}) {
        EXPECT_TRUE(name_ends(text));
    }
    for (const auto* text : {u"王庄村|路", u"王庄村|镇银行", u"王庄村|民某某", u"王庄村|东路", u"王庄村|组",
                             u"王庄村|张村民委员会", u"王庄村|庄"}) {
        EXPECT_FALSE(name_ends(text));
    }
}

TEST(TextEdges, LetANameBeginAtAFreeEdgeOnly) {
    for (const auto* text : {u"|王庄", u"某某 |王庄", u"13800138000|王庄", u"5号|王庄", u"b|王庄"}) {
        EXPECT_TRUE(begins(text));
    }
    for (const auto* text : {u"大|王庄", u"6|老庄", u"1380013800|0王庄"}) EXPECT_FALSE(begins(text));
}

TEST(TextEdges, KnowMarketsAndProvincialRoads) {
    EXPECT_FALSE(TextEdges(u"云河市场").upper_name_ends(3));
    EXPECT_FALSE(TextEdges(u"河中省道3号").upper_name_ends(3));
    EXPECT_TRUE(TextEdges(u"黄庄乡道仙村").upper_name_ends(3));
    EXPECT_TRUE(TextEdges(u"云河市").upper_name_ends(3));
    EXPECT_TRUE(TextEdges(u"青石县 王庄").follows_upper_word(4));
    EXPECT_FALSE(TextEdges(u"阳光小区 王庄").follows_upper_word(5));
}

}  // namespace
}  // namespace courtyard

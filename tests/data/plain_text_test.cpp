// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "data/read/plain_text.h"

#include <gtest/gtest.h>

namespace courtyard {
namespace {

TEST(PlainText, TrimsBlanksOfEveryWidth) {
    EXPECT_EQ(without_blanks(" \t　石 桥\u00A0\r\n"), "石 桥");
    EXPECT_EQ(without_blanks("　 "), "");
    EXPECT_EQ(without_blanks("a"), "a");
}

TEST(PlainText, NarrowsFullWidthCharactersOnly) {
    EXPECT_EQ(half_width("１２（Ａ）村，x　y"), "12(A)村,x y");
}

TEST(PlainText, HeadersAreComparedWithoutCaseBlanksAndJoints) {
    EXPECT_EQ(plain_header(" Registered-On "), "registeredon");
    EXPECT_EQ(plain_header("村　代码"), "村代码");
}

TEST(PlainText, CountsCharactersNotBytes) { EXPECT_EQ(length_of("石桥a𬭎"), 4U); }

TEST(PlainText, FindsWhatActsInsteadOfBeingShown) {
    EXPECT_TRUE(is_printable("石桥 <b>=1+1", Lines::one));
    EXPECT_FALSE(is_printable("a\nb", Lines::one));
    EXPECT_TRUE(is_printable("a\nb\tc", Lines::many));
    EXPECT_FALSE(is_printable("a\x07", Lines::many));
    EXPECT_FALSE(is_printable("a\u0085", Lines::many));
    EXPECT_FALSE(is_printable("a\u202Ebc", Lines::many));
    EXPECT_FALSE(is_printable("a\u2067bc", Lines::one));
    EXPECT_FALSE(is_printable("a\x7F", Lines::one));
}

}  // namespace
}  // namespace courtyard

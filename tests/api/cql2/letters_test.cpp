// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/cql2/letters.h"

#include <gtest/gtest.h>

namespace courtyard::cql2 {
namespace {

std::string folded(std::string_view text) {
    std::string result = "before";
    fold_case(text, result);
    return result;
}

std::string plain(std::string_view text) {
    std::string result = "before";
    drop_accents(text, result);
    return result;
}

TEST(Letters, FoldCase) {
    EXPECT_EQ(folded("ABCxyz 09"), "abcxyz 09");
    EXPECT_EQ(folded("Straße"), folded("STRASSE"));
    EXPECT_EQ(folded("Οδος"), folded("ΟΔΟΣ"));
    EXPECT_EQ(folded("ÀÉÎÕÜ"), "àéîõü");
    EXPECT_EQ(folded("ПРИВЕТ Ёж"), "привет ёж");
    EXPECT_EQ(folded("ＡＢＣ"), "ａｂｃ");
    EXPECT_EQ(folded("Ⅷ"), "ⅷ");
    EXPECT_EQ(folded("王家桥村"), "王家桥村");
    EXPECT_EQ(folded("ﬃ"), "ffi");
    EXPECT_EQ(folded("𐐀"), "𐐨");
    EXPECT_EQ(folded(""), "");
    EXPECT_EQ(folded("a\xffZ\xe7"), "a\xffz\xe7");
}

TEST(Letters, FoldedTextStaysAsItIs) {
    // Every character of the first plane and the next; what is folded once is folded.
    for (char32_t code = 1; code < 0x1FFFF; ++code) {
        if (code >= 0xD800 && code < 0xE000) continue;
        std::string text;
        if (code < 0x80) {
            text += static_cast<char>(code);
        } else if (code < 0x800) {
            text += static_cast<char>(0xC0U | (code >> 6U));
            text += static_cast<char>(0x80U | (code & 0x3FU));
        } else if (code < 0x10000) {
            text += static_cast<char>(0xE0U | (code >> 12U));
            text += static_cast<char>(0x80U | ((code >> 6U) & 0x3FU));
            text += static_cast<char>(0x80U | (code & 0x3FU));
        } else {
            text += static_cast<char>(0xF0U | (code >> 18U));
            text += static_cast<char>(0x80U | ((code >> 12U) & 0x3FU));
            text += static_cast<char>(0x80U | ((code >> 6U) & 0x3FU));
            text += static_cast<char>(0x80U | (code & 0x3FU));
        }
        const std::string once = folded(text);
        ASSERT_EQ(folded(once), once) << "U+" << std::hex << static_cast<unsigned>(code);
        const std::string bare = plain(text);
        ASSERT_EQ(plain(bare), bare) << "U+" << std::hex << static_cast<unsigned>(code);
    }
}

TEST(Letters, DropAccents) {
    EXPECT_EQ(plain("débárquér"), "debarquer");
    EXPECT_EQ(plain("København"), "København");  // ø is a letter of its own
    EXPECT_EQ(plain("São Ǖ ở"), "Sao U o");
    EXPECT_EQ(plain("e\xCC\x81"), "e");
    EXPECT_EQ(plain("ΆΈ й Ё"), "ΑΕ и Е");
    EXPECT_EQ(plain("王家桥村"), "王家桥村");
}

}  // namespace
}  // namespace courtyard::cql2

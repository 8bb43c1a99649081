// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/cql2/like_pattern.h"

#include <gtest/gtest.h>

#include <random>
#include <string>

namespace courtyard::cql2 {
namespace {

/// The definition, word for word; characters of one byte only.
bool slowly(std::string_view pattern, std::string_view text) {
    if (pattern.empty()) return text.empty();
    if (pattern[0] == '%')
        return slowly(pattern.substr(1), text) || (!text.empty() && slowly(pattern, text.substr(1)));
    if (text.empty()) return false;
    if (pattern[0] == '_') return slowly(pattern.substr(1), text.substr(1));
    if (pattern[0] == '\\' && pattern.size() > 1) pattern.remove_prefix(1);
    return pattern[0] == text[0] && slowly(pattern.substr(1), text.substr(1));
}

TEST(LikePattern, AgreesWithItsDefinition) {
    std::mt19937 random(5);
    const auto made = [&](std::string_view letters, std::size_t longest) {
        std::string text;
        for (std::size_t i = random() % (longest + 1); i > 0; --i) text += letters[random() % letters.size()];
        return text;
    };
    int matches = 0;
    for (int i = 0; i < 200'000; ++i) {
        const std::string pattern = made("ab%%_\\", 7);
        const std::string text = made("aab%_\\", 8);
        const bool expected = slowly(pattern, text);
        matches += expected ? 1 : 0;
        ASSERT_EQ(LikePattern(pattern).matches(text), expected) << pattern << " on " << text;
    }
    EXPECT_GT(matches, 10'000);
}

TEST(LikePattern, CountsCharactersAndNotBytes) {
    EXPECT_TRUE(LikePattern("王_桥").matches("王家桥"));
    EXPECT_FALSE(LikePattern("王_桥").matches("王家家桥"));
    EXPECT_TRUE(LikePattern("%_桥").matches("家桥"));
    EXPECT_FALSE(LikePattern("%__桥").matches("家桥"));
    EXPECT_TRUE(LikePattern("____").matches("a𬭎é王"));
}

TEST(LikePattern, IsQuickWhereTryingEverythingIsNot) {
    std::string pattern;
    for (int i = 0; i < 1'000; ++i) pattern += "%a";
    EXPECT_FALSE(LikePattern(pattern + "b").matches(std::string(2'000, 'a')));
}

}  // namespace
}  // namespace courtyard::cql2

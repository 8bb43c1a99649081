// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/breached_passwords.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <set>

#include "tests/data/scratch.h"

namespace courtyard {
namespace {

// As sha1sum prints them.
const std::string staple = "ABF7AAD6438836DBE526AA231ABDE2D0EEF74D42";  // correct horse battery staple
const std::string password_1234 = "E6B6AFBD6D76BB5D2041542D7D2E3FAC5BB05593";

class BreachedPasswordsTest : public testing::Test {
  protected:
    Result<std::shared_ptr<const BreachedPasswords>> listed(const std::string& text) const {
        return BreachedPasswords::open(scratch_.write("found.txt", text));
    }
    std::string fault(const std::string& text) const {
        const auto list = listed(text);
        return list ? "none" : list.error().name;
    }
    Scratch scratch_;
};

/// Hashes that nobody's password has, in order, with counts of different lengths.
std::set<std::string> others(std::mt19937& random, std::size_t many) {
    std::set<std::string> hashes;
    while (hashes.size() < many) {
        std::string hex;
        for (int i = 0; i < 5; ++i) hex += fmt::format("{:08X}", static_cast<std::uint32_t>(random()));
        hashes.insert(hex);
    }
    return hashes;
}

std::string text_of(const std::set<std::string>& hashes, const std::string& ending) {
    std::string text;
    int count = 1;
    for (const std::string& one : hashes)
        text += fmt::format("{}:{}{}", one, count = count * 7 % 99'991, ending);
    return text;
}

TEST_F(BreachedPasswordsTest, FindsAPasswordWhereverItStandsAndNoOther) {
    std::mt19937 random(20'261);
    for (const std::size_t many : {0U, 1U, 2U, 3U, 50U, 5'000U})
        for (const std::string ending : {"\n", "\r\n"}) {
            auto hashes = others(random, many);
            if (many > 0) {
                const auto without = listed(text_of(hashes, ending));
                ASSERT_TRUE(without);
                EXPECT_FALSE((*without)->contain("correct horse battery staple"));
            }
            hashes.insert({staple, password_1234});
            const auto list = listed(text_of(hashes, ending));
            ASSERT_TRUE(list);
            EXPECT_TRUE((*list)->contain("correct horse battery staple")) << many;
            EXPECT_TRUE((*list)->contain("password1234")) << many;
            EXPECT_FALSE((*list)->contain("password12345")) << many;
            EXPECT_FALSE((*list)->contain("")) << many;
        }
}

TEST_F(BreachedPasswordsTest, TheFirstLineAndTheLastOneCountAlsoWithoutItsEnd) {
    const std::string low(40, '0');
    const std::string high(40, 'F');
    EXPECT_TRUE((*listed(staple + ":1\n" + high + ":1\n"))->contain("correct horse battery staple"));
    EXPECT_TRUE((*listed(low + ":1\n" + staple + ":12"))->contain("correct horse battery staple"));
    EXPECT_TRUE((*listed(staple))->contain("correct horse battery staple"));
}

TEST_F(BreachedPasswordsTest, TakesSmallLettersAndShortenedHashes) {
    EXPECT_TRUE(
        (*listed("abf7aad6438836dbe526aa231abde2d0eef74d42:3\n"))->contain("correct horse battery staple"));
    const auto shortened = listed("0000000000000000\n" + staple.substr(0, 16) + "\nFFFFFFFFFFFFFFFF\n");
    ASSERT_TRUE(shortened);
    EXPECT_TRUE((*shortened)->contain("correct horse battery staple"));
    EXPECT_FALSE((*shortened)->contain("password1234"));
}

TEST_F(BreachedPasswordsTest, BlankLinesAtTheEndDoNotCount) {
    for (const std::string& end : {std::string("\n\n"), std::string("\r\n\r\n"), std::string(150, '\n')}) {
        const auto list = listed(std::string(40, '0') + ":1\n" + staple + ":12" + end);
        ASSERT_TRUE(list) << list.error().detail.en;
        EXPECT_TRUE((*list)->contain("correct horse battery staple"));
        EXPECT_FALSE((*list)->contain("password1234"));
    }
    EXPECT_EQ(fault(staple + ":1\n\n" + password_1234 + ":9\n"), "breached.line") << "in the middle they do";
    EXPECT_EQ(fault("\n\n"), "breached.line");
}

TEST_F(BreachedPasswordsTest, HashesOfDifferentLengthsAreRefusedForOneCouldHideAnother) {
    EXPECT_EQ(fault(staple.substr(0, 16) + "\n" + staple.substr(0, 20) + "\n"), "breached.length");
    EXPECT_EQ(fault(staple.substr(0, 16) + "\n" + password_1234 + ":9\n"), "breached.length");
}

TEST_F(BreachedPasswordsTest, AFileThatIsNoneIsRefused) {
    EXPECT_EQ(fault("correct horse battery staple\n"), "breached.line");
    EXPECT_EQ(fault(staple + ":\n"), "breached.line");
    EXPECT_EQ(fault(staple + ":many\n"), "breached.line");
    EXPECT_EQ(fault("ABF7AAD6\n"), "breached.line");
    EXPECT_EQ(fault(staple + "00:1\n"), "breached.line");
    EXPECT_EQ(fault(std::string(5'000, 'A')), "breached.line");
    EXPECT_EQ(fault(password_1234 + ":9\n" + staple + ":1\n"), "breached.order");
    EXPECT_EQ(fault(""), "breached.missing");
    EXPECT_EQ(BreachedPasswords::open(scratch_.folder()).error().name, "breached.missing") << "a folder";
    EXPECT_EQ(BreachedPasswords::open(scratch_.folder() / "no such file").error().name, "breached.missing");
}

}  // namespace
}  // namespace courtyard

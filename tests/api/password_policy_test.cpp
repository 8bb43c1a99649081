// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/password_policy.h"

#include <gtest/gtest.h>

#include <array>
#include <set>

#include "api/guessable.h"

namespace courtyard {
namespace {

std::string verdict(std::string_view password, std::string_view account = "李干事") {
    const auto sound = check_password(password, account);
    return sound ? "fine" : sound.error().name;
}

TEST(PasswordPolicy, AsksForTwelveCharactersNotBytes) {
    EXPECT_EQ(verdict("short-one-1"), "password.short");
    EXPECT_EQ(verdict("granary gate"), "fine");
    EXPECT_EQ(verdict("院门口的老槐树"), "password.short") << "seven characters in 21 bytes";
    EXPECT_EQ(verdict("院门口的老槐树下有口古井"), "fine");
    EXPECT_EQ(verdict(std::string(250, 'x') + "abcdefghij"), "password.long");
}

TEST(PasswordPolicy, RefusesWhatEverybodyTriesFirst) {
    // What stands in the lists of passwords that were found in the open, at twelve characters and more.
    for (const char* password :
         {"Password1234",     "password-1234",    "passwordpassword", "P@ssw0rd1234",     "p4ssw0rd!2024",
          "1q2w3e4r5t6y",     "1q2w3e4r5t6y7u8i", "1qaz2wsx3edc",     "1qaz2wsx3edc4rfv", "q1w2e3r4t5y6",
          "qazwsxedcrfv",     "qweasdzxc123",     "qwertyuiop[]",     "qwertyuiop123",    "qwerty123456",
          "asdfghjkl123",     "zxcvbnm12345",     "1234qwerasdf",     "123456789012",     "123456789123",
          "123456123456",     "1234567890qwerty", "147258369147",     "987654321987",     "112233445566",
          "010203040506",     "aaaaaaaaaaaa",     "abcabcabcabc",     "abcdefghijklm",    "zyxwvutsrqpon",
          "abcdef123456",     "abc123abc123",     "a1b2c3d4e5f6",     "1111-1111-1111",   "20232023202320",
          "administrator",    "administrator1",   "ADMIN1234567",     "Admin@123456",     "adminadminadmin",
          "admin888admin888", "root12345678",     "test12345678",     "changeme1234",     "changemenow12",
          "letmeinletmein",   "welcome2024!",     "Summer2024!!",     "Winter2023!!!",    "iloveyou1234",
          "iloveyouforever",  "iloveyou5201314",  "jesuschrist1",     "unbelievable",     "congratulations",
          "christopher1",     "michaeljordan23",  "manchesterunited", "liverpool1234",    "basketball23",
          "dragonball123",    "superman12345",    "pokemon123456",    "starwars1234",     "sunshine2024",
          "trustno1trustno1", "motherfucker",     "tequieromucho",    "qq1234567890",     "huawei@123456",
          "13812345678a",     "woaini123456",     "woaini5201314",    "woaini1314520",    "woaizuguo1949",
          "wodemima1234",     "zhangwei19900101", "wangfang1314",     "liuyang19850312",  "Zhengzhou@2024",
          "henan123456789",   "zhongguo123456",   "5201314520131",    "19900101198012"})
        EXPECT_EQ(verdict(password), "password.common") << password;
}

TEST(PasswordPolicy, RefusesWordsOfTheHouseHoweverTheyAreDressed) {
    for (const char* password :
         {"MeiLiTingYuan", "meilitingyuan2025", "MeiLiTingYuan!1", "m3il1tingyu@n", "funv@2026funv",
          "fulian2026!@#", "courtyard2026!", "qiaoxifu123456", "美丽庭院美丽庭院2026", "妇联2026妇联2026",
          "巾帼巾帼巾帼巾帼巾帼巾帼", "Village-2026-Township"})
        EXPECT_EQ(verdict(password), "password.common") << password;
    for (const std::string_view word : words_of_the_house()) {
        // Twice, with a year: as those who must think of one tomorrow would.
        const std::string password = std::string(word) + "2026" + std::string(word) + "2026";
        EXPECT_NE(verdict(password), "fine") << password;
    }
}

/// Lists of the three thousand commonest begin at six characters. What is left of them at twelve is what
/// people make of them: the same words with something before or behind.
TEST(PasswordPolicy, RefusesMoreThanThreeThousandOfTheCommonest) {
    constexpr std::array<std::string_view, 60> words{
        "password", "qwerty", "dragon",   "monkey",   "football", "baseball", "letmein",  "master",
        "michael",  "shadow", "jennifer", "jordan",   "superman", "harley",   "hunter",   "ranger",
        "thomas",   "robert", "soccer",   "batman",   "andrew",   "charlie",  "jessica",  "pepper",
        "daniel",   "access", "joshua",   "maggie",   "starwars", "silver",   "william",  "dallas",
        "yankees",  "ashley", "amanda",   "orange",   "biteme",   "freedom",  "computer", "thunder",
        "nicole",   "ginger", "heather",  "hammer",   "summer",   "corvette", "austin",   "merlin",
        "matthew",  "golfer", "cheese",   "princess", "martin",   "chelsea",  "patrick",  "richard",
        "diamond",  "yellow", "bigdog",   "secret"};
    constexpr std::array<std::string_view, 30> endings{
        "123456",   "1234567",  "12345678", "123456789", "1234567890", "654321",  "111111",   "000000",
        "123123",   "121212",   "112233",   "666666",    "888888",     "2023",    "2024",     "2025!",
        "2026!!",   "@123456",  "!@#$%^",   "1q2w3e4r",  "qwerty12",   "asdfgh",  "abc12345", "19900101",
        "01011990", "password", "1234!",    "_12345",    "#2024#",     "iloveyou"};
    std::set<std::string> tried;
    std::set<std::string> taken;
    const auto offer = [&](std::string password) {
        if (password.size() < 12 || !tried.insert(password).second) return;
        if (verdict(password) != "password.common") taken.insert(password);
    };
    for (const std::string_view word : words) {
        for (const std::string_view ending : endings) {
            std::string one(word);
            offer(one + std::string(ending));
            offer(std::string(ending) + one);
            one[0] = static_cast<char>(std::toupper(one[0]));
            offer(one + std::string(ending));
        }
        for (const std::string_view other : words) offer(std::string(word) + std::string(other));
    }
    RecordProperty("tried", static_cast<int>(tried.size()));
    EXPECT_GE(tried.size(), 3'000U);
    EXPECT_TRUE(taken.empty()) << taken.size() << " of " << tried.size() << ", such as " << *taken.begin();
}

TEST(PasswordPolicy, TakesWhatNobodyTriesFirst) {
    for (const char* password :
         {"the gate by the old tree", "correct horse battery staple", "waterfall kettle bicycle",
          "huaishu xia de gujing", "shuidao xiashu huanglian", "我家门前有两棵枣树还有一口井", "xkqzwmprtvbn",
          "a7Kq2mXz9LpR", "482915730264"})
        EXPECT_EQ(verdict(password), "fine") << password;
}

TEST(PasswordPolicy, RefusesTheAccountsOwnName) {
    EXPECT_EQ(verdict("tree-Li.Hua-77-gate", "lihua"), "password.name");
    EXPECT_EQ(verdict("我是李干事的老朋友今天来", "李干事"), "password.name");
    EXPECT_EQ(verdict("tree of the old gate", "li"), "fine") << "two letters are in too many words";
}

TEST(PasswordPolicy, WhatItMakesUpItTakes) {
    for (int i = 0; i < 2'000; ++i) {
        const std::string one = random_password();
        EXPECT_EQ(one.size(), 20U);
        EXPECT_EQ(verdict(one), "fine") << one;
    }
    EXPECT_NE(random_password(), random_password());
}

TEST(BitsToGuess, SumsTheCheapestParts) {
    EXPECT_DOUBLE_EQ(bits_to_guess(""), 0);
    EXPECT_DOUBLE_EQ(bits_to_guess("dragon"), 8);
    EXPECT_DOUBLE_EQ(bits_to_guess("Dragon"), 9);
    EXPECT_DOUBLE_EQ(bits_to_guess("dr@g0n"), 9);
    EXPECT_DOUBLE_EQ(bits_to_guess("dragondragon"), 9) << "once more";
    EXPECT_DOUBLE_EQ(bits_to_guess("dragon2024"), 14);
    EXPECT_DOUBLE_EQ(bits_to_guess("3456789"), 4);
    EXPECT_GT(bits_to_guess("\xff\xfe\xff"), 0) << "no UTF-8 at all";
}

}  // namespace
}  // namespace courtyard

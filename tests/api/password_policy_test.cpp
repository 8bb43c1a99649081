// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/password_policy.h"

#include <gtest/gtest.h>

namespace courtyard {
namespace {

std::string verdict(std::string_view password, std::string_view account = "李干事") {
    const auto sound = check_password(password, account);
    return sound ? "fine" : sound.error().name;
}

TEST(PasswordPolicy, AsksForTwelveCharactersNotBytes) {
    EXPECT_EQ(verdict("short-one-1"), "password.short");
    EXPECT_EQ(verdict("village gate"), "fine");
    EXPECT_EQ(verdict("院门口的老槐树"), "password.short") << "seven characters in 21 bytes";
    EXPECT_EQ(verdict("院门口的老槐树下有口古井"), "fine");
    EXPECT_EQ(verdict(std::string(250, 'x') + "abcdefghij"), "password.long");
}

TEST(PasswordPolicy, RefusesWhatEverybodyTriesFirst) {
    for (const char* password :
         {"Password1234", "password-1234", "1q2w3e4r5t6y", "ADMIN1234567", "woaini123456", "MeiLiTingYuan",
          "123456789012", "aaaaaaaaaaaa", "abcabcabcabc", "abcdefghijklm", "zyxwvutsrqpon", "1111-1111-1111",
          "20232023202320"})
        EXPECT_EQ(verdict(password), "password.common") << password;
}

TEST(PasswordPolicy, RefusesTheAccountsOwnName) {
    EXPECT_EQ(verdict("tree-Li.Hua-77-gate", "lihua"), "password.name");
    EXPECT_EQ(verdict("我是李干事的老朋友今天来", "李干事"), "password.name");
    EXPECT_EQ(verdict("tree of the old gate", "li"), "fine") << "two letters are in too many words";
}

TEST(PasswordPolicy, WhatItMakesUpItTakes) {
    const std::string one = random_password();
    EXPECT_EQ(one.size(), 20U);
    EXPECT_EQ(verdict(one), "fine");
    EXPECT_NE(one, random_password());
}

}  // namespace
}  // namespace courtyard

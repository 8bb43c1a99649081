// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/password_policy.h"

#include <fmt/format.h>
#include <sodium.h>

#include <algorithm>
#include <array>
#include <cstdint>

namespace courtyard {
namespace {

constexpr std::size_t shortest = 12;
constexpr std::size_t longest_bytes = 256;

/// What is left of the usual lists at 12 characters and more, letters and digits alone, and what is tried in
/// offices like ours.
constexpr std::array common{
    "123456789012",     "1234567890123",   "123456789123",     "12345678910",    "123456123456",
    "1234567890ab",     "1234567890abc",   "1234567890qwe",    "12345678abcd",   "1234qwerasdf",
    "123qweasdzxc",     "1q2w3e4r5t6y",    "1q2w3e4r5t6y7u",   "1qaz2wsx3edc",   "1qaz2wsx3edc4rfv",
    "qwertyuiop12",     "qwertyuiop123",   "qwertyuiopas",     "qwertyuiopasdf", "qwerty123456",
    "qwerty1234567",    "asdfghjkl123",    "asdfghjklqwe",     "zxcvbnm12345",   "zxcvbnmasdfg",
    "qazwsxedcrfv",     "qazwsx123456",    "qweasdzxc123",     "abcdefghijkl",   "abcdef123456",
    "abc123456789",     "abcd12345678",    "abcd1234abcd",     "a12345678901",   "a1b2c3d4e5f6",
    "aa1234567890",     "aa123456789012",  "password1234",     "password12345",  "password123456",
    "passwordpassword", "passw0rd1234",    "p4ssw0rd1234",     "mypassword12",   "mypassword123",
    "changeme1234",     "changemenow12",   "letmein12345",     "letmein123456",  "welcome12345",
    "welcome123456",    "iloveyou1234",    "iloveyou12345",    "woaini123456",   "woaini1314520",
    "woaini5201314",    "woaizuguo123",    "5201314520131",    "520131452013",   "admin1234567",
    "admin12345678",    "admin123456789",  "administrator",    "administrator1", "administrator123",
    "adminadmin12",     "adminadminadmin", "root12345678",     "root123456789",  "rootrootroot",
    "test12345678",     "testtesttest",    "guest1234567",     "manager12345",   "superman1234",
    "monkey123456",     "dragon123456",    "football1234",     "baseball1234",   "sunshine1234",
    "princess1234",     "qq1234567890",    "qq123456789012",   "computer1234",   "internet1234",
    "fulian123456",     "fulian12345678",  "funv12345678",     "courtyard123",   "courtyard1234",
    "meilitingyuan",    "meilitingyuan1",  "meilitingyuan123", "tingyuan1234",   "tingyuan123456",
    "zhongguo1234",     "zhongguo123456",  "henan1234567",     "zhengzhou123",   "zhengzhou1234",
    "nihao1234567",     "nihao12345678",   "wodemima1234",     "wodemima123456", "mima12345678"};

std::string simplified(std::string_view text) {
    std::string plain;
    for (const char c : text) {
        if (c >= 'A' && c <= 'Z')
            plain += static_cast<char>(c - 'A' + 'a');
        else if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80)
            plain += c;
    }
    return plain;
}

std::size_t characters(std::string_view text) {
    return static_cast<std::size_t>(
        std::ranges::count_if(text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

/// One character, or a short piece again and again, or one after the other.
bool is_run(std::string_view text) {
    for (std::size_t piece = 1; piece <= 4 && piece < text.size(); ++piece)
        if (text.substr(piece) == text.substr(0, text.size() - piece)) return true;
    const auto follows = [&](int step) {
        for (std::size_t i = 1; i < text.size(); ++i)
            if (text[i] - text[i - 1] != step) return false;
        return true;
    };
    return follows(1) || follows(-1);
}

tl::unexpected<Error> refused(const char* name, Text detail) {
    return fail(ErrorCode::invalid_input, name, std::move(detail), "password");
}

}  // namespace

Result<void> check_password(std::string_view password, std::string_view account) {
    if (characters(password) < shortest)
        return refused("password.short", {"密码至少 12 个字符", "a password has at least 12 characters"});
    if (password.size() > longest_bytes)
        return refused("password.long", {"密码至多 256 个字节", "a password has at most 256 bytes"});
    const std::string plain = simplified(password);
    if (is_run(password) || is_run(plain) || std::ranges::find(common, plain) != common.end())
        return refused("password.common",
                       {"这个密码太常见，最先被人试", "everybody tries this password first"});
    const std::string name = simplified(account);
    if (name.size() >= 3 && plain.find(name) != std::string::npos)
        return refused("password.name",
                       {"密码中不能含有账号名", "a password must not hold the account's name"});
    return {};
}

std::string random_password() {
    constexpr std::string_view letters = "abcdefghjkmnpqrstuvwxyzABCDEFGHJKMNPQRSTUVWXYZ23456789";
    std::string password(20, ' ');
    for (char& c : password) c = letters[randombytes_uniform(static_cast<std::uint32_t>(letters.size()))];
    return password;
}

}  // namespace courtyard

// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/password_policy.h"

#include <fmt/format.h>
#include <sodium.h>

#include <algorithm>
#include <cstdint>

#include "api/guessable.h"

namespace courtyard {
namespace {

constexpr std::size_t shortest = 12;
constexpr std::size_t longest_bytes = 256;

/// So many guesses are no trouble for who has the hash, and what everybody tries first is far below. Twelve
/// digits or letters drawn at random are above.
constexpr double least_bits = 36;

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
    if (std::min(bits_to_guess(password), bits_to_guess(plain)) < least_bits)
        return refused(
            "password.common",
            {"这个密码太容易猜：由常见词、单位名称、年份或键盘顺序拼成，最先被人试。请用几个不相干的词",
             "this password is too easy to guess: it is made of words, years or keys that everybody tries "
             "first. Take a few words that have nothing to do with each other"});
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

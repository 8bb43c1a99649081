// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/hmac_sha1.h"

#include <algorithm>
#include <bit>
#include <cstdint>
#include <string>

namespace courtyard {
namespace {

constexpr std::size_t block_bytes = 64;

void take_block(std::array<std::uint32_t, 5>& state, std::string_view block) {
    std::array<std::uint32_t, 80> w{};
    for (std::size_t i = 0; i < 16; ++i)
        for (std::size_t k = 0; k < 4; ++k) w[i] = w[i] << 8 | static_cast<unsigned char>(block[4 * i + k]);
    for (std::size_t i = 16; i < 80; ++i) w[i] = std::rotl(w[i - 3] ^ w[i - 8] ^ w[i - 14] ^ w[i - 16], 1);
    auto [a, b, c, d, e] = state;
    for (std::size_t i = 0; i < 80; ++i) {
        const std::uint32_t f = i < 20   ? (b & c) | (~b & d)
                                : i < 40 ? b ^ c ^ d
                                : i < 60 ? (b & c) | (b & d) | (c & d)
                                         : b ^ c ^ d;
        const std::uint32_t k = i < 20   ? 0x5A827999U
                                : i < 40 ? 0x6ED9EBA1U
                                : i < 60 ? 0x8F1BBCDCU
                                         : 0xCA62C1D6U;
        const std::uint32_t next = std::rotl(a, 5) + f + e + k + w[i];
        e = d;
        d = c;
        c = std::rotl(b, 30);
        b = a;
        a = next;
    }
    state = {state[0] + a, state[1] + b, state[2] + c, state[3] + d, state[4] + e};
}

std::string_view text_of(const Sha1& sum) { return {reinterpret_cast<const char*>(sum.data()), sum.size()}; }

}  // namespace

Sha1 sha1(std::string_view message) {
    std::string padded(message);
    padded += '\x80';
    while (padded.size() % block_bytes != 56) padded += '\0';
    const std::uint64_t bits = std::uint64_t{message.size()} * 8;
    for (int shift = 56; shift >= 0; shift -= 8) padded += static_cast<char>(bits >> shift & 0xFF);
    std::array<std::uint32_t, 5> state{0x67452301U, 0xEFCDAB89U, 0x98BADCFEU, 0x10325476U, 0xC3D2E1F0U};
    for (std::size_t at = 0; at < padded.size(); at += block_bytes)
        take_block(state, std::string_view(padded).substr(at, block_bytes));
    Sha1 sum{};
    for (std::size_t i = 0; i < sum.size(); ++i)
        sum[i] = static_cast<unsigned char>(state[i / 4] >> (24 - 8 * (i % 4)) & 0xFF);
    return sum;
}

Sha1 hmac_sha1(std::string_view key, std::string_view message) {
    const Sha1 shortened = key.size() > block_bytes ? sha1(key) : Sha1{};
    if (key.size() > block_bytes) key = text_of(shortened);
    std::string inner(block_bytes, '\x36');
    std::string outer(block_bytes, '\x5C');
    for (std::size_t i = 0; i < key.size(); ++i) {
        inner[i] = static_cast<char>(inner[i] ^ key[i]);
        outer[i] = static_cast<char>(outer[i] ^ key[i]);
    }
    const Sha1 within = sha1(inner.append(message));
    return sha1(outer.append(text_of(within)));
}

}  // namespace courtyard

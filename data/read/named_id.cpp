// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "data/read/named_id.h"

#include <fmt/format.h>

#include <algorithm>
#include <bit>

namespace courtyard {
namespace {

using Digest = std::array<std::uint32_t, 5>;

/// Fixed for ever: ids of rows that were loaded without one depend on it.
constexpr Uuid row_name_space{0x6B, 0x1D, 0x0A, 0x52, 0x8C, 0x3E, 0x4F, 0x71,
                              0x9A, 0x44, 0x2C, 0x5B, 0xD0, 0x37, 0x16, 0xE8};

/// Likewise, of points that are made of photos: docs/DATA.md names it.
constexpr Uuid photo_name_space{0x3E, 0x8F, 0x5C, 0x21, 0x90, 0xB7, 0x4D, 0x06,
                                0xA5, 0x1C, 0x7F, 0x43, 0x68, 0xE2, 0x9B, 0xD4};

void sha1_block(Digest& digest, std::string_view block) {
    std::array<std::uint32_t, 80> w{};
    for (std::size_t i = 0; i < 64; ++i) {
        w[i / 4] = w[i / 4] << 8 | static_cast<unsigned char>(block[i]);
    }
    for (std::size_t i = 16; i < 80; ++i) w[i] = std::rotl(w[i - 3] ^ w[i - 8] ^ w[i - 14] ^ w[i - 16], 1);
    auto [a, b, c, d, e] = digest;
    for (std::size_t i = 0; i < 80; ++i) {
        const std::uint32_t mixed = i < 20   ? ((b & c) | (~b & d)) + 0x5A827999U
                                    : i < 40 ? (b ^ c ^ d) + 0x6ED9EBA1U
                                    : i < 60 ? ((b & c) | (b & d) | (c & d)) + 0x8F1BBCDCU
                                             : (b ^ c ^ d) + 0xCA62C1D6U;
        const std::uint32_t next = std::rotl(a, 5) + mixed + e + w[i];
        e = d;
        d = c;
        c = std::rotl(b, 30);
        b = a;
        a = next;
    }
    digest = {digest[0] + a, digest[1] + b, digest[2] + c, digest[3] + d, digest[4] + e};
}

/// SHA-1 is what version 5 is defined with; it protects nothing here.
Digest sha1(std::string text) {
    const std::uint64_t bits = text.size() * 8;
    text.push_back('\x80');
    while (text.size() % 64 != 56) text.push_back('\0');
    for (int shift = 56; shift >= 0; shift -= 8) text.push_back(static_cast<char>(bits >> shift & 0xFF));
    Digest digest{0x67452301U, 0xEFCDAB89U, 0x98BADCFEU, 0x10325476U, 0xC3D2E1F0U};
    for (std::size_t i = 0; i < text.size(); i += 64)
        sha1_block(digest, std::string_view(text).substr(i, 64));
    return digest;
}

}  // namespace

std::string named_uuid(const Uuid& name_space, std::string_view name) {
    std::string text(name_space.begin(), name_space.end());
    text += name;
    const Digest digest = sha1(std::move(text));
    const std::uint32_t version = (digest[1] & 0xFFFF0FFFU) | 0x5000U;
    const std::uint32_t variant = (digest[2] & 0x3FFFFFFFU) | 0x80000000U;
    return fmt::format("{:08x}-{:04x}-{:04x}-{:04x}-{:04x}{:08x}", digest[0], version >> 16,
                       version & 0xFFFFU, variant >> 16, variant & 0xFFFFU, digest[3]);
}

std::string row_uuid(std::string_view file_hash, std::size_t row) {
    return named_uuid(row_name_space, fmt::format("{}#{}", file_hash, row));
}

std::string photo_uuid(std::string_view sha256) { return named_uuid(photo_name_space, sha256); }

}  // namespace courtyard

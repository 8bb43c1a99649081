// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>

namespace courtyard {

/// Writes a protocol buffer's varint, seven bits to a byte, and returns where it ends.
inline char* put_varint(char* at, std::uint64_t value) {
    while (value >= 0x80U) {
        *at++ = static_cast<char>(value | 0x80U);
        value >>= 7U;
    }
    *at++ = static_cast<char>(value);
    return at;
}

inline std::size_t varint_size(std::uint64_t value) {
    return (static_cast<std::size_t>(std::bit_width(value | 1U)) + 6) / 7;
}

inline constexpr std::size_t longest_varint = 10;

}  // namespace courtyard

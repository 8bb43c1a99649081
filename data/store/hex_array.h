// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <sodium.h>

#include <array>
#include <string>
#include <string_view>

namespace courtyard {

/// Lower-case hex.
template <std::size_t size>
std::string hex_of(const std::array<unsigned char, size>& bytes) {
    std::string text(2 * size + 1, '\0');
    sodium_bin2hex(text.data(), text.size(), bytes.data(), size);
    text.pop_back();
    return text;
}

/// Whether it was just that many bytes.
template <std::size_t size>
bool read_hex(std::string_view text, std::array<unsigned char, size>& bytes) {
    std::size_t length = 0;
    const char* end = nullptr;
    return text.size() == 2 * size &&
           sodium_hex2bin(bytes.data(), size, text.data(), text.size(), nullptr, &length, &end) == 0 &&
           length == size;
}

}  // namespace courtyard

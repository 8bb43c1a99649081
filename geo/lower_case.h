// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace courtyard {

/// The small letter of a capital of ASCII; any other byte as it is, whatever the locale.
constexpr char lower_case(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

/// A text with ASCII's capitals made small: its other characters, in UTF-8 or not, are left alone.
inline std::string lower_case(std::string_view text) {
    std::string small(text);
    for (char& c : small) c = lower_case(c);
    return small;
}

}  // namespace courtyard

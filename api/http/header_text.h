// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

namespace courtyard {

/// What may stand around the words of a header field (RFC 9110, 5.6.3).
constexpr bool is_blank(char c) { return c == ' ' || c == '\t'; }

/// A letter of A to Z as its small one, any other as it is: HTTP passes over no other case.
constexpr char small_letter(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; }

std::string small_letters(std::string_view text);

/// Whether two words differ in nothing but the case of their letters.
constexpr bool same_word(std::string_view a, std::string_view b) {
    return std::ranges::equal(a, b, {}, small_letter, small_letter);
}

/// Without the blanks at both ends.
constexpr std::string_view trimmed(std::string_view text) {
    while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
    while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
    return text;
}

/// The elements of a list, trimmed, in order; empty ones too, so that an empty text is one of them.
std::vector<std::string_view> elements_of(std::string_view text, char separator = ',');

}  // namespace courtyard

// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "data/read/plain_text.h"

#include <algorithm>
#include <array>

#include "geo/lower_case.h"

namespace courtyard {
namespace {

constexpr std::array<std::string_view, 8> blanks{" ",        "\t",           "\r",           "\n",
                                                 "\xC2\xA0", "\xE3\x80\x80", "\xEF\xBB\xBF", "\xE2\x80\x8B"};

unsigned char at(std::string_view text, std::size_t i) { return static_cast<unsigned char>(text[i]); }

/// The code point that starts at `i`, and moves `i` behind it.
char32_t next_character(std::string_view text, std::size_t& i) {
    const unsigned char first = at(text, i);
    const std::size_t length = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
    char32_t point = length == 1 ? first : first & (0xFFU >> (length + 1));
    for (std::size_t k = 1; k < length && i + k < text.size(); ++k)
        point = point << 6 | (at(text, i + k) & 0x3FU);
    i = std::min(i + length, text.size());
    return point;
}

}  // namespace

std::string_view without_blanks(std::string_view text) {
    const auto plain = [](char c) { return c > ' ' && c < '\x7F'; };
    if (text.empty() || (plain(text.front()) && plain(text.back()))) return text;
    for (bool again = true; again;) {
        again = false;
        for (const std::string_view blank : blanks) {
            if (text.starts_with(blank)) {
                text.remove_prefix(blank.size());
                again = true;
            } else if (text.ends_with(blank)) {
                text.remove_suffix(blank.size());
                again = true;
            }
        }
    }
    return text;
}

std::string half_width(std::string_view text) {
    if (std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x80; }))
        return std::string(text);
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size();) {
        const std::size_t start = i;
        const char32_t point = next_character(text, i);
        if (point >= 0xFF01 && point <= 0xFF5E) {
            out.push_back(static_cast<char>(point - 0xFF01 + '!'));
        } else if (point == 0x3000 || point == 0xA0) {
            out.push_back(' ');
        } else {
            out.append(text.substr(start, i - start));
        }
    }
    return out;
}

bool has_full_width_digits(std::string_view text) {
    for (std::size_t i = 0; i < text.size();) {
        const char32_t point = next_character(text, i);
        if (point >= 0xFF10 && point <= 0xFF19) return true;
    }
    return false;
}

std::string plain_header(std::string_view text) {
    std::string out;
    for (const char c : half_width(without_blanks(text))) {
        if (c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '_' || c == '-') continue;
        out.push_back(lower_case(c));
    }
    return out;
}

std::size_t length_of(std::string_view text) {
    return static_cast<std::size_t>(std::count_if(
        text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

std::string_view leading(std::string_view text, std::size_t bytes) {
    if (text.size() <= bytes) return text;
    while (bytes > 0 && (at(text, bytes) & 0xC0) == 0x80) --bytes;
    return text.substr(0, bytes);
}

bool is_printable(std::string_view text, Lines lines) {
    for (std::size_t i = 0; i < text.size();) {
        const char32_t c = next_character(text, i);
        const bool line = c == '\n' || c == '\r' || c == '\t';
        if (line && lines == Lines::many) continue;
        if (c < 0x20 || (c >= 0x7F && c <= 0x9F)) return false;
        if ((c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069)) return false;
    }
    return true;
}

}  // namespace courtyard

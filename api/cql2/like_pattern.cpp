// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/cql2/like_pattern.h"

namespace courtyard::cql2 {
namespace {

/// Where the character after the one at `at` begins.
std::size_t next_character(std::string_view text, std::size_t at) {
    do ++at;
    while (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U);
    return at;
}

}  // namespace

LikePattern::LikePattern(std::string_view pattern) {
    for (std::size_t i = 0; i < pattern.size(); ++i) {
        const char c = pattern[i];
        if (c == '\\' && i + 1 < pattern.size())
            symbols_.push_back({Kind::byte, pattern[++i]});
        else if (c == '%')
            symbols_.push_back({Kind::any_text});
        else if (c == '_')
            symbols_.push_back({Kind::any_character});
        else
            symbols_.push_back({Kind::byte, c});
    }
}

/// Only the last `%` is ever tried again: what an earlier one could take more of, the last one can.
bool LikePattern::matches(std::string_view text) const {
    constexpr auto none = static_cast<std::size_t>(-1);
    std::size_t at = 0;
    std::size_t symbol = 0;
    std::size_t tried_at = none;
    std::size_t after_any = 0;
    while (at < text.size()) {
        const bool is_left = symbol < symbols_.size();
        if (is_left && symbols_[symbol].kind == Kind::any_text) {
            after_any = ++symbol;
            tried_at = at;
        } else if (is_left && symbols_[symbol].kind == Kind::any_character) {
            at = next_character(text, at);
            ++symbol;
        } else if (is_left && symbols_[symbol].byte == text[at]) {
            ++at;
            ++symbol;
        } else if (tried_at != none) {
            at = tried_at = next_character(text, tried_at);
            symbol = after_any;
        } else {
            return false;
        }
    }
    while (symbol < symbols_.size() && symbols_[symbol].kind == Kind::any_text) ++symbol;
    return symbol == symbols_.size();
}

}  // namespace courtyard::cql2

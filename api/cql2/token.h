// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "geo/result.h"

namespace courtyard::cql2 {

enum class TokenKind : std::uint8_t {
    word,         ///< a keyword, or a name without quotes
    quoted_name,  ///< "name"
    text,         ///< 'text'
    number,
    sign,  ///< brackets, commas, operators
    end,
};

/// One word of a filter. `text` is what it says: without quotes, with doubled quotes undone.
struct Token {
    TokenKind kind = TokenKind::end;
    std::string text;
    double number = 0;
    std::size_t at = 0;  ///< which character of the filter it starts at, from 1
};

/// Takes a filter apart; the last token is `end`.
///
/// Precondition: UTF-8.
///
/// Errors   invalid_input: filter.syntax (text without its closing quote, a character that has no place
///          outside of quotes, a number beyond the range of doubles)
Result<std::vector<Token>> tokens_of(std::string_view filter);

/// Whether a word is this keyword, in capitals, small letters or mixed. `keyword` is in capitals.
bool is_keyword(const Token& token, std::string_view keyword);

/// A sentence about a place in the filter.
tl::unexpected<Error> fault_at(std::size_t character, std::string name, const Text& what);
/// `what` was expected where `found` stands.
tl::unexpected<Error> expected(const Text& what, const Token& found);

}  // namespace courtyard::cql2

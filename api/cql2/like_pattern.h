// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace courtyard::cql2 {

/// A pattern of LIKE: `%` is any text, `_` any one character, `\` takes the next character as it is.
class LikePattern {
  public:
    explicit LikePattern(std::string_view pattern);

    /// Precondition: UTF-8.
    ///
    /// Cost   at worst the text's length times the pattern's.
    bool matches(std::string_view text) const;

  private:
    enum class Kind : std::uint8_t { byte, any_character, any_text };
    struct Symbol {
        Kind kind = Kind::byte;
        char byte = 0;
    };

    std::vector<Symbol> symbols_;
};

}  // namespace courtyard::cql2

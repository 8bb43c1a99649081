// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "api/cql2/token.h"

namespace courtyard::cql2 {

/// Where the reading of a filter stands, and the first thing that was wrong with it.
///
/// After a fault the reading stands at the end, so that whoever is reading finds nothing more to read.
class Reading {
  public:
    /// How deep brackets, NOT and functions may be nested.
    static constexpr int deepest = 200;
    /// How many attributes, conditions and functions are asked of each row; texts, numbers and times are not
    /// counted.
    static constexpr int most_parts = 1'000;
    /// How many positions all geometries of a filter have together.
    static constexpr int most_positions = 5'000;

    /// Precondition: the last token is `end`.
    explicit Reading(std::vector<Token> tokens) : tokens_(std::move(tokens)) {}

    const Token& now() const { return tokens_[at_]; }
    bool is_sign(std::string_view sign) const { return is_sign_at(at_, sign); }
    bool is_word(std::string_view keyword) const { return is_keyword(now(), keyword); }
    /// A word with an opening bracket behind it, as in `CASEI(` and `POINT Z (`.
    bool is_call() const {
        const bool has_z = at_ + 1 < tokens_.size() && is_keyword(tokens_[at_ + 1], "Z");
        return now().kind == TokenKind::word && is_sign_at(at_ + (has_z ? 2 : 1), "(");
    }
    void step() {
        if (at_ + 1 < tokens_.size()) ++at_;
    }
    bool take_sign(std::string_view sign);
    bool take_word(std::string_view keyword);
    /// The sign, or a fault.
    void require_sign(std::string_view sign);

    void refuse(const tl::unexpected<Error>& error);
    const std::optional<Error>& fault() const { return fault_; }

    /// One more of what is bounded; too many are a fault.
    void count_part(std::size_t character);
    void count_position(std::size_t character);

    /// One level deeper as long as it lives; too deep is a fault.
    class Level {
      public:
        explicit Level(Reading& reading);
        ~Level() { --reading_.depth_; }
        Level(const Level&) = delete;
        Level& operator=(const Level&) = delete;
        Level(Level&&) = delete;
        Level& operator=(Level&&) = delete;

      private:
        Reading& reading_;
    };

  private:
    bool is_sign_at(std::size_t at, std::string_view sign) const {
        return at < tokens_.size() && tokens_[at].kind == TokenKind::sign && tokens_[at].text == sign;
    }

    std::vector<Token> tokens_;
    std::size_t at_ = 0;
    int depth_ = 0;
    int parts_ = 0;
    int positions_ = 0;
    std::optional<Error> fault_;
};

/// Nested too deeply, at a character.
tl::unexpected<Error> too_deep(std::size_t character);

}  // namespace courtyard::cql2

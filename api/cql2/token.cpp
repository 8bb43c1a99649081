// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/cql2/token.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <optional>

namespace courtyard::cql2 {
namespace {

/// What a Chinese keyboard types in place of signs of the language.
struct WideSign {
    std::string_view wide;
    std::string_view plain;
};
constexpr std::array<WideSign, 15> wide_signs{{{"（", "("},
                                               {"）", ")"},
                                               {"，", ","},
                                               {"、", ","},
                                               {"‘", "'"},
                                               {"’", "'"},
                                               {"“", "\""},
                                               {"”", "\""},
                                               {"＝", "="},
                                               {"＜", "<"},
                                               {"＞", ">"},
                                               {"＋", "+"},
                                               {"－", "-"},
                                               {"　", " "},
                                               {"＇", "'"}}};

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }
bool is_continuation(char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; }

/// Letters of any script that begin a character: ASCII ones, `_`, `:` and what is beyond ASCII.
bool begins_name(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == ':' ||
           static_cast<unsigned char>(c) >= 0x80U;
}

const WideSign* wide_sign_at(std::string_view text) {
    const auto* found =
        std::ranges::find_if(wide_signs, [&](const WideSign& s) { return text.starts_with(s.wide); });
    return found == wide_signs.end() ? nullptr : found;
}

class Lexer {
  public:
    explicit Lexer(std::string_view filter) : filter_(filter) {}

    Result<std::vector<Token>> all() {
        while (true) {
            while (!at_end() && is_blank(filter_[offset_])) step(1);
            Token token;
            token.at = character_;
            if (at_end()) {
                tokens_.push_back(std::move(token));
                return std::move(tokens_);
            }
            if (const auto read = next(token); !read) return tl::unexpected(read.error());
            tokens_.push_back(std::move(token));
        }
    }

  private:
    bool at_end() const { return offset_ == filter_.size(); }
    std::string_view rest() const { return filter_.substr(offset_); }
    void step(std::size_t bytes) {
        for (std::size_t i = 0; i < bytes; ++i) character_ += is_continuation(filter_[offset_ + i]) ? 0U : 1U;
        offset_ += bytes;
    }

    Result<void> next(Token& token) {
        const char c = filter_[offset_];
        const bool is_fraction = c == '.' && offset_ + 1 < filter_.size() && is_digit(filter_[offset_ + 1]);
        if (c == '\'') return quoted(token, TokenKind::text);
        if (c == '"') return quoted(token, TokenKind::quoted_name);
        if (is_digit(c) || is_fraction) return number(token);
        if (const WideSign* wide = wide_sign_at(rest()))
            return fault_at(
                character_, "filter.syntax",
                {fmt::format("“{}”是全角符号，请改用半角的 {}", wide->wide, wide->plain),
                 fmt::format("“{}” is a full-width sign; write {} instead", wide->wide, wide->plain)});
        if (begins_name(c)) {
            name(token);
            return {};
        }
        return sign(token);
    }

    Result<void> quoted(Token& token, TokenKind kind) {
        const char quote = filter_[offset_];
        const std::size_t begin = character_;
        token.kind = kind;
        step(1);
        while (!at_end()) {
            const char c = filter_[offset_];
            const char after = offset_ + 1 < filter_.size() ? filter_[offset_ + 1] : '\0';
            if (c == quote && after != quote) {
                step(1);
                return {};
            }
            // '' is a quote, and so is \'; a backslash before anything else is for LIKE to read.
            const bool is_escaped = kind == TokenKind::text && c == '\\' && (after == quote || after == '\\');
            if (is_escaped && after == '\\') token.text += c;
            const bool is_pair = c == quote || is_escaped;
            token.text += is_pair ? after : c;
            step(is_pair ? 2 : 1);
        }
        return fault_at(begin, "filter.syntax",
                        {"引号没有闭合", "the quote that opens here is never closed"});
    }

    Result<void> number(Token& token) {
        token.kind = TokenKind::number;
        std::size_t size = 0;
        const auto rest = this->rest();
        const auto digits = [&] {
            while (size < rest.size() && is_digit(rest[size])) ++size;
        };
        digits();
        if (size < rest.size() && rest[size] == '.') ++size;
        digits();
        if (size < rest.size() && (rest[size] == 'e' || rest[size] == 'E')) {
            const std::size_t mantissa = size++;
            if (size < rest.size() && (rest[size] == '+' || rest[size] == '-')) ++size;
            const std::size_t exponent = size;
            digits();
            if (size == exponent) size = mantissa;
        }
        token.text = rest.substr(0, size);
        const auto* end = token.text.data() + token.text.size();
        const auto read = std::from_chars(token.text.data(), end, token.number);
        if (read.ec != std::errc() || read.ptr != end || !std::isfinite(token.number))
            return fault_at(character_, "filter.syntax", {"数字超出范围", "the number is out of range"});
        if (size < rest.size() && begins_name(rest[size]) && wide_sign_at(rest.substr(size)) == nullptr)
            return fault_at(
                character_, "filter.syntax",
                {"数字后面紧跟着文字；名称以数字开头时请加双引号",
                 "letters follow the number; a name that begins with a digit needs double quotes"});
        step(size);
        return {};
    }

    void name(Token& token) {
        token.kind = TokenKind::word;
        std::size_t size = 0;
        const auto rest = this->rest();
        while (size < rest.size() && (begins_name(rest[size]) || is_digit(rest[size]) || rest[size] == '.') &&
               wide_sign_at(rest.substr(size)) == nullptr)
            ++size;
        token.text = rest.substr(0, size);
        step(size);
    }

    Result<void> sign(Token& token) {
        token.kind = TokenKind::sign;
        constexpr std::array<std::string_view, 15> signs{"<>", "<=", ">=", "=", "<", ">", "(", ")",
                                                         ",",  "+",  "-",  "*", "/", "%", "^"};
        for (const std::string_view known : signs) {
            if (!rest().starts_with(known)) continue;
            token.text = known;
            step(known.size());
            return {};
        }
        const char c = filter_[offset_];
        const std::string shown =
            c >= ' ' && c <= '~' ? std::string(1, c) : fmt::format("U+{:04X}", static_cast<unsigned char>(c));
        return fault_at(character_, "filter.syntax",
                        {fmt::format("引号之外不能有“{}”", shown),
                         fmt::format("“{}” has no place outside of quotes", shown)});
    }

    std::string_view filter_;
    std::size_t offset_ = 0;
    std::size_t character_ = 1;
    std::vector<Token> tokens_;
};

char upper(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; }

/// A word as an error shows it: short.
std::string shown(const Token& token) {
    constexpr std::size_t longest = 24;
    std::string text = token.text;
    if (token.kind == TokenKind::text) text = "'" + text + "'";
    if (text.size() <= longest) return text;
    std::size_t cut = longest;
    while (cut > 0 && is_continuation(text[cut])) --cut;
    return text.substr(0, cut) + "…";
}

}  // namespace

Result<std::vector<Token>> tokens_of(std::string_view filter) { return Lexer(filter).all(); }

bool is_keyword(const Token& token, std::string_view keyword) {
    return token.kind == TokenKind::word &&
           std::ranges::equal(token.text, keyword, {}, [](char c) { return upper(c); });
}

tl::unexpected<Error> fault_at(std::size_t character, std::string name, const Text& what) {
    return fail(ErrorCode::invalid_input, std::move(name),
                {fmt::format("筛选条件第 {} 个字符处：{}", character, what.zh),
                 fmt::format("filter, character {}: {}", character, what.en)},
                "filter");
}

tl::unexpected<Error> expected(const Text& what, const Token& found) {
    if (found.kind == TokenKind::end)
        return fault_at(found.at, "filter.syntax",
                        {fmt::format("应为{}，但条件到此结束", what.zh),
                         fmt::format("expected {}, but the filter ends here", what.en)});
    return fault_at(found.at, "filter.syntax",
                    {fmt::format("应为{}，却是“{}”", what.zh, shown(found)),
                     fmt::format("expected {}, found “{}”", what.en, shown(found))});
}

}  // namespace courtyard::cql2

// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/guessable.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <unordered_set>

#include "api/tried_words.h"

namespace courtyard {
namespace {

// What one part costs: about the logarithm of how many of its kind there are.
constexpr double word_bits = 8;
constexpr double year_bits = 6;
constexpr double date_bits = 14;
constexpr double telephone_bits = 22;
constexpr double run_bits = 4;
constexpr double walk_bits = 5;
constexpr double again_bits = 1;
constexpr double disguise_bits = 1;
constexpr double digit_bits = 3.3;
constexpr double letter_bits = 4.7;
constexpr double mark_bits = 2;  // between words and at the end everybody puts one of a few
constexpr double rare_bits = 8;  // of the thousands of characters beyond ASCII

using Characters = std::u32string;

/// Bytes that are no UTF-8 stand for themselves.
Characters decoded(std::string_view text) {
    Characters characters;
    for (std::size_t i = 0; i < text.size();) {
        const auto lead = static_cast<unsigned char>(text[i]);
        const std::size_t size = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1;
        char32_t c = size == 1 ? lead : lead & (0xFFU >> (size + 1));
        for (std::size_t k = 1; k < size && i + k < text.size(); ++k)
            c = (c << 6U) | (static_cast<unsigned char>(text[i + k]) & 0x3FU);
        characters += c;
        i += size;
    }
    return characters;
}

bool is_digit(char32_t c) { return c >= U'0' && c <= U'9'; }
bool is_letter(char32_t c) { return c >= U'a' && c <= U'z'; }

Characters small(Characters text) {
    for (char32_t& c : text)
        if (c >= U'A' && c <= U'Z') c += U'a' - U'A';
    return text;
}

/// The letter that a figure or mark stands for; 1 is read as i or as l.
char32_t undisguised(char32_t c, char32_t one) {
    switch (c) {
        case U'0':
            return U'o';
        case U'1':
        case U'!':
        case U'|':
            return one;
        case U'3':
            return U'e';
        case U'4':
        case U'@':
            return U'a';
        case U'5':
        case U'$':
            return U's';
        case U'7':
            return U't';
        case U'8':
            return U'b';
        default:
            return c;
    }
}

Characters undisguised(Characters text, char32_t one) {
    for (char32_t& c : text) c = undisguised(c, one);
    return text;
}

struct Words {
    std::unordered_set<Characters> all;
    std::size_t longest = 0;

    Words() {
        for (const auto* list : {&tried_words(), &words_of_the_house()})
            for (const std::string_view word : *list) {
                all.insert(decoded(word));
                longest = std::max(longest, decoded(word).size());
            }
    }
};

const Words& words() {
    static const Words known;
    return known;
}

/// Where a key lies on the keyboard, in halves of a key.
std::optional<std::pair<int, int>> key_of(char32_t c) {
    constexpr std::array<std::u32string_view, 4> rows{U"`1234567890-=", U"qwertyuiop[]", U"asdfghjkl;'",
                                                      U"zxcvbnm,./"};
    constexpr std::array<int, 4> shift{-1, 2, 3, 4};
    for (std::size_t row = 0; row < rows.size(); ++row)
        if (const auto at = rows[row].find(c); at != std::u32string_view::npos)
            return std::pair(2 * static_cast<int>(at) + shift[row], static_cast<int>(row));
    return std::nullopt;
}

bool are_neighbours(char32_t a, char32_t b) {
    const auto from = key_of(a);
    const auto to = key_of(b);
    return from && to && a != b && std::abs(from->first - to->first) <= 2 &&
           std::abs(from->second - to->second) <= 1;
}

/// How far each of these goes on from a place.
std::size_t run_from(const Characters& text, std::size_t at) {
    if (at + 1 >= text.size()) return 1;
    const auto step = static_cast<std::int64_t>(text[at + 1]) - static_cast<std::int64_t>(text[at]);
    if (step < -1 || step > 1) return 1;
    std::size_t end = at + 1;
    // After 9 comes 0, as on the keyboard.
    const auto follows = [&](char32_t a, char32_t b) {
        return static_cast<std::int64_t>(b) - static_cast<std::int64_t>(a) == step ||
               (step == 1 && a == U'9' && b == U'0') || (step == -1 && a == U'0' && b == U'9');
    };
    while (end < text.size() && follows(text[end - 1], text[end])) ++end;
    return end - at;
}

std::size_t walk_from(const Characters& text, std::size_t at) {
    std::size_t end = at + 1;
    while (end < text.size() && are_neighbours(text[end - 1], text[end])) ++end;
    return end - at;
}

int number_at(const Characters& text, std::size_t at, std::size_t digits) {
    if (at + digits > text.size()) return -1;
    int number = 0;
    for (std::size_t i = at; i < at + digits; ++i) {
        if (!is_digit(text[i])) return -1;
        number = number * 10 + static_cast<int>(text[i] - U'0');
    }
    return number;
}

bool is_year(int number) { return number >= 1900 && number < 2100; }
bool is_day(int month, int day) { return month >= 1 && month <= 12 && day >= 1 && day <= 31; }

/// The cheapest way to each place of a password, from left to right.
class Ways {
  public:
    explicit Ways(std::string_view password)
        : written_(decoded(password)),
          text_(small(written_)),
          with_i_(undisguised(text_, U'i')),
          with_l_(undisguised(text_, U'l')),
          bits_(text_.size() + 1, 1e9) {
        bits_[0] = 0;
    }

    double cheapest() && {
        for (std::size_t at = 0; at < text_.size(); ++at) {
            reach(at, 1, character(text_[at]));
            from_words(at);
            from_numbers(at);
            from_keyboard(at);
            from_what_was_before(at);
        }
        return bits_.back();
    }

  private:
    void reach(std::size_t at, std::size_t length, double cost) {
        double& there = bits_[at + length];
        there = std::min(there, bits_[at] + cost);
    }

    static double character(char32_t c) {
        if (is_digit(c)) return digit_bits;
        if (is_letter(c)) return letter_bits;
        return c < 0x80 ? mark_bits : rare_bits;
    }

    void from_words(std::size_t at) {
        const std::size_t most = std::min(words().longest, text_.size() - at);
        for (std::size_t length = 2; length <= most; ++length) {
            const bool capitals = text_.compare(at, length, written_, at, length) != 0;
            const double dressed = word_bits + (capitals ? disguise_bits : 0);
            if (words().all.contains(text_.substr(at, length)))
                reach(at, length, dressed);
            else if (words().all.contains(with_i_.substr(at, length)) ||
                     words().all.contains(with_l_.substr(at, length)))
                reach(at, length, dressed + disguise_bits);
        }
    }

    void from_numbers(std::size_t at) {
        if (is_year(number_at(text_, at, 4))) reach(at, 4, year_bits);
        const int six = number_at(text_, at, 6);
        if (six >= 0 && is_day(six / 100 % 100, six % 100)) reach(at, 6, date_bits);
        const int eight = number_at(text_, at, 8);
        const bool year_first = is_year(eight / 10'000) && is_day(eight / 100 % 100, eight % 100);
        const bool year_last = is_year(eight % 10'000) && (is_day(eight / 1'000'000, eight / 10'000 % 100) ||
                                                           is_day(eight / 10'000 % 100, eight / 1'000'000));
        if (eight >= 0 && (year_first || year_last)) reach(at, 8, date_bits);
        const int prefix = number_at(text_, at, 2);
        if (prefix >= 13 && prefix <= 19 && number_at(text_, at + 2, 9) >= 0) reach(at, 11, telephone_bits);
    }

    void from_keyboard(std::size_t at) {
        for (std::size_t length = run_from(text_, at); length >= 3; --length) reach(at, length, run_bits);
        for (std::size_t length = walk_from(text_, at); length >= 3; --length)
            reach(at, length, walk_bits + static_cast<double>(length) / 4);
    }

    /// The same once more, of what stands right before.
    void from_what_was_before(std::size_t at) {
        for (std::size_t length = 1; length <= at && at + length <= text_.size(); ++length)
            if (text_.compare(at - length, length, text_, at, length) == 0) reach(at, length, again_bits);
    }

    Characters written_;
    Characters text_;
    Characters with_i_;
    Characters with_l_;
    std::vector<double> bits_;
};

}  // namespace

double bits_to_guess(std::string_view password) { return Ways(password).cheapest(); }

}  // namespace courtyard

// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace courtyard {

/// Why a text cannot be read as an address at all.
enum class TextFault : std::uint8_t { none, too_long, not_utf8 };

/// An address or a name in the one spelling that names are compared in, as UTF-16 units.
///
/// Full-width characters become half-width, letters lower case, variants (`character_variants`) one
/// character, numbers written in Chinese Arabic (`二十三` → `23`). Middle dots and invisible marks go; every
/// run of other signs, blanks and control characters becomes one blank; between a number in Chinese and one
/// in Arabic a blank keeps them apart. There is none at either end.
///
/// Units   at most twice as many as the text has bytes, so that no memory is asked for
/// Cost    linear; a text over `max_bytes` is refused unread
class FoldedText {
  public:
    static constexpr std::size_t max_bytes = 4096;

    explicit FoldedText(std::string_view utf8);

    TextFault fault() const { return fault_; }
    /// Empty when there is a fault.
    std::u16string_view units() const { return {units_.data(), size_}; }

  private:
    void fold(std::string_view utf8);
    void append(char32_t character);
    void append_unit(char16_t unit);
    void append_number(std::u16string_view chinese);

    std::array<char16_t, 2 * max_bytes> units_;  ///< only the first `size_` are set
    std::size_t size_ = 0;
    std::array<char16_t, 8> number_{};  ///< a number in Chinese that is still being read
    std::size_t number_size_ = 0;
    bool after_chinese_number_ = false;
    TextFault fault_ = TextFault::none;
};

/// The name of an area, folded; a remark in brackets at its end goes, other brackets open.
std::u16string folded_name(std::string_view utf8);

/// The text as UTF-8 again.
std::string utf8_of(std::u16string_view units);

inline bool is_arabic_digit(char16_t unit) { return unit >= u'0' && unit <= u'9'; }
bool is_number(std::u16string_view units);
/// A blank, which is all that folding leaves of separators, or a Latin letter or digit.
inline bool is_plain_sign(char16_t unit) {
    return unit == u' ' || is_arabic_digit(unit) || (unit >= u'a' && unit <= u'z');
}

}  // namespace courtyard

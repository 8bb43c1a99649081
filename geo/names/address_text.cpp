// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "geo/names/address_text.h"

#include <algorithm>
#include <memory>
#include <optional>

#include "geo/names/character_variants.h"

namespace courtyard {
namespace {

constexpr char16_t dropped = 0;
constexpr char16_t blank = u' ';
constexpr std::u16string_view chinese_digits = u"〇一二三四五六七八九";

using FoldTable = std::array<char16_t, 0x10000>;

void set_range(FoldTable& table, char16_t from, char16_t to, char16_t value) {
    for (std::size_t unit = from; unit <= to; ++unit) table.at(unit) = value;
}

void set_half_width(FoldTable& table) {
    for (std::size_t unit = 0; unit < 0x80; ++unit) {
        const auto c = static_cast<char16_t>(unit);
        const bool kept = is_arabic_digit(c) || (c >= u'a' && c <= u'z');
        const bool upper = c >= u'A' && c <= u'Z';
        table.at(unit) = upper ? static_cast<char16_t>(c - u'A' + u'a') : (kept ? c : blank);
        if (unit > 0x20 && unit < 0x7F) table.at(unit + 0xFEE0) = table.at(unit);
    }
}

std::unique_ptr<const FoldTable> make_table() {
    auto table = std::make_unique<FoldTable>();
    for (std::size_t unit = 0; unit < table->size(); ++unit) table->at(unit) = static_cast<char16_t>(unit);
    set_half_width(*table);
    set_range(*table, 0x80, 0xBF, blank);
    set_range(*table, 0x2000, 0x2BFF, blank);
    set_range(*table, 0x3000, 0x3004, blank);
    set_range(*table, 0x3008, 0x3020, blank);
    set_range(*table, 0xFE10, 0xFE6F, blank);
    set_range(*table, 0xFF5B, 0xFF65, blank);
    constexpr std::u16string_view invisible =
        u"\u00AD\u00B7\u200B\u200C\u200D\u2022\u2027\u2060\u30FB\uFE0F\uFEFF\uFF65";
    for (const auto unit : invisible) table->at(unit) = dropped;
    const auto pairs = character_variants();
    for (std::size_t i = 0; i + 1 < pairs.size(); i += 2) table->at(pairs[i]) = pairs[i + 1];
    table->at(u'零') = u'〇';
    return table;
}

const FoldTable& fold_table() {
    static const auto table = make_table();
    return *table;
}

bool is_chinese_number(char16_t unit) {
    switch (unit) {
        case u'〇':
        case u'一':
        case u'二':
        case u'三':
        case u'四':
        case u'五':
        case u'六':
        case u'七':
        case u'八':
        case u'九':
        case u'十':
        case u'百':
            return true;
        default:
            return false;
    }
}

int digit_of(char16_t unit) { return static_cast<int>(chinese_digits.find(unit)); }

/// `二百一十三` → 213; nothing when it is a row of digits (`八一`).
std::optional<int> counted(std::u16string_view chinese) {
    if (chinese.find_first_of(u"十百") == std::u16string_view::npos) return std::nullopt;
    int value = 0;
    int digit = 0;
    for (const auto unit : chinese) {
        const bool ten = unit == u'十';
        if (ten || unit == u'百') {
            value += std::max(digit, 1) * (ten ? 10 : 100);
            digit = 0;
        } else {
            digit = digit_of(unit);
        }
    }
    return value + digit;
}

/// The next character of strict UTF-8, taken from the front; nothing when it is none.
std::optional<char32_t> take_character(std::string_view& utf8) {
    const auto byte = [&](std::size_t at) { return static_cast<unsigned char>(utf8[at]); };
    const unsigned lead = byte(0);
    const std::size_t length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    if ((lead >= 0x80 && lead < 0xC2) || lead > 0xF4 || utf8.size() < length) return std::nullopt;
    char32_t character = length == 1 ? lead : lead & (0x7FU >> length);
    for (std::size_t i = 1; i < length; ++i) {
        if ((byte(i) & 0xC0U) != 0x80) return std::nullopt;
        character = character << 6 | (byte(i) & 0x3FU);
    }
    constexpr std::array<char32_t, 5> lowest{0, 0, 0x80, 0x800, 0x10000};
    const bool surrogate = character >= 0xD800 && character < 0xE000;
    if (character < lowest.at(length) || character > 0x10FFFF || surrogate) return std::nullopt;
    utf8.remove_prefix(length);
    return character;
}

}  // namespace

// The buffer stays unset on purpose: 16 KB to clear would cost more than most addresses to read.
// NOLINTNEXTLINE(cppcoreguidelines-pro-type-member-init)
FoldedText::FoldedText(std::string_view utf8) {
    if (utf8.size() > max_bytes) {
        fault_ = TextFault::too_long;
        return;
    }
    fold(utf8);
    while (size_ > 0 && units_[size_ - 1] == blank) --size_;
}

void FoldedText::fold(std::string_view utf8) {
    while (!utf8.empty()) {
        const auto character = take_character(utf8);
        if (!character) {
            fault_ = TextFault::not_utf8;
            size_ = 0;
            return;
        }
        append(*character);
    }
    append_number({number_.data(), number_size_});
}

void FoldedText::append(char32_t character) {
    if (character > 0xFFFF) {
        append_number({number_.data(), number_size_});
        append_unit(static_cast<char16_t>(0xD7C0 + (character >> 10)));
        append_unit(static_cast<char16_t>(0xDC00 + (character & 0x3FF)));
        return;
    }
    const auto unit = fold_table()[static_cast<char16_t>(character)];
    if (unit == dropped) return;
    if (is_chinese_number(unit)) {
        if (number_size_ == number_.size()) append_number({number_.data(), number_size_});
        number_[number_size_++] = unit;
        return;
    }
    if (number_size_ > 0) append_number({number_.data(), number_size_});
    if (after_chinese_number_ && is_arabic_digit(unit)) append_unit(blank);
    after_chinese_number_ = false;
    append_unit(unit);
}

void FoldedText::append_unit(char16_t unit) {
    if (unit == blank && (size_ == 0 || units_[size_ - 1] == blank)) return;
    units_[size_++] = unit;
}

void FoldedText::append_number(std::u16string_view chinese) {
    if (chinese.empty()) return;
    number_size_ = 0;
    if (size_ > 0 && is_arabic_digit(units_[size_ - 1])) append_unit(blank);
    after_chinese_number_ = true;
    if (const auto value = counted(chinese)) {
        for (const auto c : std::to_string(*value)) append_unit(static_cast<char16_t>(c));
        return;
    }
    for (const auto unit : chinese) append_unit(static_cast<char16_t>(u'0' + digit_of(unit)));
}

std::string utf8_of(std::u16string_view units) {
    std::string utf8;
    for (std::size_t i = 0; i < units.size(); ++i) {
        char32_t c = units[i];
        if (c >= 0xD800 && c < 0xDC00 && i + 1 < units.size()) {
            c = 0x10000 + ((c - 0xD800) << 10) + (units[++i] - 0xDC00U);
        }
        const auto push = [&](char32_t byte) { utf8.push_back(static_cast<char>(byte)); };
        if (c < 0x80) {
            push(c);
            continue;
        }
        if (c < 0x800) {
            push(0xC0 | c >> 6);
        } else {
            if (c < 0x10000) {
                push(0xE0 | c >> 12);
            } else {
                push(0xF0 | c >> 18);
                push(0x80 | (c >> 12 & 0x3F));
            }
            push(0x80 | (c >> 6 & 0x3F));
        }
        push(0x80 | (c & 0x3F));
    }
    return utf8;
}

std::u16string folded_name(std::string_view utf8) {
    constexpr std::array<std::string_view, 2> openings{"（", "("};
    constexpr std::array<std::string_view, 2> closings{"）", ")"};
    std::string name(utf8);
    for (std::size_t i = 0; i < openings.size(); ++i) {
        for (auto close = closings.at(i); name.ends_with(close);) {
            const auto open = name.rfind(openings.at(i));
            if (open == std::string::npos || open == 0) break;
            name.erase(open);
        }
    }
    const FoldedText folded(name);
    std::u16string units(folded.units());
    std::erase(units, blank);
    return units;
}

bool is_number(std::u16string_view units) { return std::ranges::all_of(units, is_arabic_digit); }

}  // namespace courtyard

// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/cql2/letters.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "api/cql2/letter_tables.h"

namespace courtyard::cql2 {
namespace {

/// The character that `text` begins with, and how many bytes it has; a byte that begins none stands for
/// itself.
struct Character {
    char32_t code = 0;
    std::size_t bytes = 1;
    bool is_whole = false;
};

Character first_character(std::string_view text) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const unsigned lead = byte(0);
    const std::size_t size = lead < 0x80   ? 1
                             : lead < 0xC2 ? 0
                             : lead < 0xE0 ? 2
                             : lead < 0xF0 ? 3
                             : lead < 0xF5 ? 4
                                           : 0;
    if (size == 0 || size > text.size()) return {};
    char32_t code = size == 1 ? lead : lead & (0xFFU >> (size + 1));
    for (std::size_t i = 1; i < size; ++i) {
        if ((byte(i) & 0xC0U) != 0x80U) return {};
        code = (code << 6U) | (byte(i) & 0x3FU);
    }
    return {code, size, true};
}

void append(std::string& text, char32_t code) {
    const auto add = [&](char32_t bits) { text += static_cast<char>(static_cast<unsigned char>(bits)); };
    if (code < 0x80) return add(code);
    if (code < 0x800) {
        add(0xC0U | (code >> 6U));
    } else {
        if (code < 0x10000) {
            add(0xE0U | (code >> 12U));
        } else {
            add(0xF0U | (code >> 18U));
            add(0x80U | ((code >> 12U) & 0x3FU));
        }
        add(0x80U | ((code >> 6U) & 0x3FU));
    }
    add(0x80U | (code & 0x3FU));
}

/// Whether a character lies where no letter has two cases: nearly all Chinese text does.
bool has_no_case(char32_t code) { return code >= 0x2E80 && code < 0xA640; }

void append_folded(std::string& text, char32_t code) {
    if (has_no_case(code)) return append(text, code);
    const auto longer = std::ranges::lower_bound(folded_long, code, {}, &FoldedLong::letter);
    if (longer != folded_long.end() && longer->letter == code) {
        text += longer->folded;
        return;
    }
    const auto run = std::ranges::lower_bound(folded_runs, code, {}, &FoldedRun::last);
    const bool is_in = run != folded_runs.end() && code >= run->first && (code - run->first) % run->step == 0;
    append(text, is_in ? static_cast<char32_t>(static_cast<std::int32_t>(code) + run->shift) : code);
}

/// Accented letters and their plain ones, in the order of the accented.
const std::vector<std::pair<char32_t, char32_t>>& plain_letters() {
    static const auto letters = [] {
        std::vector<std::pair<char32_t, char32_t>> pairs;
        for (std::string_view row : accented) {
            const Character plain = first_character(row);
            for (row.remove_prefix(plain.bytes); !row.empty();) {
                const Character letter = first_character(row);
                pairs.emplace_back(letter.code, plain.code);
                row.remove_prefix(letter.bytes);
            }
        }
        std::ranges::sort(pairs);
        return pairs;
    }();
    return letters;
}

bool is_accent(char32_t code) { return code >= 0x300 && code < 0x370; }

void append_plain(std::string& text, char32_t code) {
    if (code < 0xC0 || has_no_case(code)) return append(text, code);
    if (is_accent(code)) return;
    const auto& letters = plain_letters();
    const auto found = std::ranges::lower_bound(letters, code, {}, &std::pair<char32_t, char32_t>::first);
    append(text, found != letters.end() && found->first == code ? found->second : code);
}

template <class Append>
void each_character(std::string_view text, std::string& out, const Append& append) {
    out.clear();
    while (!text.empty()) {
        const Character character = first_character(text);
        if (character.is_whole)
            append(out, character.code);
        else
            out += text.front();
        text.remove_prefix(character.bytes);
    }
}

}  // namespace

void fold_case(std::string_view text, std::string& folded) { each_character(text, folded, append_folded); }

void drop_accents(std::string_view text, std::string& plain) { each_character(text, plain, append_plain); }

}  // namespace courtyard::cql2

// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "geo/area_code.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <span>

#include "geo/lower_case.h"

namespace courtyard {
namespace {

constexpr std::string_view full_width_zero = "\uFF10";
constexpr std::string_view ideographic_space = "\u3000";

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool is_code_character(char c) {
    return is_digit(c) || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_' || c == '-';
}

std::string_view without_blanks(std::string_view text) {
    constexpr std::array<std::string_view, 5> blanks{" ", "\t", "\r", "\n", ideographic_space};
    for (bool trimmed = true; trimmed;) {
        trimmed = false;
        for (const auto blank : blanks) {
            if (text.starts_with(blank)) {
                text.remove_prefix(blank.size());
                trimmed = true;
            }
            if (text.ends_with(blank)) {
                text.remove_suffix(blank.size());
                trimmed = true;
            }
        }
    }
    return text;
}

/// U+FF10 to U+FF19 share their first two UTF-8 bytes; the third counts up from the zero's.
std::optional<char> full_width_digit(std::string_view text) {
    if (text.size() < 3 || text.substr(0, 2) != full_width_zero.substr(0, 2)) return std::nullopt;
    const int digit = static_cast<unsigned char>(text[2]) - static_cast<unsigned char>(full_width_zero[2]);
    if (digit < 0 || digit > 9) return std::nullopt;
    return static_cast<char>('0' + digit);
}

auto bad_code(std::string_view text) {
    return fail(ErrorCode::invalid_input, "area.bad_code",
                {fmt::format("“{}”不是区划代码（1 到 15 位字母、数字、“-”或“_”）", text),
                 fmt::format("'{}' is not an area code (1 to 15 letters, digits, '-' or '_')", text)},
                std::string(text));
}

struct LevelWords {
    AreaLevel level;
    std::string_view singular;
    std::string_view plural;
    std::string_view zh;
    std::span<const std::string_view> also;
};

constexpr std::array<std::string_view, 5> province_words{"省级", "自治区", "直辖市", "特别行政区", "省份"};
constexpr std::array<std::string_view, 9> prefecture_words{"市级", "地级", "地级市", "地区",       "自治州",
                                                           "州",   "盟",   "地市",   "prefectural"};
constexpr std::array<std::string_view, 13> county_words{"县级", "县级市", "区",        "市辖区", "区县",
                                                        "县区", "旗",     "自治县",    "自治旗", "林区",
                                                        "特区", "县(市)", "县(市、区)"};
constexpr std::array<std::string_view, 12> township_words{"乡",     "镇",     "乡级",       "乡镇级",
                                                          "街道",   "街道办", "街道办事处", "乡镇(街道)",
                                                          "民族乡", "苏木",   "town",       "towns"};
constexpr std::array<std::string_view, 9> village_words{"村级",   "社区",   "行政村", "村(社区)", "村社区",
                                                        "村委会", "居委会", "嘎查",   "community"};

constexpr std::array<LevelWords, 5> level_words{{
    {AreaLevel::province, "province", "provinces", "省", province_words},
    {AreaLevel::prefecture, "prefecture", "prefectures", "市", prefecture_words},
    {AreaLevel::county, "county", "counties", "县", county_words},
    {AreaLevel::township, "township", "townships", "乡镇", township_words},
    {AreaLevel::village, "village", "villages", "村", village_words},
}};

const LevelWords& words_of(AreaLevel level) { return level_words.at(static_cast<std::size_t>(level)); }

std::string replaced(std::string text, std::string_view from, std::string_view to) {
    for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) {
        text.replace(at, from.size(), to);
    }
    return text;
}

std::string normalised_word(std::string_view text) {
    return replaced(replaced(lower_case(without_blanks(text)), "（", "("), "）", ")");
}

}  // namespace

Result<AreaCode> AreaCode::parse(std::string_view text) {
    const auto trimmed = without_blanks(text);
    AreaCode code;
    for (std::size_t at = 0; at < trimmed.size();) {
        const auto wide = full_width_digit(trimmed.substr(at));
        const char c = wide.value_or(trimmed[at]);
        if (!is_code_character(c) || code.length_ == code.bytes_.size()) return bad_code(text);
        code.bytes_[code.length_++] = c;
        at += wide ? full_width_zero.size() : 1;
    }
    if (code.empty()) return bad_code(text);
    return code;
}

std::string_view to_string(AreaLevel level) { return words_of(level).singular; }

std::string_view plural(AreaLevel level) { return words_of(level).plural; }

Text name_of(AreaLevel level) {
    return {std::string(words_of(level).zh), std::string(words_of(level).singular)};
}

Result<AreaLevel> parse_area_level(std::string_view text) {
    const auto word = normalised_word(text);
    for (const auto& words : level_words) {
        if (word == words.singular || word == words.plural || word == words.zh ||
            std::ranges::find(words.also, word) != words.also.end()) {
            return words.level;
        }
    }
    return fail(ErrorCode::invalid_input, "area.unknown_level",
                {fmt::format("“{}”不是级别（省、市、县、乡镇、村）", text),
                 fmt::format("'{}' is not a level (province, prefecture, county, township, village)", text)},
                std::string(text));
}

Result<AreaLevel> level_by_length(AreaCode code) {
    if (std::ranges::all_of(code.view(), is_digit)) {
        switch (code.view().size()) {
            case 2:
                return AreaLevel::province;
            case 4:
                return AreaLevel::prefecture;
            case 6:
                return AreaLevel::county;
            case 9:
                return AreaLevel::township;
            case 12:
                return AreaLevel::village;
            default:
                break;
        }
    }
    return fail(
        ErrorCode::unsupported, "area.level_unknown",
        {fmt::format("代码 {} 不是 2、4、6、9 或 12 位数字，无法判断级别", code.view()),
         fmt::format("code {} has not 2, 4, 6, 9 or 12 digits, so its level is not known", code.view())},
        code.str());
}

AreaCode statistical_parent(AreaCode code) {
    constexpr std::array<std::size_t, 4> lengths{9, 6, 4, 2};
    constexpr std::array<std::size_t, 4> below{12, 9, 6, 4};
    const auto at = std::ranges::find(below, code.view().size());
    if (at == below.end()) return {};
    const auto length = lengths.at(static_cast<std::size_t>(at - below.begin()));
    return AreaCode::parse(code.view().substr(0, length)).value_or(AreaCode{});
}

}  // namespace courtyard

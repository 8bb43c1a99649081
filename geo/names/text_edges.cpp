// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "geo/names/text_edges.h"

#include <algorithm>
#include <array>

#include "geo/names/address_text.h"

namespace courtyard {
namespace {

constexpr std::size_t shortest_telephone = 5;

bool is_in(char16_t unit, std::u16string_view set) { return set.find(unit) != std::u16string_view::npos; }

bool is_letter(char16_t unit) { return unit >= u'a' && unit <= u'z'; }

template <std::size_t N>
bool starts_with_any(std::u16string_view text, const std::array<std::u16string_view, N>& words) {
    return std::ranges::any_of(words, [&](auto word) { return text.starts_with(word); });
}

}  // namespace

bool TextEdges::begins_free(std::size_t at) const {
    if (at == 0) return true;
    const auto before = text_[at - 1];
    if (before == u' ' || is_letter(before) || before == u'号') return true;
    // Only a telephone number: a short one may be the beginning of the name itself (六老庄).
    auto begin = at;
    while (begin > 0 && is_arabic_digit(text_[begin - 1])) --begin;
    return at - begin >= shortest_telephone && !is_arabic_digit(text_[at]);
}

bool TextEdges::ends_free(std::size_t at) const {
    return at >= text_.size() || text_[at] == u' ' || is_letter(text_[at]);
}

/// What a number of a group, a house or a telephone says, with the word after it.
TextEdges::NumberAt TextEdges::number_at(std::size_t at) const {
    auto end = at;
    while (end < text_.size() && is_arabic_digit(text_[end])) ++end;
    if (end == at) return {};
    if (end - at >= shortest_telephone) return {Number::telephone, end};
    if (ends_free(end)) return {Number::house, end};
    constexpr std::array<std::u16string_view, 3> groups{u"村民小组", u"村民组", u"小组"};
    if (is_in(text_[end], u"组队社") || starts_with_any(text_.substr(end), groups))
        return {Number::group, end + 1};
    return is_in(text_[end], u"号户幢栋弄单楼室座排") ? NumberAt{Number::house, end + 1} : NumberAt{};
}

TextEdges::NumberAt TextEdges::number_after_core(std::size_t at) const {
    if (text_[at] == u'第') return number_at(at + 1);
    return is_arabic_digit(text_[at - 1]) ? NumberAt{} : number_at(at);
}

/// 阳光佳园（西）社区 is not 阳光佳园: of brackets, folding leaves blanks.
bool TextEdges::remark_and_ending_follow(std::size_t at) const {
    constexpr std::size_t longest_remark = 4;
    const auto end = text_.find(u' ', at + 1);
    if (end == std::u16string_view::npos || end - at - 1 > longest_remark) return false;
    const auto rest = text_.substr(end + 1);
    return rest.starts_with(u"社区") || rest.starts_with(u'村') || rest.starts_with(u"居委");
}

bool TextEdges::village_core_ends(std::size_t at) const {
    if (at >= text_.size()) return true;
    if (text_[at] == u' ') return !remark_and_ending_follow(at);
    const auto number = number_after_core(at);
    // 九号桥, 一号路 and 12号小区 are names of their own.
    const auto rest = text_.substr(number.end);
    const bool own_name = !rest.empty() && (is_in(rest[0], u"桥路街线井矿站") || rest.starts_with(u"小区"));
    return number.kind == Number::house ? !own_name : number.kind != Number::none;
}

bool TextEdges::lone_village_core_ends(std::size_t at) const {
    if (at >= text_.size() || text_[at] == u' ') return village_core_ends(at);
    const auto number = number_after_core(at);
    if (number.kind != Number::house) return number.kind != Number::none;
    return ends_free(number.end) || is_arabic_digit(text_[number.end]);
}

bool TextEdges::road_follows(std::size_t at) const {
    if (at >= text_.size()) return false;
    if (is_in(text_[at], u"路街道巷弄")) return true;
    return is_in(text_[at], u"大公东西南北中") && at + 1 < text_.size() && is_in(text_[at + 1], u"路街道");
}

/// A village has one committee: 万金村张村民委员会 is not the village 万金村.
bool TextEdges::committee_follows(std::size_t at) const {
    constexpr std::size_t longest_name = 12;
    auto word = text_.substr(at, longest_name);
    word = word.substr(0, std::min(word.find(u' '), word.size()));
    return word.find(u"委会") != std::u16string_view::npos || word.find(u"委员") != std::u16string_view::npos;
}

bool TextEdges::village_name_ends(std::size_t at) const {
    if (ends_free(at)) return true;
    constexpr std::array<std::u16string_view, 2> people{u"小组", u"组"};
    return !is_in(text_[at], u"民镇乡县庄村") && !road_follows(at) &&
           !starts_with_any(text_.substr(at), people) && !committee_follows(at);
}

bool TextEdges::lone_village_name_ends(std::size_t at) const {
    if (ends_free(at)) return true;
    const bool place_word =
        is_in(text_[at], u"东西南北中前后口头内旁边附对小卫文党第") || is_arabic_digit(text_[at]);
    return place_word && village_name_ends(at);
}

bool TextEdges::village_word_follows(std::size_t at) const {
    constexpr std::size_t longest_name = 12;
    auto word = text_.substr(std::min(at, text_.size()));
    if (word.starts_with(u' ')) word.remove_prefix(1);
    word = word.substr(0, std::min({word.find(u' '), word.size(), longest_name}));
    constexpr std::array<std::u16string_view, 4> endings{u"村", u"社区", u"居委", u"嘎查"};
    return std::ranges::any_of(endings, [&](auto ending) {
        const auto found = word.find(ending);
        return found != 0 && found != std::u16string_view::npos;
    });
}

bool TextEdges::upper_name_ends(std::size_t at) const {
    if (ends_free(at)) return true;
    const auto last = text_[at - 1];
    const auto next = text_[at];
    if (last == u'市') return next != u'场';
    // 省道, 县道 and 乡道 have a number or nothing behind them; 乡 and 道仙村 are two names.
    return last == u'道' || next != u'道' || !(ends_free(at + 1) || is_arabic_digit(text_[at + 1]));
}

bool TextEdges::follows_upper_word(std::size_t at) const {
    if (at < 2 || text_[at - 1] != u' ') return false;
    const auto before = text_.substr(0, at - 1);
    if (is_in(before.back(), u"省市县乡镇旗盟州") || before.ends_with(u"街道")) return true;
    constexpr std::u16string_view other_quarters = u"小园社厂校片矿景院库牧";
    return before.ends_with(u'区') && before.size() > 1 && !is_in(before[before.size() - 2], other_quarters);
}

}  // namespace courtyard

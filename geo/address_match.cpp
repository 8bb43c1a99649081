// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "geo/address_match.h"

#include <array>

namespace courtyard {
namespace {

constexpr std::array<std::string_view, 10> method_names{
    "nothing",          "code",           "successor_code",   "upper_code", "full_path",
    "township_village", "county_village", "village_in_scope", "similar",    "upper_area"};

struct DoubtWords {
    std::string_view name;
    std::string_view zh;
    std::string_view en;
};

constexpr std::array<DoubtWords, 15> doubts{{
    {"", "", ""},
    {"address.empty", "地址是空的", "the address is empty"},
    {"address.too_long", "地址超过 4096 字节", "the address is longer than 4,096 bytes"},
    {"address.not_utf8", "地址不是 UTF-8 文字", "the address is not UTF-8 text"},
    {"address.unknown_code", "这串数字不是清单中的区划代码", "these digits are no area code of the list"},
    {"address.code_revoked", "该村代码已撤销，没有已知的新代码；其上级仍在",
     "the village of this code is gone and no successor is known; what lies above it stands"},
    {"address.no_area_named", "地址中没有清单里的地名", "the address names no area of the list"},
    {"address.no_village_named", "地址没有写到村（社区）", "the address names no village"},
    {"address.similar_names", "该乡镇没有这个村名，但有只差一个字的，请核对候选",
     "the township has no village of this name; some that differ by one character are candidates"},
    {"address.village_not_listed", "乡镇之后写的不是该乡镇清单中的村（社区）",
     "what follows the township is no village of it"},
    {"address.other_kind", "清单中同名的不是同一类：一个是村，一个是社区",
     "the list has this name for another kind: a village, not a community, or the other way round"},
    {"address.ambiguous", "有几个地方都符合，请从候选中选择",
     "several areas fit; choose among the candidates"},
    {"address.unclear_edge", "村名前后连着别的字，不能确定是这个村",
     "the village's name stands inside a longer word, so it may be another place"},
    {"address.unknown_upper_area", "村名前面的县或乡镇不在清单中",
     "the village's name follows a county or township that is not in the list"},
    {"address.contradiction", "地址中的地名互相矛盾，或不在限定的范围内",
     "the areas named do not lie in one another, or not where the records are known to lie"},
}};

}  // namespace

std::string_view to_string(AddressMethod method) { return method_names.at(static_cast<std::size_t>(method)); }

std::string_view to_string(AddressDoubt doubt) { return doubts.at(static_cast<std::size_t>(doubt)).name; }

Text text_of(AddressDoubt doubt) {
    const auto& words = doubts.at(static_cast<std::size_t>(doubt));
    return {std::string(words.zh), std::string(words.en)};
}

}  // namespace courtyard

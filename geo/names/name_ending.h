// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "geo/area_code.h"

namespace courtyard {

/// What the ending of an area's name says it is; a set, for some endings say several things.
enum class Ending : std::uint16_t {
    none = 0,
    province = 1,          ///< 省, 自治区
    city = 2,              ///< 市
    autonomous = 4,        ///< 州, 自治州
    region = 8,            ///< 地区
    league = 16,           ///< 盟
    county = 32,           ///< 县, 自治县
    district = 64,         ///< 区
    banner = 128,          ///< 旗, 自治旗
    town = 256,            ///< 镇
    rural_township = 512,  ///< 乡, 民族乡, 苏木
    street = 1024,         ///< 街道, 街道办事处, 地区
    village = 2048,        ///< 村, 村委会, 村民委员会
    community = 4096,      ///< 社区, 居委会
    gacha = 8192,          ///< 嘎查
    new_district = 32768,  ///< 新区
    whole = 16384,         ///< the name has no ending that may be left out
};

constexpr Ending operator|(Ending a, Ending b) {
    return static_cast<Ending>(static_cast<std::uint16_t>(a) | static_cast<std::uint16_t>(b));
}
constexpr Ending operator&(Ending a, Ending b) {
    return static_cast<Ending>(static_cast<std::uint16_t>(a) & static_cast<std::uint16_t>(b));
}
constexpr Ending operator~(Ending a) { return static_cast<Ending>(~static_cast<std::uint16_t>(a)); }
constexpr bool any(Ending ending) { return ending != Ending::none; }

/// Towns, rural townships and streets become one another when a place grows.
inline constexpr Ending township_endings = Ending::town | Ending::rural_township | Ending::street;
inline constexpr Ending village_endings = Ending::village | Ending::community | Ending::gacha;

/// A folded name in two: what is its own, and what only says its kind.
struct NameParts {
    std::u16string_view core;
    Ending ending = Ending::none;
};

/// Splits the name of an area of this level.
///
/// The core keeps at least two units and is not a mere number, else the name stays `whole` (`郊区`); of a
/// village it may then keep its 村 (`王村村委会` → `王村`).
NameParts parts_of(std::u16string_view folded_name, AreaLevel level);

/// An ending as it stands in a text.
struct EndingInText {
    std::size_t length = 0;  ///< 0 when there is none
    Ending ending = Ending::none;
};

/// The longest ending of a village's name at the start of `text`, which follows `core`.
EndingInText village_ending_at(std::u16string_view text, std::u16string_view core);
/// The longest ending of the name of a township or of what is above it.
EndingInText upper_ending_at(std::u16string_view text);

/// Is this the name of a level that is skipped (`市辖区`, `省直辖县级行政区划`)?
bool names_no_place(std::u16string_view folded_name);

/// Does it name a road rather than a place to live?
bool is_road(std::u16string_view core);

}  // namespace courtyard

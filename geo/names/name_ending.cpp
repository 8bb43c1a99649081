// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "geo/names/name_ending.h"

#include <algorithm>
#include <array>
#include <memory>
#include <span>

#include "geo/names/address_text.h"

namespace courtyard {
namespace {

struct EndingWord {
    std::u16string_view word;
    Ending ending;
};

using enum Ending;

constexpr std::array<EndingWord, 24> upper_words{{
    {u"特别行政区", province}, {u"自治区", province},
    {u"自治州", autonomous},   {u"自治县", county},
    {u"自治旗", banner},       {u"街道办事处", street},
    {u"地区办事处", street},   {u"街道办", street},
    {u"街办", street},         {u"办事处", street},
    {u"街道", street},         {u"地区", region | street},
    {u"新区", new_district},   {u"苏木", rural_township},
    {u"省", province},         {u"市", city},
    {u"州", autonomous},       {u"盟", league},
    {u"县", county},           {u"区", district},
    {u"旗", banner},           {u"镇", town},
    {u"乡", rural_township},   {u"林区", district},
}};

/// The peoples whose names stand between a core and its ending (`印江土家族苗族自治县`), folded.
constexpr std::array<std::u16string_view, 64> peoples{
    u"民族",   u"壮族",     u"回族",     u"满族",     u"苗族",       u"彝族",       u"土家族",
    u"藏族",   u"蒙古族",   u"蒙古",     u"侗族",     u"布依族",     u"瑶族",       u"白族",
    u"朝鲜族", u"哈尼族",   u"黎族",     u"哈萨克族", u"哈萨克",     u"傣族",       u"畲族",
    u"傈僳族", u"东乡族",   u"仡佬族",   u"拉祜族",   u"佤族",       u"水族",       u"纳西族",
    u"羌族",   u"土族",     u"仫佬族",   u"锡伯族",   u"锡伯",       u"柯尔克孜族", u"柯尔克孜",
    u"景颇族", u"达斡尔族", u"撒拉族",   u"布朗族",   u"毛南族",     u"塔吉克族",   u"塔吉克",
    u"普米族", u"阿昌族",   u"怒族",     u"鄂温克族", u"鄂温克",     u"京族",       u"基诺族",
    u"德昂族", u"保安族",   u"俄罗斯族", u"裕固族",   u"乌孜别克族", u"门巴族",     u"鄂伦春族",
    u"鄂伦春", u"独龙族",   u"赫哲族",   u"高山族",   u"珞巴族",     u"塔塔尔族",   u"维吾尔族",
    u"维吾尔"};

/// With the slips of the pen that the national list itself holds (村民委员, 居委员会).
constexpr std::array<EndingWord, 52> village_words{{
    {u"村", village},
    {u"行政村", village},
    {u"村委", village},
    {u"村委会", village},
    {u"村委员会", village},
    {u"村民委", village},
    {u"村民委会", village},
    {u"村民委员", village},
    {u"村民委员会", village},
    {u"村民会员会", village},
    {u"村村委", village},
    {u"村村委会", village},
    {u"村村委员会", village},
    {u"村村民委", village},
    {u"村村民委会", village},
    {u"村村民委员", village},
    {u"村村民委员会", village},
    {u"社区", community},
    {u"居委", community},
    {u"居委会", community},
    {u"居委员会", community},
    {u"居民委", community},
    {u"居民委会", community},
    {u"居民委员", community},
    {u"居民委员会", community},
    {u"社区委员会", community},
    {u"社区居委", community},
    {u"社区居委会", community},
    {u"社区居委员会", community},
    {u"社区居民委会", community},
    {u"社区居民委员", community},
    {u"社区居民委员会", community},
    {u"村居委会", village | community},
    {u"村居民委员会", village | community},
    {u"村社区", village | community},
    {u"村社区居委会", village | community},
    {u"村社区居民委员会", village | community},
    {u"社区村", village | community},
    {u"社区村委会", village | community},
    {u"社区村民委员会", village | community},
    {u"村社区村民委员会", village | community},
    {u"村社区村委会", village | community},
    {u"嘎查", gacha},
    {u"嘎查委", gacha},
    {u"嘎查委会", gacha},
    {u"嘎查委员会", gacha},
    {u"嘎查村", gacha},
    {u"嘎查村委会", gacha},
    {u"嘎查村委员会", gacha},
    {u"嘎查村民委员会", gacha},
    {u"嘎查居委会", gacha},
    {u"嘎查居民委员会", gacha},
}};

/// After a core that ends with it: 王村 + 委会.
constexpr std::array<std::u16string_view, 4> after_village{u"委会", u"委员会", u"民委员会", u"委"};

constexpr std::array<std::u16string_view, 4> names_of_no_place{u"市辖区", u"县", u"省直辖县级行政区划",
                                                               u"自治区直辖县级行政区划"};

bool good_core(std::u16string_view core) { return core.size() >= 2 && !is_number(core); }

Ending allowed_at(AreaLevel level) {
    switch (level) {
        case AreaLevel::province:
            return province | city;
        case AreaLevel::prefecture:
            return city | autonomous | region | league;
        case AreaLevel::county:
            return city | county | district | new_district | banner;
        case AreaLevel::township:
            return township_endings;
        case AreaLevel::village:
            break;
    }
    return village_endings;
}

std::u16string_view without_peoples(std::u16string_view name) {
    for (bool cut = true; cut;) {
        cut = false;
        for (const auto people : peoples) {
            if (!name.ends_with(people) || name.size() < people.size() + 2) continue;
            name.remove_suffix(people.size());
            cut = true;
        }
    }
    return name;
}

/// A core of one unit keeps its 村: the 村 of 王村委会 belongs to both.
std::u16string_view with_its_village(std::u16string_view name, std::u16string_view word) {
    const bool cut_village = word.starts_with(u'村') && !word.starts_with(u"村社区");
    return cut_village ? name.substr(0, name.size() - word.size() + 1) : name;
}

NameParts village_parts(std::u16string_view name) {
    const EndingWord* longest = nullptr;
    const EndingWord* too_long = nullptr;
    for (const auto& word : village_words) {
        if (!name.ends_with(word.word) || name.size() == word.word.size()) continue;
        const bool good = good_core(name.substr(0, name.size() - word.word.size()));
        auto& best = good ? longest : too_long;
        if (best == nullptr || word.word.size() > best->word.size()) best = &word;
    }
    if (longest == nullptr && too_long != nullptr) {
        const auto core = with_its_village(name, too_long->word);
        if (good_core(core) && core.size() < name.size()) return {core, too_long->ending};
    }
    if (longest == nullptr) return {name, whole};
    return {name.substr(0, name.size() - longest->word.size()), longest->ending};
}

/// Bits that say which kind of word can start with a unit; most units start none.
enum : std::uint8_t { starts_village = 1, starts_upper = 2, starts_people = 4 };
using Starts = std::array<std::uint8_t, 0x10000>;

const Starts& starts() {
    static const auto table = [] {
        auto made = std::make_unique<Starts>();
        for (const auto& word : village_words) made->at(word.word.front()) |= starts_village;
        for (const auto word : after_village) made->at(word.front()) |= starts_village;
        for (const auto& word : upper_words) made->at(word.word.front()) |= starts_upper;
        for (const auto people : peoples) made->at(people.front()) |= starts_people;
        return made;
    }();
    return *table;
}

EndingInText longest_at(std::u16string_view text, std::span<const EndingWord> words) {
    EndingInText found;
    for (const auto& word : words) {
        if (word.word.front() != text.front() || word.word.size() <= found.length) continue;
        if (text.starts_with(word.word)) {
            found = {word.word.size(), word.ending};
        }
    }
    return found;
}

/// Length of the names of peoples at the start of a text.
std::size_t peoples_at(std::u16string_view text) {
    std::size_t length = 0;
    for (bool more = true; more;) {
        more = false;
        for (const auto people : peoples) {
            if (!text.substr(length).starts_with(people)) continue;
            length += people.size();
            more = true;
            break;
        }
    }
    return length;
}

}  // namespace

NameParts parts_of(std::u16string_view name, AreaLevel level) {
    if (level == AreaLevel::village) return village_parts(name);
    const EndingWord* longest = nullptr;
    for (const auto& word : upper_words) {
        if (!name.ends_with(word.word) || !any(word.ending & allowed_at(level))) continue;
        if (!good_core(name.substr(0, name.size() - word.word.size()))) continue;
        if (longest == nullptr || word.word.size() > longest->word.size()) longest = &word;
    }
    if (longest == nullptr) return {name, whole};
    const auto core = name.substr(0, name.size() - longest->word.size());
    const bool of_people = longest->ending != city && longest->ending != street;
    return {of_people ? without_peoples(core) : core, longest->ending & allowed_at(level)};
}

EndingInText village_ending_at(std::u16string_view text, std::u16string_view core) {
    if (text.empty() || (starts()[text.front()] & starts_village) == 0) return {};
    auto found = longest_at(text, village_words);
    if (found.length == 0 && core.ends_with(u'村')) {
        for (const auto word : after_village) {
            if (word.size() > found.length && text.starts_with(word)) found = {word.size(), village};
        }
    }
    return found;
}

EndingInText upper_ending_at(std::u16string_view text) {
    const auto kind = [&](std::size_t at) { return at < text.size() ? starts()[text[at]] : 0; };
    const auto skipped = (kind(0) & starts_people) != 0 ? peoples_at(text) : 0;
    if ((kind(skipped) & starts_upper) == 0) return {};
    auto found = longest_at(text.substr(skipped), upper_words);
    if (found.length > 0) found.length += skipped;
    return found;
}

bool names_no_place(std::u16string_view name) {
    return std::ranges::find(names_of_no_place, name) != names_of_no_place.end();
}

bool is_road(std::u16string_view core) {
    constexpr std::u16string_view roads = u"路街道巷弄线";
    return core.ends_with(u"胡同") || roads.find(core.back()) != std::u16string_view::npos;
}

}  // namespace courtyard

// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/geo/damaged_address.h"

#include <algorithm>

#include "geo/names/address_text.h"
#include "geo/names/character_variants.h"
#include "geo/names/name_ending.h"

namespace courtyard {
namespace {

std::u32string characters(std::string_view utf8) {
    std::u32string characters;
    for (const auto byte : utf8) {
        const auto c = static_cast<unsigned char>(byte);
        if (c >= 0xC0) {
            characters.push_back(c & (c >= 0xF0 ? 0x07U : c >= 0xE0 ? 0x0FU : 0x1FU));
        } else if (c >= 0x80) {
            characters.back() = characters.back() << 6 | (c & 0x3FU);
        } else {
            characters.push_back(c);
        }
    }
    return characters;
}

std::string utf8(std::u32string_view characters) {
    std::u16string units;
    for (const auto c : characters) {
        if (c > 0xFFFF) {
            units.push_back(static_cast<char16_t>(0xD7C0 + (c >> 10)));
            units.push_back(static_cast<char16_t>(0xDC00 + (c & 0x3FF)));
        } else {
            units.push_back(static_cast<char16_t>(c));
        }
    }
    return utf8_of(units);
}

bool cut(std::string& name, std::string_view ending) {
    if (!name.ends_with(ending) || name.size() <= ending.size()) return false;
    name.resize(name.size() - ending.size());
    return true;
}

std::string full_width(std::string_view text) {
    std::u32string wide;
    for (const auto c : characters(text))
        wide.push_back(c == ' ' ? U'\u3000' : c > 0x20 && c < 0x7F ? c + 0xFEE0 : c);
    return utf8(wide);
}

std::u16string core_of(std::string_view village) {
    const auto folded = folded_name(village);
    return std::u16string(parts_of(folded, AreaLevel::village).core);
}

/// 平桥 for 平桥土家族自治县.
std::string bare(const std::string& name, AreaLevel level) {
    const auto folded = folded_name(name);
    const auto all = characters(name);
    // With a number in it the folded name is another length, and stays.
    return all.size() == folded.size() ? utf8(all.substr(0, parts_of(folded, level).core.size())) : name;
}

constexpr std::array<std::string_view, 6> noises_before{"收件人 ",       "某女士13800138000 ",
                                                        "13712345678，", "户主：某某，住 ",
                                                        "（样例）",      "联系人某先生 电话0371-65000000 "};
constexpr std::array<std::string_view, 6> noises_after{
    " 某女士收", "，电话13800138000", " 便民小卖部", "（村口第二家）", " 红星超市旁", "，13712345678某先生"};

}  // namespace

std::vector<ListedVillage> listed_villages(const Gazetteer& gazetteer) {
    std::vector<ListedVillage> villages;
    const auto named = [&](AreaCode code) {
        const auto name = gazetteer.name(code);
        return names_no_place(folded_name(name)) ? std::string() : std::string(name);
    };
    for (std::size_t i = 0; i < gazetteer.size(); ++i) {
        const auto code = gazetteer.code(i);
        if (code.view().size() != 12) continue;
        const auto township = statistical_parent(code);
        const auto county = statistical_parent(township);
        const auto prefecture = statistical_parent(county);
        villages.push_back({code, named(statistical_parent(prefecture)), named(prefecture), named(county),
                            named(township), std::string(gazetteer.name(code))});
    }
    return villages;
}

Stale without_some(const Gazetteer& gazetteer, unsigned every) {
    std::mt19937 random(7);
    Gazetteer::Builder builder;
    for (std::size_t i = 0; i < gazetteer.size(); ++i) {
        const auto code = gazetteer.code(i);
        const auto level = level_by_length(code).value();
        const bool kept = level != AreaLevel::village || random() % every != 0;
        if (kept) builder.add({code, gazetteer.name(code), level, {}});
    }
    Stale stale{std::move(builder).build().value(), {}};
    for (auto& village : listed_villages(gazetteer)) {
        if (!stale.gazetteer.contains(village.code)) stale.missing.push_back(std::move(village));
    }
    return stale;
}

AddressWriter::AddressWriter(const std::vector<ListedVillage>& listed, unsigned seed) : random_(seed) {
    for (const auto& village : listed) {
        cores_.emplace_back(village.code.str().substr(0, 6), core_of(village.name));
        if (pool_.size() < 5000) pool_.push_back(characters(village.name));
    }
    std::ranges::sort(cores_);
}

std::string AddressWriter::short_name(const std::string& official) {
    auto name = official;
    if (one_in(2)) return name;
    if (cut(name, "社区居民委员会") || cut(name, "社区居委会")) return name + "社区";
    if (cut(name, "村村民委员会") || cut(name, "村村委会") || cut(name, "村民委员会") ||
        cut(name, "村委会")) {
        return name + "村";
    }
    return name;
}

std::string AddressWriter::without_ending(const std::string& official) const {
    auto name = official;
    constexpr std::array<std::string_view, 9> endings{"社区居民委员会", "社区居委会", "村村民委员会",
                                                      "村村委会",       "村民委员会", "村委会",
                                                      "居民委员会",     "居委会",     "社区"};
    for (const auto ending : endings) {
        if (cut(name, ending)) break;
    }
    return characters(name).size() < 2 ? official : name;
}

std::string AddressWriter::slipped(const std::string& name) {
    auto text = characters(name);
    const auto at = below(text.size());
    switch (below(3)) {
        case 0: {
            const auto& other = pool_[below(pool_.size())];
            text[at] = other[below(std::min<std::size_t>(other.size(), 3))];
            break;
        }
        case 1:
            text.erase(at, 1);
            break;
        default:
            if (text.size() > 1)
                std::swap(text[std::min(at, text.size() - 2)], text[std::min(at + 1, text.size() - 1)]);
    }
    return utf8(text);
}

std::string AddressWriter::with_slip(const ListedVillage& village, const std::string& name) {
    const auto county = village.code.str().substr(0, 6);
    auto own = name;
    const std::string ending = cut(own, "村") ? "村" : cut(own, "社区") ? "社区" : "";
    while (true) {
        auto made = slipped(own) + ending;
        if (made == name) continue;
        const auto core = core_of(made);
        if (core != core_of(name) && std::ranges::binary_search(cores_, std::pair(county, core))) {
            ++spelt_into_another_;
            continue;
        }
        return made;
    }
}

std::string AddressWriter::house_number() {
    constexpr std::array<std::string_view, 10> numbers{"一", "二", "三", "四", "五",
                                                       "六", "七", "八", "九", "十"};
    const std::string digit = std::to_string(1 + below(19));
    const std::string door = std::to_string(1 + below(300)) + "号";
    switch (below(6)) {
        case 0:
            return digit + "组" + door;
        case 1:
            return std::string(numbers.at(below(10))) + "组";
        case 2:
            return "第" + digit + "村民小组";
        case 3:
            return "第" + std::string(numbers.at(below(10))) + "组" + door;
        case 4:
            return digit + "组" + std::to_string(1 + below(20)) + "排" + door;
        default:
            return door;
    }
}

std::string AddressWriter::traditional(const std::string& text) const {
    const auto pairs = character_variants();
    auto units = characters(text);
    for (auto& unit : units) {
        for (std::size_t i = 0; i < pairs.size(); i += 2) {
            if (pairs[i + 1] != unit) continue;
            unit = pairs[i];
            break;
        }
    }
    return utf8(units);
}

void AddressWriter::damage(Parts& parts, std::string& after, const ListedVillage& village, Damage kind) {
    switch (kind) {
        case Damage::no_ending:
            parts.village = without_ending(village.name);
            break;
        case Damage::no_upper:
            parts.upper = village.county;
            break;
        case Damage::bare_upper:
            parts.upper = bare(village.province, AreaLevel::province) +
                          bare(village.prefecture, AreaLevel::prefecture) +
                          bare(village.county, AreaLevel::county);
            break;
        case Damage::no_township:
            parts.township.clear();
            break;
        case Damage::village_only:
            parts.township.clear();
            parts.upper.clear();
            break;
        case Damage::no_county:
            parts.upper.clear();
            break;
        case Damage::typo:
            parts.village = with_slip(village, parts.village);
            break;
        case Damage::noise:
            parts.upper.insert(0, noises_before.at(below(noises_before.size())));
            after += noises_after.at(below(noises_after.size()));
            break;
        case Damage::full_width:
            after = full_width(" " + house_number());
            break;
        case Damage::variants:
            parts = {traditional(parts.upper), traditional(parts.township), traditional(parts.village)};
            break;
        case Damage::house_number:
            after = house_number() + after;
            break;
        default:
            break;
    }
}

LabelledAddress AddressWriter::write(const ListedVillage& village, Damage kind) {
    Parts parts{village.province + village.prefecture + village.county, village.township,
                kind == Damage::none ? village.name : short_name(village.name)};
    std::string after;
    if (kind == Damage::several) {
        constexpr std::array<Damage, 4> first{Damage::no_ending, Damage::no_upper, Damage::bare_upper,
                                              Damage::none};
        constexpr std::array<Damage, 4> second{Damage::no_township, Damage::typo, Damage::house_number,
                                               Damage::full_width};
        damage(parts, after, village, first.at(below(4)));
        damage(parts, after, village, second.at(below(4)));
        damage(parts, after, village, one_in(2) ? Damage::noise : Damage::house_number);
        if (one_in(3)) damage(parts, after, village, Damage::variants);
    } else {
        damage(parts, after, village, kind);
    }
    LabelledAddress address{parts.upper + parts.township + parts.village + after, village.code, {}, kind};
    if (kind == Damage::no_county || kind == Damage::village_only) {
        address.within = AreaCode::parse(village.code.view().substr(0, 6)).value();
    }
    return address;
}

Score score(const Gazetteer& gazetteer, const std::vector<LabelledAddress>& addresses) {
    Score score;
    for (const auto& address : addresses) {
        const auto match = gazetteer.match(address.text, address.within);
        ++score.asked;
        const bool among = std::ranges::find(match.candidates, address.truth) != match.candidates.end();
        if (match.is_village()) {
            const bool right = match.area == address.truth;
            ++(right ? score.right : score.wrong);
            if (!right) score.mistakes.push_back(address);
            continue;
        }
        if (among) ++score.among;
        if (match.area.empty()) {
            if (!among) ++score.nothing;
        } else if (address.truth.starts_with(match.area)) {
            ++score.above;
        } else {
            ++score.wrong_above;
            score.mistakes.push_back(address);
        }
    }
    return score;
}

}  // namespace courtyard

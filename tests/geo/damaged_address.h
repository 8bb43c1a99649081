// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "geo/gazetteer.h"

namespace courtyard {

/// A village of the real list with the names above it, for writing addresses whose village is known.
struct ListedVillage {
    AreaCode code;
    std::string province;
    std::string prefecture;  ///< empty where its name names no place (市辖区)
    std::string county;
    std::string township;
    std::string name;
};

/// The villages of a gazetteer with 12-digit codes.
std::vector<ListedVillage> listed_villages(const Gazetteer& gazetteer);

/// A gazetteer without one village in `every`, and those villages.
struct Stale {
    Gazetteer gazetteer;
    std::vector<ListedVillage> missing;
};
Stale without_some(const Gazetteer& gazetteer, unsigned every);

/// What people do to an address.
enum class Damage : std::uint8_t {
    none,
    no_ending,     ///< 王庄 for 王庄村委会
    no_upper,      ///< province and prefecture left out
    bare_upper,    ///< 河南开封兰考 for 河南省开封市兰考县
    no_township,   ///< the village right after the county
    no_county,     ///< township and village only, the county known from elsewhere
    village_only,  ///< nothing but the village, the county known from elsewhere
    typo,          ///< one character of the village's name changed, left out or swapped with the next
    noise,         ///< a person, a telephone number or a shop before and after
    full_width,    ///< full-width digits and blanks
    variants,      ///< traditional characters
    house_number,  ///< group and house in Chinese or Arabic numbers
    several,       ///< three of these at once
    not_listed,    ///< a village that was taken out of the list: every village answered is wrong
};

inline constexpr std::array<std::string_view, 14> damage_names{"none",
                                                               "no ending",
                                                               "no province, prefecture",
                                                               "bare upper names",
                                                               "no township",
                                                               "no county",
                                                               "village only",
                                                               "typo",
                                                               "noise",
                                                               "full width",
                                                               "variants",
                                                               "house number",
                                                               "several",
                                                               "not in the list"};

struct LabelledAddress {
    std::string text;
    AreaCode truth;
    AreaCode within;  ///< empty unless the damage says so
    Damage damage = Damage::none;
};

/// How a labelled set was answered.
struct Score {
    std::size_t asked = 0;
    std::size_t right = 0;        ///< the village
    std::size_t wrong = 0;        ///< another village
    std::size_t above = 0;        ///< an area that holds the village
    std::size_t wrong_above = 0;  ///< an area above the villages that does not hold it
    std::size_t among = 0;        ///< the village is among the candidates (`above` or not)
    std::size_t nothing = 0;      ///< no area, and the village is no candidate
    std::vector<LabelledAddress> mistakes;
};

/// Writes addresses of villages and damages them; the same seed writes the same.
class AddressWriter {
  public:
    /// @param listed  every village that the gazetteer holds, to know when a slip spells another one
    AddressWriter(const std::vector<ListedVillage>& listed, unsigned seed);

    LabelledAddress write(const ListedVillage& village, Damage damage);
    /// Slips that spelt another village of the township or county exactly, and were made anew.
    std::size_t spelt_into_another() const { return spelt_into_another_; }

  private:
    struct Parts {
        std::string upper;
        std::string township;
        std::string village;
    };

    std::size_t below(std::size_t count) { return random_() % count; }
    bool one_in(std::size_t count) { return below(count) == 0; }
    std::string short_name(const std::string& official);
    std::string without_ending(const std::string& official) const;
    std::string with_slip(const ListedVillage& village, const std::string& name);
    std::string slipped(const std::string& name);
    std::string house_number();
    std::string traditional(const std::string& text) const;
    void damage(Parts& parts, std::string& after, const ListedVillage& village, Damage damage);

    std::mt19937 random_;
    std::vector<std::u32string> pool_;
    std::vector<std::pair<std::string, std::u16string>> cores_;  ///< (county code, core), sorted
    std::size_t spelt_into_another_ = 0;
};

Score score(const Gazetteer& gazetteer, const std::vector<LabelledAddress>& addresses);

}  // namespace courtyard

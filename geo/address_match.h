// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "geo/area_code.h"
#include "geo/day.h"

namespace courtyard {

/// How an address found its area.
enum class AddressMethod : std::uint8_t {
    nothing,
    code,              ///< the text is a code of the list
    successor_code,    ///< the text is a revoked code with one successor
    upper_code,        ///< the text is a village's code; the village is gone, its township (or county) stands
    full_path,         ///< county or prefecture, township and village are named
    township_village,  ///< township and village are named
    county_village,    ///< the village is named, its township is not: the only one of that name in the county
    village_in_scope,  ///< only the village is named: the only one of that name inside `within`
    similar,           ///< like the three before, but a name is misspelt by one character
    upper_area,        ///< no village, but what lies above it is sure
};

/// Why an address has no village, or no area at all.
enum class AddressDoubt : std::uint8_t {
    none,
    empty,     ///< nothing but blanks and signs
    too_long,  ///< over 4,096 bytes
    not_utf8,
    unknown_code,        ///< digits only, and no code of the list
    code_revoked,        ///< the village of this code is gone and no successor is known
    no_area_named,       ///< nothing in it is the name of an area of the list
    no_village_named,    ///< areas are named, a village is not
    similar_names,       ///< the township has no village of this name, but some that differ by one slip:
                         ///< `candidates`
    village_not_listed,  ///< what follows the township is no village of it
    other_kind,          ///< the text says 村 and the list 社区, or the other way round: `candidates`
    ambiguous,           ///< several areas fit: `candidates`
    unclear_edge,        ///< a village's name stands inside a longer word: `candidates`
    unknown_upper_area,  ///< it follows a county or township that is not in the list: `candidates`
    contradiction,  ///< the areas it names do not lie in one another, or not inside `within`: `candidates`
};

std::string_view to_string(AddressMethod method);
/// `address.ambiguous`; empty for none.
std::string_view to_string(AddressDoubt doubt);
/// The doubt as a sentence; empty for none.
Text text_of(AddressDoubt doubt);

/// What an address says about where it is.
///
/// `area` is one village, or the lowest area above that is sure (then `level` says which and `doubt` says why
/// there is no village), or empty. Where several areas fit none is chosen: they are the candidates.
struct AddressMatch {
    AreaCode area;
    AreaLevel level = AreaLevel::province;  ///< of `area`; means nothing without one
    AddressMethod method = AddressMethod::nothing;
    AddressDoubt doubt = AddressDoubt::none;
    double confidence = 0;             ///< 0 to 1; the same evidence always gives the same
    std::vector<AreaCode> candidates;  ///< in code order, at most `max_candidates`
    std::size_t candidate_count = 0;   ///< all of them
    std::optional<Day> revoked_on;     ///< of the code that the text is

    static constexpr std::size_t max_candidates = 10;

    bool is_village() const { return !area.empty() && level == AreaLevel::village; }
};

}  // namespace courtyard

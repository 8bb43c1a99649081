// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace courtyard {

/// Where in a folded address a name can begin and end without being a part of a longer word.
class TextEdges {
  public:
    explicit TextEdges(std::u16string_view text) : text_(text) {}

    /// A name may begin here whatever it is: nothing, a blank, a letter, a number or a number's word (`号`)
    /// is before it.
    bool begins_free(std::size_t at) const;
    /// Nothing, a blank or a letter follows.
    bool ends_free(std::size_t at) const;
    /// The core of a village's name may end here: the word ends, or a group, house or telephone number
    /// follows.
    bool village_core_ends(std::size_t at) const;
    /// The same where the township is not known: a house number must be the end of it (no `东平12号小区`).
    bool lone_village_core_ends(std::size_t at) const;
    /// A village's name with its ending may end here: what follows does not make it a road (`王庄村路`), a
    /// town
    /// (`王庄村镇`) or a group of people (`王庄村民`).
    bool village_name_ends(std::size_t at) const;
    /// The same where the township is not known, so that less is certain: only numbers and words for a place
    /// in or beside the village may follow.
    bool lone_village_name_ends(std::size_t at) const;
    /// The same for what is above: no `上海市场`, no `四川省道`.
    bool upper_name_ends(std::size_t at) const;
    /// What stands before a blank looks like a county or township.
    bool follows_upper_word(std::size_t at) const;
    /// The word that begins here ends like a village's name.
    bool village_word_follows(std::size_t at) const;

  private:
    enum class Number : std::uint8_t { none, house, group, telephone };
    struct NumberAt {
        Number kind = Number::none;
        std::size_t end = 0;
    };
    NumberAt number_at(std::size_t at) const;
    NumberAt number_after_core(std::size_t at) const;
    bool road_follows(std::size_t at) const;
    bool remark_and_ending_follow(std::size_t at) const;
    bool committee_follows(std::size_t at) const;

    std::u16string_view text_;
};

}  // namespace courtyard

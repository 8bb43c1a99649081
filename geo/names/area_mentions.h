// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <span>

#include "geo/names/name_index.h"
#include "geo/names/text_edges.h"

namespace courtyard {

/// A name in a text of one or several areas above the villages.
struct AreaMention {
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
    NameIndex::Core core = 0;
    Ending ending = Ending::none;  ///< none: the core stands alone

    bool bare() const { return ending == Ending::none; }
};

/// All mentions in an address that could matter, from left to right, the longer first.
///
/// A core without its ending counts only where a name may begin: at a free edge or behind another mention. A
/// name inside a longer one (城区 in 东城区) does not count.
class AreaMentions {
  public:
    /// More than these are not read: an address names five areas.
    static constexpr std::size_t max_count = 48;

    AreaMentions(std::u16string_view text, const NameIndex& names);

    std::span<const AreaMention> all() const { return {mentions_.data(), count_}; }
    bool one_ends_at(std::uint32_t at) const;

  private:
    void add(std::u16string_view text, const TextEdges& edges, const NameIndex& names, std::uint32_t begin,
             NameIndex::Core core);
    void push(AreaMention mention);

    std::array<AreaMention, max_count> mentions_;
    std::size_t count_ = 0;
    std::uint32_t full_until_ = 0;  ///< where the full names found so far reach
};

}  // namespace courtyard

// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "geo/names/area_mentions.h"

#include <algorithm>

#include "geo/names/address_text.h"

namespace courtyard {

AreaMentions::AreaMentions(std::u16string_view text, const NameIndex& names) {
    const TextEdges edges(text);
    for (std::uint32_t at = 0; at + 1 < text.size() && count_ < max_count; ++at) {
        if (text[at] == u' ') continue;
        if (is_arabic_digit(text[at]) && at > 0 && is_arabic_digit(text[at - 1])) continue;
        const auto first = count_;
        names.for_each_at(text.substr(at),
                          [&](NameIndex::Core core, std::size_t) { add(text, edges, names, at, core); });
        for (auto i = first; i < count_; ++i) {
            if (!mentions_[i].bare()) full_until_ = std::max(full_until_, mentions_[i].end);
        }
    }
}

void AreaMentions::add(std::u16string_view text, const TextEdges& edges, const NameIndex& names,
                       std::uint32_t begin, NameIndex::Core core) {
    const auto size = static_cast<std::uint32_t>(names.text(core).size());
    const auto core_end = begin + size;
    if (is_arabic_digit(text[core_end - 1]) && core_end < text.size() && is_arabic_digit(text[core_end]))
        return;
    const bool behind_another = one_ends_at(begin);
    const bool free = edges.begins_free(begin) || behind_another;
    if (!free && begin < full_until_) return;
    const auto endings = names.endings(core);
    const auto after = upper_ending_at(text.substr(core_end));
    const auto meant = any(after.ending & township_endings) ? after.ending | township_endings : after.ending;
    const auto end = core_end + static_cast<std::uint32_t>(after.length);
    if (any(endings & meant) && edges.upper_name_ends(end)) push({begin, end, core, after.ending});
    constexpr std::uint32_t shortest_whole_inside = 5;
    if (any(endings & Ending::whole) && (free || size >= shortest_whole_inside) &&
        edges.upper_name_ends(core_end) &&
        village_ending_at(text.substr(core_end), names.text(core)).length == 0) {
        push({begin, core_end, core, Ending::whole});
    }
    if (free && !is_road(names.text(core))) push({begin, core_end, core, Ending::none});
}

/// Keeps those that begin together in order, the longer first.
void AreaMentions::push(AreaMention mention) {
    if (count_ == max_count) return;
    auto at = count_++;
    for (; at > 0 && mentions_[at - 1].begin == mention.begin && mentions_[at - 1].end < mention.end; --at) {
        mentions_[at] = mentions_[at - 1];
    }
    mentions_[at] = mention;
}

bool AreaMentions::one_ends_at(std::uint32_t at) const {
    return std::ranges::any_of(all(), [&](const AreaMention& mention) { return mention.end == at; });
}

}  // namespace courtyard

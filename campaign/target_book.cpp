// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "campaign/target_book.h"

#include <algorithm>

namespace courtyard {

void TargetBook::add(const TargetRecord& target) {
    auto& versions = versions_[Key{target.campaign, target.indicator, target.area, target.year.value_or(0)}];
    const auto after = std::ranges::upper_bound(versions, target.approved_on, {}, &Version::approved_on);
    versions.insert(after, {target.approved_on, target.value});
}

std::optional<std::int64_t> TargetBook::value(const std::string& campaign, const std::string& indicator,
                                              AreaCode area, std::optional<int> year, Day on) const {
    const auto found = versions_.find(Key{campaign, indicator, area, year.value_or(0)});
    if (found == versions_.end()) return std::nullopt;
    const auto after = std::ranges::upper_bound(found->second, on, {}, &Version::approved_on);
    if (after == found->second.begin()) return std::nullopt;
    return std::prev(after)->value;
}

}  // namespace courtyard

// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "campaign/target_book.h"

#include <algorithm>

namespace courtyard {

void AreaTargets::add(std::optional<int> year, Day approved_on, std::int64_t value) {
    const Version version{year.value_or(0), approved_on, value};
    const auto after =
        std::ranges::upper_bound(versions_, std::pair(version.year, approved_on), {},
                                 [](const Version& v) { return std::pair(v.year, v.approved_on); });
    versions_.insert(after, version);
}

std::optional<std::int64_t> AreaTargets::value(std::optional<int> year, Day on) const {
    const int wanted = year.value_or(0);
    std::optional<std::int64_t> found;
    for (const Version& version : versions_)
        if (version.year == wanted && version.approved_on <= on) found = version.value;
    return found;
}

void TargetBook::add(const TargetRecord& target) {
    sheets_[{target.campaign, target.indicator}][target.area].add(target.year, target.approved_on,
                                                                  target.value);
}

const TargetSheet* TargetBook::sheet(const std::string& campaign, const std::string& indicator) const {
    const auto found = sheets_.find({campaign, indicator});
    return found == sheets_.end() ? nullptr : &found->second;
}

std::optional<std::int64_t> TargetBook::value(const std::string& campaign, const std::string& indicator,
                                              AreaCode area, std::optional<int> year, Day on) const {
    const TargetSheet* known = sheet(campaign, indicator);
    if (known == nullptr) return std::nullopt;
    const auto found = known->find(area);
    return found == known->end() ? std::nullopt : found->second.value(year, on);
}

}  // namespace courtyard

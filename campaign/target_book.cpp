// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "campaign/target_book.h"

#include <algorithm>

namespace courtyard {
namespace {

const AreaTargets no_targets;

}  // namespace

void AreaTargets::add(const TargetVersion& version, Approval approval) {
    const auto after =
        std::ranges::upper_bound(versions_, std::pair(version.year, version.approved_on), {},
                                 [](const TargetVersion& v) { return std::pair(v.year, v.approved_on); });
    approvals_.insert(approvals_.begin() + (after - versions_.begin()), std::move(approval));
    versions_.insert(after, version);
}

std::optional<std::int64_t> AreaTargets::value(std::optional<int> year, Day on) const {
    const int wanted = year.value_or(0);
    std::optional<std::int64_t> found;
    for (const TargetVersion& version : versions_)
        if (version.year == wanted && version.approved_on <= on) found = version.value;
    return found;
}

AreaTargets& TargetSheet::at(AreaCode area) {
    const auto there = std::ranges::lower_bound(areas_, area, {}, &std::pair<AreaCode, AreaTargets>::first);
    if (there != areas_.end() && there->first == area) return there->second;
    return areas_.emplace(there, area, AreaTargets())->second;
}

const AreaTargets& TargetSheet::of(AreaCode area) const {
    std::size_t from = areas_.size();
    return of(area, from);
}

const AreaTargets& TargetSheet::of(AreaCode area, std::size_t& from) const {
    if (from >= areas_.size() || areas_[from].first != area) {
        const auto there =
            std::ranges::lower_bound(areas_, area, {}, &std::pair<AreaCode, AreaTargets>::first);
        from = static_cast<std::size_t>(there - areas_.begin());
    }
    if (from >= areas_.size() || areas_[from].first != area) return no_targets;
    constexpr std::size_t ahead = 4;
    if (from + ahead < areas_.size()) __builtin_prefetch(areas_[from + ahead].second.versions().data());
    return areas_[from++].second;
}

void TargetBook::add(const TargetRecord& target) {
    sheets_[{target.campaign, target.indicator}]
        .at(target.area)
        .add({target.year.value_or(0), target.approved_on,
              target.withdrawn ? std::nullopt : std::optional(target.value)},
             {target.approved_by, target.reason});
}

const TargetSheet* TargetBook::sheet(const std::string& campaign, const std::string& indicator) const {
    const auto found = sheets_.find({campaign, indicator});
    return found == sheets_.end() ? nullptr : &found->second;
}

std::optional<std::int64_t> TargetBook::value(const std::string& campaign, const std::string& indicator,
                                              AreaCode area, std::optional<int> year, Day on) const {
    const TargetSheet* known = sheet(campaign, indicator);
    return known == nullptr ? std::nullopt : known->of(area).value(year, on);
}

}  // namespace courtyard

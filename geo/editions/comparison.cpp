// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "geo/editions/comparison.h"

#include <algorithm>
#include <limits>

namespace courtyard {
namespace {

constexpr std::size_t no_link = std::numeric_limits<std::size_t>::max();

}  // namespace

EditionComparison::Side::Side(const EditionGround& ground)
    : edition(ground),
      links(ground.areas.size()),
      linked(ground.areas.size()),
      kinds(ground.areas.size()),
      main(ground.areas.size(), no_link) {}

double EditionComparison::Side::rest(AreaIndex village) const {
    return drawn(village) ? std::max(0.0, 1 - linked[village]) : 0;
}

EditionComparison::EditionComparison(const EditionGround& before, const EditionGround& after)
    : old_areas_(before.areas), new_areas_(after.areas), old_(before), new_(after) {}

std::size_t EditionComparison::link(AreaIndex old_village, AreaIndex new_village) {
    const auto [found, fresh] = number_of_.try_emplace({old_village, new_village}, links_.size());
    if (fresh) {
        links_.push_back({old_village, new_village, VillageChange::border_moved, false, std::nullopt});
        if (old_.drawn(old_village) && new_.drawn(new_village)) links_.back().ground.emplace();
        old_.links[old_village].push_back(found->second);
        new_.links[new_village].push_back(found->second);
    }
    return found->second;
}

void EditionComparison::add(const Overlap& overlap) {
    const auto [old, fresh, area] = overlap;
    const double of_old = std::min(area / old_.edition.area_m2[old], 1.0);
    const double of_new = std::min(area / new_.edition.area_m2[fresh], 1.0);
    if (of_old < sliver_share && of_new < sliver_share) return;
    old_.linked[old] += of_old;
    new_.linked[fresh] += of_new;
    links_[link(old, fresh)].ground = SharedGround{area, of_old, of_new};
}

void EditionComparison::add_declared(AreaIndex old_village, AreaIndex new_village) {
    links_[link(old_village, new_village)].declared = true;
}

void EditionComparison::add_same_code(AreaIndex old_village, AreaIndex new_village) {
    if (!old_.drawn(old_village) || !new_.drawn(new_village)) {
        link(old_village, new_village);
        return;
    }
    const auto found = number_of_.find({old_village, new_village});
    const VillageLink* shared = found == number_of_.end() ? nullptr : &links_[found->second];
    if (shared == nullptr || (!most_of_old(*shared) && !most_of_new(*shared)))
        reused_codes_.push_back(old_areas_[old_village].code);
}

/// Where there is no boundary to measure, the code stands for the ground.
bool EditionComparison::most_of_old(const VillageLink& link) {
    return !link.ground || link.ground->of_old >= most_share;
}

bool EditionComparison::most_of_new(const VillageLink& link) {
    return !link.ground || link.ground->of_new >= most_share;
}

bool EditionComparison::same_code(const VillageLink& link) const {
    return old_areas_[link.old_village].code == new_areas_[link.new_village].code;
}

bool EditionComparison::takes_most_of_several(AreaIndex new_village) const {
    const auto& links = new_.links[new_village];
    return std::ranges::count_if(links, [&](std::size_t i) { return most_of_old(links_[i]); }) >= 2;
}

/// What happened to a village that goes on over this link.
VillageChange EditionComparison::going_on(const VillageLink& link) const {
    if (!same_code(link)) return VillageChange::recoded;
    const bool alone = old_.links[link.old_village].size() == 1 && new_.links[link.new_village].size() == 1;
    const bool same_ground = !link.ground || (link.ground->of_old >= same_ground_share &&
                                              link.ground->of_new >= same_ground_share);
    if (!alone || !same_ground) return VillageChange::border_moved;
    return old_areas_[link.old_village].name == new_areas_[link.new_village].name ? VillageChange::unchanged
                                                                                  : VillageChange::renamed;
}

VillageChange EditionComparison::judge_old(AreaIndex old_village) {
    const auto& mine = old_.links[old_village];
    const auto pieces = std::ranges::count_if(mine, [&](std::size_t i) { return most_of_new(links_[i]); });
    if (pieces >= 2) return VillageChange::split;
    for (const std::size_t i : mine) {
        if (!most_of_old(links_[i]) || !takes_most_of_several(links_[i].new_village)) continue;
        old_.main[old_village] = i;
        return VillageChange::merged;
    }
    for (const std::size_t i : mine) {
        const bool goes_on = same_code(links_[i]) ? most_of_old(links_[i]) || most_of_new(links_[i])
                                                  : most_of_old(links_[i]) && most_of_new(links_[i]);
        if (!goes_on) continue;
        old_.main[old_village] = new_.main[links_[i].new_village] = i;
        return going_on(links_[i]);
    }
    for (const std::size_t i : mine) {
        if (!most_of_old(links_[i])) continue;
        old_.main[old_village] = i;
        return VillageChange::merged;
    }
    return old_.rest(old_village) >= most_share || mine.size() < 2 ? VillageChange::gone
                                                                   : VillageChange::split;
}

VillageChange EditionComparison::judge_new(AreaIndex new_village) {
    const auto& mine = new_.links[new_village];
    for (const std::size_t i : mine)
        if (most_of_new(links_[i]) && old_.kinds[links_[i].old_village] == VillageChange::split)
            return VillageChange::split;
    for (const std::size_t i : mine)
        if (old_.main[links_[i].old_village] == i &&
            old_.kinds[links_[i].old_village] == VillageChange::merged)
            return VillageChange::merged;
    if (const std::size_t main = new_.main[new_village]; main != no_link)
        return old_.kinds[links_[main].old_village];
    return VillageChange::created;
}

VillageChange EditionComparison::judge_link(std::size_t number) const {
    const VillageLink& link = links_[number];
    const VillageChange old_kind = old_.kinds[link.old_village];
    if (old_.main[link.old_village] == number || old_kind == VillageChange::split ||
        old_kind == VillageChange::gone)
        return old_kind;
    return new_.kinds[link.new_village] == VillageChange::created ? VillageChange::created
                                                                  : VillageChange::border_moved;
}

std::vector<VillageOutcome> EditionComparison::outcomes(const Side& side) {
    std::vector<VillageOutcome> outcomes;
    for (const AreaIndex i : side.edition.villages) outcomes.push_back({i, side.kinds[i], side.rest(i)});
    return outcomes;
}

EditionChanges EditionComparison::changes() {
    EditionChanges changes;
    const auto& old_villages = old_.edition.villages;
    const auto& new_villages = new_.edition.villages;
    for (const AreaIndex i : old_villages) old_.kinds[i] = judge_old(i);
    for (const AreaIndex i : new_villages) new_.kinds[i] = judge_new(i);
    for (std::size_t i = 0; i < links_.size(); ++i) links_[i].kind = judge_link(i);
    changes.links = links_;
    for (const AreaIndex i : old_villages)
        if (old_.links[i].empty()) changes.links.push_back({i, no_area, old_.kinds[i], false, {}});
    for (const AreaIndex i : new_villages)
        if (new_.links[i].empty()) changes.links.push_back({no_area, i, new_.kinds[i], false, {}});
    const auto codes = [&](const VillageLink& link) {
        const AreaCode before = link.old_village == no_area ? AreaCode{} : old_areas_[link.old_village].code;
        const AreaCode after = link.new_village == no_area ? AreaCode{} : new_areas_[link.new_village].code;
        return std::pair(before.empty() ? after : before, after);
    };
    std::ranges::sort(changes.links, {}, codes);
    changes.old_villages = outcomes(old_);
    changes.new_villages = outcomes(new_);
    changes.reused_codes = reused_codes_;
    return changes;
}

}  // namespace courtyard

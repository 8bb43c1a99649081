// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "data/read/edition_report.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "campaign/campaign.h"
#include "geo/edition_changes.h"

namespace courtyard {
namespace {

/// One edition, ready to place records in.
struct PlacedEdition {
    AreaTree areas;
    VillageIndex villages;
    Gazetteer names;

    explicit PlacedEdition(const EditionAreas& all)
        : areas(AreaTree::of_edition(all).value()), villages(areas), names(Gazetteer::of(areas).value()) {}

    /// The village of each claim; `no_area` where there is none.
    std::vector<AreaIndex> villages_of(std::span<const PlaceClaim> claims) const {
        std::vector<AreaIndex> found;
        for (const Placement& placed : geocode(claims, {areas, villages, names})) {
            const bool village = placed.area != no_area && areas[placed.area].level == AreaLevel::village;
            found.push_back(village ? placed.area : no_area);
        }
        return found;
    }
};

Text changes_note(const EditionChanges& changes, Day base, Day edition) {
    Text counts;
    for (const VillageChange kind : village_changes) {
        const std::size_t count = changes.count(kind);
        if (count == 0) continue;
        const Text name = name_of(kind);
        counts.zh += fmt::format("{}{} {}", counts.zh.empty() ? "" : "、", name.zh, count);
        counts.en += fmt::format("{}{} {}", counts.en.empty() ? "" : ", ", count, name.en);
    }
    if (base == edition)
        return {
            fmt::format("{} 起的版本已有内容，本次按区划逐个替换。村级变化：{}", to_string(edition),
                        counts.zh),
            fmt::format("the edition of {} stands already, its areas are replaced one by one; villages: {}",
                        to_string(edition), counts.en)};
    return {fmt::format("与 {} 起的版本相比，村级变化：{}", to_string(base), counts.zh),
            fmt::format("villages against the edition of {}: {}", to_string(base), counts.en)};
}

/// Records by what the new edition does to them.
struct Moved {
    std::size_t recoded = 0;
    std::size_t changed = 0;
    std::map<AreaIndex, std::size_t> lost;  ///< by old village
    std::size_t all_lost = 0;
};

Moved moved_records(const HeldEditions& held, const PlacedEdition& before, const PlacedEdition& after,
                    const EditionChanges& changes) {
    std::map<AreaIndex, AreaIndex> recoded;
    for (const VillageLink& link : changes.links)
        if (link.kind == VillageChange::recoded) recoded[link.old_village] = link.new_village;
    std::vector<PlaceClaim> claims;
    for (const auto& [key, claim] : held.claims) claims.push_back(claim);
    const auto old_villages = before.villages_of(claims);
    const auto new_villages = after.villages_of(claims);
    Moved moved;
    for (std::size_t i = 0; i < claims.size(); ++i) {
        const AreaIndex old = old_villages[i];
        const AreaIndex fresh = new_villages[i];
        if (old == no_area) continue;
        if (fresh == no_area) {
            ++moved.lost[old];
            ++moved.all_lost;
        } else if (before.areas[old].code != after.areas[fresh].code) {
            const auto same_ground = recoded.find(old);
            ++(same_ground != recoded.end() && same_ground->second == fresh ? moved.recoded : moved.changed);
        }
    }
    return moved;
}

void tell_of_records(const Moved& moved, const AreaTree& before, std::vector<Text>& notes) {
    if (moved.changed > 0)
        notes.push_back({fmt::format("{} 条记录将改属另一个村", moved.changed),
                         fmt::format("{} records change village", moved.changed)});
    if (moved.recoded > 0)
        notes.push_back(
            {fmt::format("{} 条记录所在村只变更代码", moved.recoded),
             fmt::format("{} records lie in villages of which only the code changes", moved.recoded)});
    if (moved.all_lost == 0) return;
    std::vector<std::pair<std::size_t, AreaIndex>> worst;
    for (const auto& [village, count] : moved.lost) worst.emplace_back(count, village);
    std::ranges::stable_sort(worst, std::greater<>(), &std::pair<std::size_t, AreaIndex>::first);
    constexpr std::size_t told = 10;
    std::vector<std::string> list;
    for (std::size_t i = 0; i < std::min(told, worst.size()); ++i) {
        const Area& village = before[worst[i].second];
        list.push_back(fmt::format("{} {} {}", village.code.view(), village.name, worst[i].first));
    }
    const bool more = worst.size() > told;
    notes.push_back({fmt::format("警告：{} 条记录将失去所在村，原属 {} 个村：{}{}", moved.all_lost,
                                 worst.size(), fmt::join(list, "、"), more ? " 等" : ""),
                     fmt::format("warning: {} records lose their village, of {} villages: {}{}",
                                 moved.all_lost, worst.size(), fmt::join(list, ", "), more ? ", ..." : "")});
}

void tell_of_reused_codes(const EditionChanges& changes, std::vector<Text>& notes) {
    if (changes.reused_codes.empty()) return;
    std::vector<std::string_view> codes;
    for (const AreaCode& code : changes.reused_codes) codes.push_back(code.view());
    notes.push_back({fmt::format("警告：{} 个代码改指别处：{}", codes.size(), fmt::join(codes, "、")),
                     fmt::format("warning: {} codes now stand for other ground: {}", codes.size(),
                                 fmt::join(codes, ", "))});
}

/// On which days the edition will hold, where that may surprise.
void tell_of_days(const HeldEditions& held, Day edition, std::vector<Text>& notes) {
    const Day plan = std::ranges::min_element(catalogue(), {}, &Campaign::start)->start;
    const auto next = held.editions.upper_bound(edition);
    if (next != held.editions.end()) {
        const std::string until = to_string(next->first + -1);
        if (next->first <= plan)
            notes.push_back(
                {fmt::format("警告：本版本只用到 {}，早于规划期（{} 起），不影响任何进度", until,
                             to_string(plan)),
                 fmt::format("warning: this edition holds until {}, before the plan begins on {}: no "
                             "day of the plan is counted in it",
                             until, to_string(plan))});
        else
            notes.push_back(
                {fmt::format("本版本用到 {} 为止，此后用已有的较新版本", until),
                 fmt::format("this edition holds until {}, then a later one that stands already", until)});
    } else if (edition < plan && !held.editions.contains(edition)) {
        notes.push_back(
            {fmt::format("警告：本版本早于规划期（{} 起），规划期内每一天都将按它统计", to_string(plan)),
             fmt::format("warning: this edition is dated before the plan begins on {}: every day of "
                         "the plan will be counted in it",
                         to_string(plan))});
    }
    if (edition > today())
        notes.push_back(
            {fmt::format("本版本从 {} 起生效，在此之前的日子仍按 {} 起的版本统计", to_string(edition),
                         to_string(held.holding(edition + -1))),
             fmt::format("this edition is valid from {}; until then days are counted in that of {}",
                         to_string(edition), to_string(held.holding(edition + -1)))});
}

void tell_of_missing(const EditionAreas& standing, std::span<const Area> loaded, std::vector<Text>& notes) {
    std::map<AreaCode, bool> given;
    for (const Area& area : loaded) given[area.code] = true;
    const auto kept = std::ranges::count_if(standing, [&](const auto& one) {
        return one.second.level == AreaLevel::village && !given.contains(one.first);
    });
    if (kept > 0)
        notes.push_back(
            {fmt::format("文件中没有的 {} 个村仍留在该版本中", kept),
             fmt::format("{} villages of that edition are not in the file and stay in it", kept)});
}

/// An edition is whole: townships that are not loaded with the villages are not above them.
void tell_of_missing_levels(const AreaTree& before, const AreaTree& after, std::vector<Text>& notes) {
    for (const AreaLevel level : {AreaLevel::county, AreaLevel::township}) {
        const auto at_level = [&](const Area& area) { return area.level == level; };
        if (std::ranges::none_of(before.areas(), at_level) || std::ranges::any_of(after.areas(), at_level))
            continue;
        const Text name = name_of(level);
        notes.push_back(
            {fmt::format("警告：原版本有{}，本版本没有，村将没有该级上级", name.zh),
             fmt::format("warning: the edition before has areas of the level {}, this one has none",
                         to_string(level))});
    }
}

}  // namespace

Result<void> check_edition_day(Day edition) {
    constexpr int most_years_ahead = 10;
    if (edition >= Day::of(1900, 1, 1) && edition.year() <= today().year() + most_years_ahead) return {};
    return fail(
        ErrorCode::invalid_input, "edition.day",
        {fmt::format("版本生效日 {} 早于 1900 年，或在 {} 年以后", to_string(edition), most_years_ahead),
         fmt::format("the edition's first day {} lies before 1900 or more than {} years ahead",
                     to_string(edition), most_years_ahead)},
        "valid_from");
}

std::vector<Text> edition_notes(const HeldEditions& held, Day edition, std::span<const Area> loaded) {
    std::vector<Text> notes;
    const auto standing = held.editions.find(edition);
    EditionAreas all = standing == held.editions.end() ? EditionAreas{} : standing->second;
    for (const Area& area : loaded) all.insert_or_assign(area.code, area);
    const bool has_village =
        std::ranges::any_of(all, [](const auto& one) { return one.second.level == AreaLevel::village; });
    if (!has_village && !all.empty())
        notes.push_back({"警告：该版本没有村级区划，记录将无法落到村",
                         "warning: this edition has no villages: no record can be placed in one"});
    if (held.editions.empty() || loaded.empty()) return notes;
    const Day base = held.holding(edition);
    const PlacedEdition before(held.editions.at(base));
    const PlacedEdition after(all);
    const auto changes = compare_editions(before.areas, after.areas);
    if (!changes.old_villages.empty()) notes.push_back(changes_note(changes, base, edition));
    if (base == edition) tell_of_missing(standing->second, loaded, notes);
    tell_of_missing_levels(before.areas, after.areas, notes);
    tell_of_records(moved_records(held, before, after, changes), before.areas, notes);
    tell_of_reused_codes(changes, notes);
    tell_of_days(held, edition, notes);
    return notes;
}

}  // namespace courtyard

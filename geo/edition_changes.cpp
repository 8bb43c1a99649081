// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "geo/edition_changes.h"

#include <algorithm>
#include <set>

#include "geo/editions/comparison.h"
#include "geo/editions/ground.h"

namespace courtyard {
namespace {

struct ChangeName {
    std::string_view word;
    Text name;
};

const std::array<ChangeName, village_changes.size()> names{{
    {"unchanged", {"不变", "unchanged"}},
    {"renamed", {"更名", "renamed"}},
    {"recoded", {"代码变更", "recoded"}},
    {"merged", {"合并", "merged"}},
    {"split", {"拆分", "split"}},
    {"border_moved", {"界线调整", "border moved"}},
    {"new", {"新设", "new"}},
    {"gone", {"撤销无继承", "gone"}},
}};

AreaIndex find_village(const AreaTree& areas, AreaCode code) {
    const AreaIndex found = areas.find(code);
    return found != no_area && areas[found].level == AreaLevel::village ? found : no_area;
}

/// The villages of the new edition that declared changes lead to: each chain ends at the first that is there.
std::set<AreaIndex> declared_successors(AreaCode code, const CodeChanges& declared, const AreaTree& areas) {
    std::set<AreaIndex> successors;
    std::vector<AreaCode> open{code};
    while (!open.empty()) {
        const AreaCode here = open.back();
        open.pop_back();
        for (const CodeChange& change : declared.of_code(here)) {
            const AreaIndex village = find_village(areas, change.new_code);
            if (village != no_area)
                successors.insert(village);
            else
                open.push_back(change.new_code);
        }
    }
    return successors;
}

}  // namespace

std::string_view to_string(VillageChange change) { return names[static_cast<std::size_t>(change)].word; }

Text name_of(VillageChange change) { return names[static_cast<std::size_t>(change)].name; }

std::optional<VillageChange> parse_village_change(std::string_view text) {
    for (const VillageChange change : village_changes)
        if (text == to_string(change)) return change;
    return std::nullopt;
}

std::size_t EditionChanges::count(VillageChange kind) const {
    const auto& villages = kind == VillageChange::created ? new_villages : old_villages;
    return static_cast<std::size_t>(std::ranges::count(villages, kind, &VillageOutcome::kind));
}

EditionChanges compare_editions(const AreaTree& old_areas, const AreaTree& new_areas,
                                const CodeChanges& declared) {
    const EditionGround before(old_areas);
    const EditionGround after(new_areas);
    EditionComparison comparison(before, after);
    for (const Overlap& overlap : overlaps_of(before, after, sliver_share)) comparison.add(overlap);
    for (const AreaIndex old : before.villages) {
        for (const AreaIndex fresh : declared_successors(old_areas[old].code, declared, new_areas))
            comparison.add_declared(old, fresh);
        const AreaIndex same = find_village(new_areas, old_areas[old].code);
        if (same != no_area) comparison.add_same_code(old, same);
    }
    return comparison.changes();
}

}  // namespace courtyard

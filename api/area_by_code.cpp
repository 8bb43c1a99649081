// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/area_by_code.h"

#include <algorithm>

namespace courtyard {
namespace {

/// Links of an old village stand together, in code order with those of new ones.
AreaIndex most_of(const EditionChanges& changes, const AreaTree& before, const AreaTree& after,
                  AreaIndex old) {
    const auto code_of = [&](const VillageLink& link) {
        return link.old_village != no_area ? before[link.old_village].code : after[link.new_village].code;
    };
    for (const VillageLink& link : std::ranges::equal_range(changes.links, before[old].code, {}, code_of)) {
        const bool goes_on = link.old_village == old && link.new_village != no_area;
        if (goes_on && (link.declared || (link.ground && link.ground->of_old > most_share)))
            return link.new_village;
    }
    return no_area;
}

}  // namespace

AreaIndex area_by_code(const Atlas& atlas, const Snapshot& snapshot, const EditionPicture& edition,
                       AreaCode code) {
    if (const AreaIndex there = edition.areas->find(code); there != no_area || code.empty()) return there;
    for (auto known = snapshot.editions.rbegin(); known != snapshot.editions.rend(); ++known) {
        if (edition.valid_from <= (*known)->valid_from) continue;
        const AreaIndex old = (*known)->areas->find(code);
        if (old == no_area) continue;
        return most_of(*atlas.changes_between(**known, edition), *(*known)->areas, *edition.areas, old);
    }
    return no_area;
}

}  // namespace courtyard

// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/visible_inspection.h"

#include "api/area_by_code.h"
#include "api/problem.h"

namespace courtyard {

std::optional<RecordedFact> visible_inspection(const Call& call, std::string_view text) {
    const auto id = parse_uuid(text);
    auto found = id ? call.house.store.inspection(*id) : std::nullopt;
    if (!found) return std::nullopt;
    const EditionPicture& edition = call.snapshot->edition_on(today());
    if (!call.caller.scope.empty() &&
        !in_scope(call.caller, *edition.areas, area_in_charge(call, edition, *found)))
        return std::nullopt;
    return found;
}

AreaIndex area_in_charge(const Call& call, const EditionPicture& edition, const RecordedFact& inspection) {
    const InspectionRecord& record = std::get<InspectionFact>(inspection.fact).record;
    // Where it was found to lie is told in the edition of the day it came.
    const AreaIndex village = edition.villages->find(record.position.wgs84).village;
    if (village != no_area) return village;
    AreaCode declared = record.declared;
    if (declared.empty() && !record.household.empty())
        if (const auto household = call.house.store.household(record.household))
            declared = household->declared;
    return area_by_code(call.house.atlas, *call.snapshot, edition, declared);
}

Response unknown_inspection(const Call& call, std::string_view id) {
    return problem({ErrorCode::not_found,
                    "inspection.unknown",
                    {"没有这个核查点", "there is no such inspection point"},
                    std::string(id)},
                   call.request);
}

}  // namespace courtyard

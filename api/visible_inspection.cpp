// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/visible_inspection.h"

#include "api/problem.h"

namespace courtyard {

std::optional<RecordedFact> visible_inspection(const Call& call, std::string_view text) {
    const auto id = parse_uuid(text);
    auto found = id ? call.house.store.inspection(*id) : std::nullopt;
    if (!found) return std::nullopt;
    const AreaTree& areas = *call.snapshot->edition_on(today()).areas;
    if (!in_scope(call.caller, areas, areas.find(area_in_charge(call.house.store, *found))))
        return std::nullopt;
    return found;
}

AreaCode area_in_charge(const Store& store, const RecordedFact& inspection) {
    const auto& [record, finding] = std::get<InspectionFact>(inspection.fact);
    if (!finding.area.empty()) return finding.area;
    if (!record.declared.empty() || record.household.empty()) return record.declared;
    const auto household = store.household(record.household);
    return household ? household->declared : AreaCode{};
}

Response unknown_inspection(const Call& call, std::string_view id) {
    return problem({ErrorCode::not_found,
                    "inspection.unknown",
                    {"没有这个核查点", "there is no such inspection point"},
                    std::string(id)},
                   call.request);
}

}  // namespace courtyard

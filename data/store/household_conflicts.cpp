// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "data/store/household_conflicts.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "campaign/canonical_record.h"

namespace courtyard {
namespace {

constexpr std::array<std::string_view, 5> fields{"name", "address", "area", "position", "registered_on"};

std::string text(const std::optional<SourcePosition>& p) {
    if (!p) return {};
    return fmt::format("{}, {} ({})", canonical_number(p->given.lon), canonical_number(p->given.lat),
                       to_string(p->datum));
}

bool one_source(const std::vector<GivenValue>& values) {
    return std::ranges::all_of(values, [&](const GivenValue& one) {
        return one.account == values.front().account && one.batch == values.front().batch;
    });
}

}  // namespace

std::span<const std::string_view> household_fields() { return fields; }

std::string household_value(const HouseholdRecord& household, std::string_view field) {
    if (field == "name") return household.name;
    if (field == "address") return household.address;
    if (field == "area") return household.declared.str();
    if (field == "position") return text(household.position);
    return to_string(household.registered_on);
}

void take_field(HouseholdRecord& household, std::string_view field, const HouseholdRecord& from) {
    if (field == "name") household.name = from.name;
    if (field == "address") household.address = from.address;
    if (field == "area") household.declared = from.declared;
    if (field == "position") household.position = from.position;
    if (field == "registered_on") household.registered_on = from.registered_on;
}

std::vector<FieldConflict> conflicts_in(std::span<const RecordedFact> history,
                                        std::span<const Resolution> resolutions) {
    std::vector<FieldConflict> conflicts;
    for (const std::string_view field : fields) {
        Revision settled = 0;
        for (const Resolution& one : resolutions)
            if (one.field == field) settled = std::max(settled, one.after);
        FieldConflict conflict{std::string(field), {}};
        for (const RecordedFact& fact : history) {
            const auto* version = std::get_if<HouseholdRecord>(&fact.fact);
            std::string value = version == nullptr ? std::string() : household_value(*version, field);
            if (value.empty()) continue;
            if (fact.seq <= settled) conflict.values.clear();
            if (std::ranges::find(conflict.values, value, &GivenValue::value) != conflict.values.end())
                continue;
            conflict.values.push_back(
                {std::move(value), fact.account, fact.batch, fact.recorded_at, fact.seq});
        }
        if (conflict.values.size() > 1 && !one_source(conflict.values))
            conflicts.push_back(std::move(conflict));
    }
    return conflicts;
}

}  // namespace courtyard

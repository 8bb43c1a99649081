// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "data/store/store.h"

namespace courtyard {

/// The fields of a household that sources may disagree about: name, address, area, position, registered_on.
std::span<const std::string_view> household_fields();
/// One of them as text; empty when nothing is said.
std::string household_value(const HouseholdRecord& household, std::string_view field);
/// The same field of another version. Precondition: `field` is one of `household_fields`.
void take_field(HouseholdRecord& household, std::string_view field, const HouseholdRecord& from);

/// A value, and who gave it first.
struct GivenValue {
    std::string value;
    std::string account;
    std::string batch;
    Instant recorded_at;
    Revision revision = 0;
};

/// A field about which sources disagree: at least two values of different accounts or imports.
struct FieldConflict {
    std::string field;
    std::vector<GivenValue> values;  ///< different ones, in the order in which they came
};

/// What stands unresolved in the history of one household. Silence is no value and contradicts nothing; what
/// a reviewer settled is one value until somebody says otherwise.
///
/// @param history   in the order of the feed; facts of other kinds are passed over
std::vector<FieldConflict> conflicts_in(std::span<const RecordedFact> history,
                                        std::span<const Resolution> resolutions);

}  // namespace courtyard

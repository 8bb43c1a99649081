// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "api/json.h"
#include "api/problem.h"
#include "api/service.h"
#include "data/read/rows.h"
#include "data/store/fact.h"

namespace courtyard {

/// Why an inspection point or another record was not even offered to the store.
struct RefusedRecord {
    unsigned status = 422;
    Error error;
    std::vector<Rejection> errors;
};

/// An inspection point with what is found out about it today.
struct OfferedInspection {
    InspectionFact fact;
    AreaCode declared;             ///< by the point, else by its household; empty: by neither
    std::vector<Rejection> notes;  ///< what was not taken as it was written
};

/// `content.refused`: what is wrong stands in `errors`.
const Error& refused_content();

/// A household as the caller may know it: those out of scope do not exist. By the edition of today, or by one
/// that was asked for once for several.
std::optional<HouseholdRecord> visible_household(const Call& call, const std::string& id);
std::optional<HouseholdRecord> visible_household(const Call& call, const EditionPicture& edition,
                                                 const std::string& id);

/// An inspection point read from a JSON body.
///
/// Errors   as `PUT /api/inspections/{id}` answers them
tl::expected<OfferedInspection, RefusedRecord> offered_inspection(const Call& call, const std::string& id,
                                                                  const std::string& body);

/// `"flags": [...]`.
void write_flags(Json& json, Flags flags);

/// The members of the receipt of an inspection point: the same each time it is asked for.
/// @param areas   of today, which tell a place's own score sheet
void write_receipt(Json& json, const RecordedFact& recorded, const AreaTree& areas);

/// `"notes": [...]`, when there are any.
void write_notes(Json& json, const std::vector<Rejection>& notes, Language language);

}  // namespace courtyard

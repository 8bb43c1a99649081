// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "campaign/records.h"
#include "data/read/rows.h"

namespace courtyard {

/// A record read from a JSON body, or everything that is wrong with it.
template <class Record>
struct BodyRecord {
    Record record;
    std::vector<Rejection> errors;
    std::vector<Rejection> notes;  ///< not wrong, yet not taken as written: full-width digits
};

/// The body of `PUT /api/inspections/{id}`.
/// Errors   invalid_input: body.json
Result<BodyRecord<InspectionRecord>> inspection_of_body(const std::string& id, const std::string& body);

/// The body of `POST /api/decisions`; without an `id` the decision gets one that names its content.
Result<BodyRecord<DecisionRecord>> decision_of_body(const std::string& body);

}  // namespace courtyard

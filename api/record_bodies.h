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

/// The body of `POST /api/decisions`; without an `id` the decision gets one that names its content. It says
/// what it is about by one of `household`, `base`, `case` and `relief`.
Result<BodyRecord<DecisionRecord>> decision_of_body(const std::string& body);

/// The body of a case of a dispute, or of a relief batch.
/// @param id   of the address; empty: the body's own, if it has one
Result<BodyRecord<CaseRecord>> case_of_body(const std::string& id, const std::string& body, Subject subject);

}  // namespace courtyard

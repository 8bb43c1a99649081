// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

#include "api/json.h"
#include "api/moment.h"
#include "atlas/explanation.h"
#include "data/store/store.h"

namespace courtyard {

/// An explained figure as it is told: with which records, and which stretch of them.
struct ToldExplanation {
    const Moment& moment;
    const ExplainedQuestion& question;
    const Explanation& explanation;
    const Caller& caller;
    bool with_records = false;  ///< the caller may know which records they are
    std::size_t offset = 0;
    std::size_t limit = 0;
};

/// The rule, what counts and what does not, targets with all their versions, and editions, as members of the
/// object being written. Decisions are looked up for the stretch that is told.
void write_explanation(Json& json, const ToldExplanation& told, const Store& store);

}  // namespace courtyard

// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "campaign/campaign.h"
#include "campaign/score_sheet.h"
#include "data/store/fact.h"

namespace courtyard {

/// The area and everything above it, lowest first; empty for an area that the tree does not have.
std::vector<AreaCode> line_above(const AreaTree& areas, AreaCode area);

/// The sheet by which an inspection point is judged: in force on the day it was observed, in the area its
/// receipt says. Null: none.
/// @param areas   of today, or null: only sheets for everywhere
const ScoreSheet* sheet_of(const InspectionFact& inspection, const AreaTree* areas);

/// What its points come to; nothing when it has none, no sheet is in force, or they do not fit the sheet.
struct JudgedInspection {
    const ScoreSheet* sheet = nullptr;
    ScoreResult result;
};
std::optional<JudgedInspection> judged(const InspectionFact& inspection, const AreaTree* areas);

/// Whether its points may be stored. Errors   invalid_input: score.unknown, score.range, score.no_sheet (the
/// campaign has sheets, none of them in force then and there)
Result<void> check_scores(const InspectionFact& inspection, const AreaTree& areas);

}  // namespace courtyard

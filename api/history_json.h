// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

#include "api/json.h"
#include "campaign/campaign.h"
#include "data/store/store.h"

namespace courtyard {

/// Where a step was taken, as far as anybody said.
struct StepPlace {
    AreaCode area;
    std::optional<LonLat> position;  ///< WGS 84
    std::string_view said_by;        ///< `decision` or `inspection`
};

/// One step of a record's history, as the fact that brought it says.
struct HistoryStep {
    Day on;
    std::uint8_t status = 0;
    const RecordedFact* fact = nullptr;  ///< a decision, or the version that registered it
    std::optional<StepPlace> place;
};

/// The steps of a record in one campaign, in the order in which they count.
/// @param history   its versions and decisions, and the inspections they rest on
std::vector<HistoryStep> steps_in(const Campaign& campaign, std::span<const RecordedFact> history);

/// `"steps"` (when, to what, whether it counts from then, by whom, where, with which evidence, score sheet
/// and reason) and `"counted"` (from when until when it counted).
void write_steps(Json& json, const Campaign& campaign, std::span<const HistoryStep> steps);

/// The members of a score sheet's verdict about an inspection point: `"score": {...}`; nothing without
/// points.
void write_score(Json& json, const InspectionFact& inspection, const AreaTree& areas);

}  // namespace courtyard

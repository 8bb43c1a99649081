// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <vector>

#include "api/moment.h"
#include "campaign/campaign.h"
#include "data/store/recheck.h"

namespace courtyard {

/// The households of an area that count as completed at a moment in the campaign that counts households, with
/// their townships (what lies in none is a stratum under the code it lies in). With and without positions
/// alike. Cost   about a microsecond for each household of the area
std::vector<Drawable> completed_households(const Moment& at, AreaIndex area);

enum class RecheckResult : std::uint8_t { pending, passed, failed };

std::string_view to_string(RecheckResult result);

/// What a drawn household's re-check came to: the newest decision that was learnt after the draw about a day
/// from its `as_of` on passes it when the household counts by it and fails it when not; without one the
/// newest inspection point of that kind does, by its outcome (a counting status passes; a status that ends
/// counting from where the household stood, or points below the pass mark, fail).
struct RecheckFinding {
    RecheckResult result = RecheckResult::pending;
    Day on;
    std::string by;  ///< id of the decision or inspection point
};
RecheckFinding finding_of(const Recheck& recheck, const Campaign& campaign,
                          std::span<const RecordedFact> history, const AreaTree& areas);

}  // namespace courtyard

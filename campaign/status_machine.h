// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>

#include "campaign/campaign.h"
#include "campaign/timeline.h"

namespace courtyard {

/// A step that somebody asks for, and what stands behind it.
struct AskedStep {
    std::uint8_t to = 0;
    Day on;
    bool reasoned = false;        ///< a reason is given
    std::size_t inspections = 0;  ///< inspection points that are named as evidence
    bool passed = false;          ///< one of them reached the pass mark of its score sheet, without a veto
};

/// Whether a record may take a step: the guard of every status machine.
///
/// The status before is the one that holds on the step's day (steps of one day in the order given); the next
/// step after it, if there is one, must stay legal. What the status demands (`needs`) must be there.
///
/// @param steps   of the record so far, in any order of days; the earliest one begins it
/// @param now     the day of today, beyond which nothing is decided
/// Errors   conflict: step.illegal (names the legal ones); invalid_input: decision.future,
///          decision.before_registration, reason.missing, evidence.missing, evidence.failed
Result<void> check_step(const Campaign& campaign, std::span<const PlainStep> steps, const AskedStep& asked,
                        Day now);

/// What a campaign's records are called: `户`, `household`.
Text record_noun(const Campaign& campaign);

}  // namespace courtyard

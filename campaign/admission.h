// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "campaign/campaign.h"
#include "campaign/records.h"
#include "geo/area_tree.h"

namespace courtyard {

/// Whether a version of a target may be set.
///
/// @param areas   the edition of the day it was approved
/// Errors   invalid_input: campaign.unknown, indicator.unknown, area.unknown, period.unknown (a year that the
///          campaign does not have), target.below_zero, approval.future
Result<void> check_target(const TargetRecord& target, const AreaTree& areas, Day today);

/// Whether a figure may be reported.
///
/// @param areas   the edition of the last day it is about
/// Errors   invalid_input: campaign.unknown, indicator.unknown, indicator.not_reported (worked out of records
///          or of others), area.unknown, period.unknown (outside the campaign), period.future,
///          figure.below_zero, figure.too_large, figure.milestone (0 or 1), unit_value.required,
///          unit_value.not_wanted, unit_value.range, reported.future, reported.early
Result<void> check_figure(const FigureRecord& figure, const AreaTree& areas, Day today);

/// Yuan as people write it, in fen. Errors   invalid_input: unit_value.range (finer than a fen, or not money)
Result<std::int64_t> fen_of_yuan(double yuan);

}  // namespace courtyard

// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "campaign/progress.h"
#include "data/export/export.h"

namespace courtyard {

/// The columns that an export of progress has beside its areas': every figure that `/api/progress` tells of
/// an area, under the same names. (`children_gap` is two: `gap_target_plan`, `gap_sum_of_children`.)
std::vector<ExportField> progress_columns();

/// Their values: the same numbers that `write_progress_row` writes; null there is empty here.
std::vector<ExportValue> progress_values(const Indicator& indicator, const Progress& progress);

}  // namespace courtyard

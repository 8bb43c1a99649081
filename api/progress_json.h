// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "api/json.h"
#include "campaign/progress.h"

namespace courtyard {

/// The ROW of docs/API.md: one area's progress.
void write_progress_row(Json& json, const Indicator& indicator, const Progress& progress, const Area& area);

/// Shares travel with four decimals: more would be noise, fewer would show in sums.
std::optional<double> rounded_share(std::optional<double> share);

}  // namespace courtyard

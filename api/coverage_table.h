// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>

#include "api/coverage.h"

namespace courtyard {

/// Rows of coverage as CSV (UTF-8 with byte order mark, English headers, empty cells where nothing is known).
std::string coverage_csv(std::span<const AreaReach> rows, const Coverage& coverage);

/// The same as a table for a terminal.
std::string coverage_text(std::span<const AreaReach> rows, const Coverage& coverage);

}  // namespace courtyard

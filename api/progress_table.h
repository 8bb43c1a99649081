// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>

#include "campaign/progress.h"

namespace courtyard {

/// Rows of progress as CSV (UTF-8 with byte order mark, English headers, empty cells where nothing divides).
std::string progress_csv(std::span<const Progress> rows, const AreaTree& areas);

/// The same as a table for a terminal; wide characters count two columns.
std::string progress_text(std::span<const Progress> rows, const AreaTree& areas);

}  // namespace courtyard

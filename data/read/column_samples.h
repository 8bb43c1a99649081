// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "data/read/load.h"

namespace courtyard {

/// A column that feeds nothing yet, with values that show a person what it holds.
struct SampledColumn {
    std::string name;
    std::vector<std::string> samples;  ///< up to three different ones, in the order of the file
};

/// What a person needs to say which column is which.
struct ColumnQuestion {
    ColumnAdvice advice;
    std::vector<std::string> header;
    std::vector<SampledColumn> open;  ///< ignored and contested columns
};

/// Looks at the header and the first hundred rows of a file whose columns did not fit.
///
/// Errors   those of `open_table`
Result<ColumnQuestion> question_of_columns(const std::filesystem::path& file, const LoadOptions& options);

}  // namespace courtyard

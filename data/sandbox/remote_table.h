// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>

#include "data/read/table.h"
#include "data/sandbox/parsing_pool.h"

namespace courtyard {

/// A table that a worker reads and this process receives.
///
/// @param upload   descriptor of the file, open for reading
/// Errors   as `ParsingPool::open_table`
Result<std::unique_ptr<Table>> open_remote_table(ParsingWorker worker, const wire::Request& request,
                                                 int upload, std::chrono::milliseconds patience);

}  // namespace courtyard

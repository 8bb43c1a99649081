// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>

#include "data/photo/photo_archive.h"
#include "data/sandbox/parsing_pool.h"

namespace courtyard {

/// The files that a worker finds in an archive of photos, handed on as they come.
///
/// @param upload   descriptor of the archive, open for reading
/// Errors   as `ParsingPool::read_photo_archive`
Result<void> read_remote_archive(ParsingWorker worker, const ArchiveLimits& limits, int upload,
                                 std::chrono::milliseconds patience, FoundFiles& taker);

}  // namespace courtyard

// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>

#include "data/photo/photo_reading.h"
#include "data/sandbox/parsing_pool.h"

namespace courtyard {

/// What a worker makes of a photo.
///
/// @param upload   descriptor of the photo, open for reading
/// Errors   as `ParsingPool::read_photo`
Result<PhotoReading> read_remote_photo(ParsingWorker worker, int upload, std::chrono::milliseconds patience);

}  // namespace courtyard

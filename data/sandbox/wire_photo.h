// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "data/photo/photo_archive.h"
#include "data/photo/photo_reading.h"

namespace courtyard::wire {

/// The payload of `Kind::photo`.
std::string written(const PhotoReading& reading);
/// Nothing unless every number is one that a photo can have, and both copies begin and end as a JPEG does.
std::optional<PhotoReading> read_photo_reading(std::string_view payload);

/// The payload of `Kind::file`.
std::string written(const FoundFile& file);
std::optional<FoundFile> read_found_file(std::string_view payload);

}  // namespace courtyard::wire

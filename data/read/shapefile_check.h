// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>

#include "geo/result.h"

namespace courtyard {

/// Whether the parts of a shapefile say the same about themselves and each other: how long they are, how many
/// rows.
///
/// GDAL reads as many rows as the smallest number it meets, so that a file that was cut, or whose parts come
/// from two files, would be a shorter one without a word. What is not there is not compared. Errors
/// invalid_input: file.broken, with the part that is wrong
Result<void> check_shapefile(const std::filesystem::path& shp);

}  // namespace courtyard

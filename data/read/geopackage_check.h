// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>

#include "geo/result.h"

namespace courtyard {

/// Whether a GeoPackage is a sound database whose listed layers are tables, before anything reads its rows.
///
/// A view is a program of the sender's, which may count for ever; a virtual table is one of somebody else's.
/// Opened to read alone, as it lies on disk, with nothing trusted that its schema says, and for ten seconds
/// at most. Errors   invalid_input: file.broken (pages or schema), geopackage.view (a layer that is no plain
/// table)
Result<void> check_geopackage(const std::filesystem::path& path);

}  // namespace courtyard

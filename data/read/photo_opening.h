// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <memory>

#include "data/read/load.h"
#include "data/read/photo_table.h"

namespace courtyard {

/// Opens a zip or a folder of photos as a table of inspection points.
///
/// Of photos more is known than a table of strangers says: their positions are in WGS 84, whoever takes one
/// has checked, and only the campaign is asked for. What is known is added to `options`.
///
/// Errors   invalid_input: column.missing (no campaign), those of `campaign_status` and `PhotoTable::open`
Result<std::unique_ptr<PhotoTable>> open_photos(Store& store, const std::filesystem::path& file,
                                                LoadOptions& options);

}  // namespace courtyard

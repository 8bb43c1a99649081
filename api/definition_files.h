// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>

#include "geo/result.h"

namespace courtyard {

/// Adds a deployment's own campaigns to the catalogue: every `*.toml` in `catalogue/` of its data directory,
/// by name. Without that folder there are none.
///
/// Precondition   no picture was drawn yet
/// Errors   those of `extend_catalogue`; unavailable: catalogue.unreadable
Result<void> add_definitions(const std::filesystem::path& data_folder);

}  // namespace courtyard

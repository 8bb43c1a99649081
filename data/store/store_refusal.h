// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>

#include "geo/result.h"

namespace courtyard {

/// What a database that cannot be opened is refused with, and what to do: store.newer (a newer program wrote
/// it) or store.damaged.
///
/// @param why   what the database said
Error refusal_to_open(const std::string& why, const std::filesystem::path& file);

}  // namespace courtyard

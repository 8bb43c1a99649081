// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "geo/result.h"

namespace courtyard {

/// The boundary of a `multipart/form-data` content type, or nothing when it is another type.
std::optional<std::string> multipart_boundary(std::string_view content_type);

/// Takes the field `file` out of a form that was spooled to disk: afterwards `form` holds the file's bytes
/// alone. Memory stays flat. Gives the file name that the sender wrote, empty when there was none.
///
/// Errors   invalid_input: multipart.broken (no such boundary, cut off), multipart.field (no field `file`)
Result<std::string> keep_file_of_form(const std::filesystem::path& form, const std::string& boundary);

}  // namespace courtyard

// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace courtyard {

using Uuid = std::array<std::uint8_t, 16>;

/// The name-based UUID (version 5, RFC 4122) of a name in a namespace, lower case.
std::string named_uuid(const Uuid& name_space, std::string_view name);

/// The id of a row that brings none: always the same for the same file and row.
///
/// @param file_hash   SHA-256 of the file, lower-case hex
std::string row_uuid(std::string_view file_hash, std::size_t row);

/// The id of the inspection point that a photo of a zip becomes: always the same for the same photo.
///
/// @param sha256   of its bytes, lower-case hex
std::string photo_uuid(std::string_view sha256);

}  // namespace courtyard

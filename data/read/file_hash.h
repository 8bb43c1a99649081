// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>

namespace courtyard {

/// SHA-256 of a file, lower-case hex. Throws when it cannot be read.
std::string sha256_of_file(const std::filesystem::path& file);

}  // namespace courtyard

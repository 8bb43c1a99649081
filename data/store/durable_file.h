// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>

namespace courtyard {

/// Waits until a file's bytes are on stable storage. Throws `std::system_error`: what a failed sync left
/// behind nobody knows, so it is never tried again.
void sync_file(const std::filesystem::path& file);

/// The same for the names in a folder: a file that was made, renamed or removed is so after a power cut too.
void sync_folder(const std::filesystem::path& folder);

}  // namespace courtyard

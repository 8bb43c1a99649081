// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string_view>

namespace courtyard {

/// Waits until a file's bytes are on stable storage. Throws `std::system_error`: what a failed sync left
/// behind nobody knows, so it is never tried again.
void sync_file(const std::filesystem::path& file);

/// The same for the names in a folder: a file that was made, renamed or removed is so after a power cut too.
void sync_folder(const std::filesystem::path& folder);

/// Puts text at a file's end and waits until it is on stable storage; a new file is its owner's alone.
/// Throws `std::system_error`.
void append_durably(const std::filesystem::path& file, std::string_view text);
/// The same into a file that is not there yet.
void create_durably(const std::filesystem::path& file, std::string_view text);
/// Puts a file in another's place, whose content is lost.
void replace_durably(const std::filesystem::path& from, const std::filesystem::path& to);

}  // namespace courtyard

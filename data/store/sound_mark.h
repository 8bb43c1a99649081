// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>

namespace courtyard {

/// A small file beside the database, `<file>.left`, that says as what the store left it: size, times and
/// place.
///
/// A file that nobody touched since needs no reading from end to end before it is used; any that was copied,
/// restored, cut or written by others is another one.
bool is_as_left(const std::filesystem::path& file);

/// Says so of the file as it is now. Precondition: what was written to it is on stable storage. A mark that
/// cannot be written only costs the next start the reading.
void mark_as_left(const std::filesystem::path& file) noexcept;

}  // namespace courtyard

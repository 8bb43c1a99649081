// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace courtyard {

/// Writes something that can be made anew from facts, so that the next start need not: parts of bytes under a
/// stamp, with a BLAKE2b sum over all of it. The old file stays until the new one is whole on stable storage.
///
/// @param stamp   what the parts mean and of whom they are; a reader that expects another one reads nothing
/// Errors         throws std::system_error when the disk refuses; nothing is lost then but time
void write_checkpoint(const std::filesystem::path& file, std::string_view stamp,
                      std::span<const std::string_view> parts);

/// The parts of a checkpoint. Nothing when there is none, or when it is not, to the last bit, what was
/// written under this stamp. Cost: as fast as the file is read.
std::optional<std::vector<std::string>> read_checkpoint(const std::filesystem::path& file,
                                                        std::string_view stamp);

}  // namespace courtyard

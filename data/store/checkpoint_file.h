// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "data/store/running_hash.h"

namespace courtyard {

/// Writes something that can be made anew from facts, so that the next start need not: parts of bytes under a
/// stamp, each with its BLAKE2b sum. The old file stays until the new one is whole on stable storage.
///
/// @param stamp   what the parts mean and of whom they are; a reader that expects another one reads nothing
/// Errors         throws std::system_error when the disk refuses; nothing is lost then but time
void write_checkpoint(const std::filesystem::path& file, std::string_view stamp,
                      std::span<const std::string_view> parts);

/// A part as it lies in the file.
struct CheckpointPart {
    std::string bytes;
    RunningHash::Sum sum{};  ///< of what was written

    /// Whether it is, to the last bit, what was written: asked before anything in it is believed, of several
    /// parts at once where that is quicker. Cost: about a second for each gigabyte.
    bool is_sound() const;
};

/// The parts of a checkpoint, not yet believed. Nothing when there is none, or when its head is not what was
/// written under this stamp, or it has another length. Cost: as fast as the file is read.
std::optional<std::vector<CheckpointPart>> read_checkpoint(const std::filesystem::path& file,
                                                           std::string_view stamp);

}  // namespace courtyard

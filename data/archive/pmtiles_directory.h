// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "data/archive/tile_archive.h"

namespace courtyard {

/// Where the contents of a run of tiles, or a leaf of the directory, lie.
struct DirectoryEntry {
    std::uint64_t first = 0;  ///< Hilbert number of the first tile
    std::uint64_t offset = 0;
    std::uint32_t length = 0;
    std::uint32_t run = 1;  ///< tiles of the same content in a row; 0: a leaf

    bool operator==(const DirectoryEntry&) const = default;
};

/// The directory of a PMTiles archive as it stands in the file: a root that a reader gets with its first
/// request, and leaves when the root alone would be too long.
struct PackedDirectory {
    std::string root;
    std::string leaves;
};

/// Precondition: entries in ascending order.
PackedDirectory pack_directory(std::span<const DirectoryEntry> entries, const Gzip& gzip,
                               std::size_t longest_root);

/// One directory, not compressed: numbers and offsets as differences, column by column.
std::string directory_bytes(std::span<const DirectoryEntry> entries);

}  // namespace courtyard
